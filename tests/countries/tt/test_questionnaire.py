"""The calculator of Trinidad and Tobago: few questions, answers that the law reads as they were meant."""

from collections import Counter
from datetime import date
from random import Random
from statistics import median
from typing import Any

from demo.population.tt.population import Household, draw_households
from janua.countries.tt.pack import COUNTRY
from janua.countries.tt.questionnaire import QUESTIONNAIRE
from janua.pack.calculator import Answers, Calculator
from janua.pack.questionnaire import CalculatorQuestion, Member
from janua.rules import Outcome

ON = date(2026, 7, 1)
CALCULATOR = Calculator(COUNTRY, QUESTIONNAIRE)
MEDIAN_MOST = 12
GIVEN: dict[str, Any] = {
    "status": "citizen", "years_here": 70, "events": (), "tenure": "deed", "household_income": "3000",
    "development": "joins", "about": (), "work": "not_paid", "disability": "none", "disability_other": "none",
    "away": "no", "away_other": "no", "school": "none", "prison": False, "years_in_all": 52, "sources": ("nis",),
    "nis": "3000", "twelve_months": "9600", "other_benefit": "0", "other_benefit_other": "0", "funeral_help": False,
    "funeral_bill": "8000",
}  # fmt: skip


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


def test_pensioner_with_national_insurance_gets_the_difference() -> None:
    answers, order = _answered((Member("you", "you", date(1960, 3, 10)),), GIVEN)
    found = _results(answers)

    assert found["TT-SCP"] == (Outcome.ELIGIBLE, 250_000)
    assert found["TT-FSP"] == (Outcome.BOARD_DECIDES, 51_000)
    assert "years_in_all" not in order
    assert len(order) <= MEDIAN_MOST


def test_who_came_back_is_asked_about_earlier_years() -> None:
    you = (Member("you", "you", date(1956, 3, 10)),)
    back, order = _answered(you, {**GIVEN, "years_here": 4, "sources": ()})
    too_few, _ = _answered(you, {**GIVEN, "years_here": 4, "years_in_all": 46, "sources": ()})

    assert "years_in_all" in order
    assert _results(back)["TT-SCP"] == (Outcome.ELIGIBLE, 350_000)
    assert _results(too_few)["TT-SCP"] == (Outcome.NOT_ELIGIBLE, None)


def test_fifteen_years_here_are_enough_and_fourteen_are_not() -> None:
    you = (Member("you", "you", date(1956, 3, 10)),)
    enough, _ = _answered(you, {**GIVEN, "years_here": 15, "sources": ()})
    short, _ = _answered(you, {**GIVEN, "years_here": 14, "years_in_all": 49, "sources": ()})
    abroad, _ = _answered(you, {**GIVEN, "years_here": 0, "years_in_all": 52, "sources": ()})

    assert _results(enough)["TT-SCP"] == (Outcome.ELIGIBLE, 350_000)
    assert _results(short)["TT-SCP"] == (Outcome.NOT_ELIGIBLE, None)
    assert _results(abroad)["TT-SCP"] == (Outcome.NOT_ELIGIBLE, None)


def test_flooded_mother_of_a_disabled_child_and_a_pupil() -> None:
    members = (
        Member("you", "you", date(1990, 5, 17)),
        Member("child-1", "child", date(2017, 9, 10)),
        Member("other-1", "other", date(2012, 2, 3), "guardian"),
    )
    said = {
        **GIVEN,
        "events": ("disaster",),
        "about": ("cannot_earn_for_care",),
        "disability": "severe",
        "school": "primary",
    }
    answers, _ = _answered(members, said)
    found = _results(answers)

    assert found["TT-DAGM"] == (Outcome.ELIGIBLE, 150_000)
    assert found["TT-PAG"] == (Outcome.BOARD_DECIDES, 175_000)  # category 4: mother and both children
    assert found["TT-GAG-CLO"] == (Outcome.BOARD_DECIDES, 300_000)
    assert found["TT-GAG-SCH"] == (Outcome.BOARD_DECIDES, 70_000)
    assert found["TT-GAG-HHI"] == (Outcome.BOARD_DECIDES, 1_000_000)


def _members(household: Household) -> tuple[Member, ...]:
    """A drawn household as somebody would write it on the first page."""
    found: list[Member] = []
    numbers: Counter[str] = Counter()
    for one in household.people:
        if one.key == household.claimant:
            found.insert(0, Member("you", "you", one.born_on))
        elif one.role == "partner":
            found.append(Member("partner", "partner", one.born_on, "spouse"))
        elif one.role == "child":
            numbers["child"] += 1
            found.append(Member(f"child-{numbers['child']}", "child", one.born_on))
        elif one.role != "late":
            numbers["other"] += 1
            found.append(Member(f"other-{numbers['other']}", "other", one.born_on, "<relative"))
    return tuple(found)


def _said(question: CalculatorQuestion, chance: Random) -> Any:
    if question.kind == "ticks":
        return tuple(key for key in question.choices if chance.random() < 0.12)
    if question.kind == "choice":
        return chance.choice(list(question.choices))
    if question.kind == "yes_no":
        return chance.random() < 0.3
    return str(chance.randrange(0, 6000)) if question.kind == "money" else chance.choice([3, 20, 60])


def test_drawn_households_answer_few_questions_and_nothing_stays_open() -> None:
    chance, counts = Random(20260701), []
    for household in draw_households(seed=5, people=300):
        members, asked_of = _members(household), 0
        given: dict[tuple[str, str], Any] = {}
        while asked := CALCULATOR.asked(Answers(members, given), ON):
            asked_of += 1
            given |= {(asked[0].question.code, one): _said(asked[0].question, chance) for one in asked[0].subjects}
        counts.append(asked_of)
        found = _results(Answers(members, given))
        assert [code for code, (outcome, _) in found.items() if outcome is Outcome.CANNOT_DECIDE] == []

    assert median(counts) <= MEDIAN_MOST


def test_questions_cover_words_of_the_law_only() -> None:
    names = {attribute.name for attribute in COUNTRY.attributes}

    assert QUESTIONNAIRE.attributes <= names
    assert {picture.programme for picture in QUESTIONNAIRE.pictures} <= set(COUNTRY.law.programmes)
    kinds = {kind.removeprefix("<") for kind in (*QUESTIONNAIRE.household.partners, *QUESTIONNAIRE.household.others)}
    assert kinds <= set(COUNTRY.relationship_kinds)
