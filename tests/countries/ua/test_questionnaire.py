"""Ukraine's calculator: every question in both languages, and answers that the law reads as they were meant."""

from datetime import date
from typing import Any

from janua.countries.ua.pack import COUNTRY
from janua.countries.ua.questionnaire import QUESTIONNAIRE
from janua.pack.calculator import Answers, Calculator
from janua.pack.questionnaire import Member
from janua.rules import Outcome

ON = date(2026, 3, 10)
MOTHER, CHILD = Member("you", "you", date(1990, 5, 17)), Member("child-1", "child", date(2021, 6, 10))
GIVEN: dict[str, Any] = {
    "family": ("residence", "adults", "sharing"), "deposits": "0", "purchase": "0", "dwelling": "none",
    "car": 0, "second_car": 0, "displaced": "no", "extension": False, "disability": "none", "disability_more": (),
    "money": ("work",), "earned": "3200.50", "pension": "0", "income": "0", "work": "full_time", "earned_child": "0",
    "work_child": "full_time_study", "pension_right": True, "parent": (), "week": 36, "insured": False, "child": (),
    "services": "2000", "heating": "1000", "area": 50, "money_other": (), "earned_other": "0", "pension_other": "0",
    "income_other": "0", "work_other": "nothing", "alimony": "1500.25", "stipend": "0",
}  # fmt: skip


def _answered(members: tuple[Member, ...], **said: Any) -> tuple[dict[str, tuple[Outcome, int | None]], list[str]]:
    """Answer what is asked until nothing is; gives the results, and the questions in the order in which they came."""
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    given: dict[tuple[str, str], Any] = {}
    order = []
    while asked := calculator.asked(Answers(members, given), ON):
        first = asked[0]
        order.append(first.question.code)
        answer = {**GIVEN, **said}[first.question.code]
        given |= {(first.question.code, subject): answer for subject in first.subjects}
    results = calculator.results(Answers(members, given), ON)
    return {found.programme: (found.outcome, found.amount) for found in results}, order


def _gets(results: dict[str, tuple[Outcome, int | None]]) -> dict[str, int | None]:
    return {programme: amount for programme, (outcome, amount) in results.items() if outcome is Outcome.ELIGIBLE}


def test_mother_and_child_are_told_all_in_eleven_questions() -> None:
    results, order = _answered((MOTHER, CHILD))

    # GMI as worked example 1; BSD 9,000.00 - 3,200.50; costs 3,000.00 - 3,200.50² x 0.15 / (2 x 2 x 3,209)
    assert _gets(results) == {"UA-GMI": 288_095, "UA-BSD": 579_950, "UA-HUS": 288_030}
    assert len(order) <= 11
    assert Outcome.CANNOT_DECIDE not in {outcome for outcome, _ in results.values()}


def test_single_mother_without_alimony() -> None:
    results, _ = _answered((MOTHER, CHILD), parent=("single",), child=("alimony",))

    # 2,817 - 3,200.50 / 2; half of 2,817 less 1,600.25 is below 0.3 x 2,817
    assert (results["UA-SINGLE"], results["UA-ALIM"]) == ((Outcome.ELIGIBLE, 121_675), (Outcome.ELIGIBLE, 84_510))


def test_displaced_family_has_the_allowance_for_each() -> None:
    results, order = _answered((MOTHER, CHILD), displaced="occupied")

    assert results["UA-IDP"] == (Outcome.ELIGIBLE, 500_000)
    assert "extension" in order


def test_what_is_ticked_is_asked_about_and_nothing_else() -> None:
    results, order = _answered(
        (MOTHER, CHILD), family=(*GIVEN["family"], "deposits", "car"), deposits="100000", car=2020
    )

    assert _gets(results) == {"UA-GMI": 288_095, "UA-BSD": 579_950, "UA-HUS": 288_030}
    assert {"deposits", "car", "second_car"} <= set(order)
    assert not {"purchase", "dwelling"} & set(order)


def test_deposits_above_the_limit_ask_of_no_income() -> None:
    results, order = _answered((MOTHER, CHILD), family=(*GIVEN["family"], "deposits", "car"), deposits="100000.01")

    assert _gets(results) == {}
    assert not {"car", "services", "heating", "area"} & set(order)


def test_pensioner_alone() -> None:
    results, order = _answered((Member("you", "you", date(1950, 5, 17)),), money=("pension",), pension="3000")

    assert results["UA-BSD"] == (Outcome.ELIGIBLE, 150_000)
    assert results["UA-NOPEN"][0] is Outcome.NOT_ELIGIBLE
    assert len(order) <= 10


def test_guardian_of_a_child() -> None:
    ward = Member("other-1", "other", date(2018, 1, 10), "guardian")
    results, _ = _answered((MOTHER, ward))

    assert results["UA-GUARD"] == (Outcome.ELIGIBLE, 727_975)


def test_expecting_woman() -> None:
    results, _ = _answered((MOTHER,), parent=("pregnant", "leave"))

    assert results["UA-MAT"] == (Outcome.ELIGIBLE, 2_939_958)
    assert results["UA-BABY"] == (Outcome.ELIGIBLE, 845_100)


def test_person_with_disability_since_childhood() -> None:
    results, _ = _answered(
        (MOTHER,), disability="group_1/a", disability_more=("childhood", "care"), pension_right=False
    )

    assert results["UA-DISCH"] == (Outcome.ELIGIBLE, 778_500)
    assert results["UA-NOPEN"] == (Outcome.ELIGIBLE, 259_500)


def test_every_question_stands_in_both_languages() -> None:
    household = QUESTIONNAIRE.household
    said = [
        *household.partners.values(),
        *household.others.values(),
        *(picture.across for picture in QUESTIONNAIRE.pictures),
        *(words for question in QUESTIONNAIRE.questions for words in (question.texts, *question.choices.values())),
        *(
            words
            for question in QUESTIONNAIRE.questions
            for words in (question.hints, question.evidence, question.per)
            if words
        ),
    ]

    assert [words for words in said if set(words) != set(COUNTRY.languages) or not all(words.values())] == []


def test_questions_speak_of_what_the_law_reads() -> None:
    assert QUESTIONNAIRE.attributes - set(COUNTRY.attributes_by_name) == set()
    assert len({question.code for question in QUESTIONNAIRE.questions}) == len(QUESTIONNAIRE.questions)
