"""Malta's calculator: few questions, and answers that the law reads as they were meant."""

from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

from janua.countries.mt.pack import COUNTRY
from janua.countries.mt.questionnaire import QUESTIONNAIRE
from janua.pack.calculator import Answers, Calculator
from janua.pack.questionnaire import Member
from janua.rules import Outcome

# A Monday: weekly rates begin on it.
ON = date(2026, 3, 2)
CALCULATOR = Calculator(COUNTRY, QUESTIONNAIRE)
MEDIAN_MOST = 12
GIVEN: dict[str, Any] = {
    "citizenship": "MT", "permit": "none", "years_here": 30, "work": "employed", "register": "no", "earned": "24000",
    "weekly_wage": "450", "about_you": (), "disability": False, "separated": False, "responsible": True,
    "capital": "2000", "weekly_income": "0", "rent": False, "relatives": "none", "how_you_live": "own_home",
    "years_paid": 5, "pensionable": "20000", "income_at_home": "24000", "electricity": "1200", "persons_on_bill": 4,
    "account": True,
}  # fmt: skip
YOU = Member("you", "you", date(1990, 5, 17))
PARTNER = Member("partner", "partner", date(1988, 3, 1), "spouse")
CHILDREN = (Member("child-1", "child", date(2015, 5, 5)), Member("child-2", "child", date(2018, 5, 5)))


def _answered(members: tuple[Member, ...], said: dict[str, Any]) -> tuple[Answers, list[str]]:
    """Answer what is asked until nothing is; gives the questions in the order in which they came."""
    given: dict[tuple[str, str], Any] = {}
    order = []
    while asked := CALCULATOR.asked(Answers(members, given), ON):
        first = asked[0]
        order.append(first.question.code)
        given |= {(first.question.code, subject): said[first.question.code] for subject in first.subjects}
    return Answers(members, given), order


def _results(answers: Answers) -> dict[str, tuple[Outcome, int | None]]:
    return {found.programme: (found.outcome, found.amount) for found in CALCULATOR.results(answers, ON)}


def test_mother_who_cannot_work_is_told_of_social_assistance() -> None:
    said = {**GIVEN, "work": "neither", "earned": "0", "about_you": ("cannot_work",), "rent": True}
    answers, order = _answered((YOU, *CHILDREN), {**said, "weekly_income": "30", "income_at_home": "6000"})
    found = _results(answers)

    # 139.94 + 2 × 8.15 + 1.16 − 30; 27.29 × 13 × 2; 910 / 4 × 2; min(360, 300) + 65 + 59 + 30.
    assert found["MT-SA"] == (Outcome.ELIGIBLE, 12_740)
    assert found["MT-CA"] == (Outcome.ELIGIBLE, 70_954)
    assert found["MT-CAS"] == (Outcome.ELIGIBLE, 45_500)
    assert found["MT-ENB"] == (Outcome.ELIGIBLE, 45_400)
    assert found["MT-UA"] == (Outcome.NOT_ELIGIBLE, None)
    assert "relatives" not in order


def test_working_couple_is_asked_little() -> None:
    answers, order = _answered((YOU, PARTNER, *CHILDREN), GIVEN)
    found = _results(answers)

    # 48,000 together: the flat band of two at work, 327 × 2 / 4.
    assert found["MT-IWB"] == (Outcome.ELIGIBLE, 16_350)
    assert found["MT-SA"] == (Outcome.NOT_ELIGIBLE, None)
    assert {"capital", "weekly_income", "rent", "electricity", "how_you_live", "pensionable"} & set(order) == set()


def test_child_with_a_disability_is_for_the_board() -> None:
    answers, _ = _answered((YOU, CHILDREN[0]), {**GIVEN, "disability": True})

    assert _results(answers)["MT-DCA"] == (Outcome.BOARD_DECIDES, 45_500)


def test_pensioner_of_77_is_told_of_the_grant() -> None:
    said = {**GIVEN, "work": "neither", "earned": "0", "about_you": ("pension",), "years_paid": 35}
    answers, _ = _answered((Member("you", "you", date(1948, 5, 5)),), said)

    assert _results(answers)["MT-SCG"] == (Outcome.ELIGIBLE, 42_500)


def test_every_programme_told_of_stands_in_the_law() -> None:
    assert set(QUESTIONNAIRE.programmes) <= set(COUNTRY.law.programmes)
    assert set(COUNTRY.law.programmes) - set(QUESTIONNAIRE.programmes) == {
        "MT-FOS", "MT-MB", "MT-MG", "MT-MLB", "MT-REC", "MT-SICK", "MT-TAP", "MT-TAPE",
    }  # fmt: skip


def test_questions_make_known_what_the_law_reads() -> None:
    assert QUESTIONNAIRE.attributes <= set(COUNTRY.attributes_by_name)
    assert {language for question in QUESTIONNAIRE.questions for language in question.texts} == {"en", "mt"}


def _drawn(chance: Random) -> tuple[tuple[Member, ...], dict[str, Any]]:
    """A household as they are common: mostly at work, some without, some old."""
    old = chance.random() < 0.25
    born = ON - timedelta(days=chance.randrange(*((66 * 365, 88 * 365) if old else (22 * 365, 62 * 365))))
    members = [Member("you", "you", born)]
    if chance.random() < 0.6:
        members.append(Member("partner", "partner", born + timedelta(days=chance.randrange(-2000, 2000)), "spouse"))
    oldest = min(6500, (ON - born).days - 6500)
    members += [
        Member(f"child-{number}", "child", ON - timedelta(days=chance.randrange(100, oldest)))
        for number in range(1, 1 + (0 if old else chance.choice([0, 0, 1, 1, 2, 3])))
    ]
    work = "neither" if old or chance.random() < 0.2 else "employed"
    about = tuple(key for key, often in (("cannot_work", 0.06), ("energy", 0.04)) if chance.random() < often)
    said = {
        **GIVEN,
        "work": work,
        "earned": "0" if work == "neither" else str(chance.randrange(8_000, 45_000)),
        "register": "part_1" if work == "neither" and not old and chance.random() < 0.4 else "no",
        "about_you": (*about, "pension") if old and chance.random() < 0.8 else about,
        "separated": chance.random() < 0.06,
        "disability": chance.random() < 0.05,
        "income_at_home": str(chance.randrange(7_000, 60_000)),
        "years_paid": chance.randrange(0, 41) if old else 12,
    }
    return tuple(members), said


def test_common_households_answer_few_questions() -> None:
    chance = Random(2026)
    counts = [len(_answered(*_drawn(chance))[1]) for _ in range(80)]

    assert median(counts) <= MEDIAN_MOST
