"""Egypt's calculator: every question in both languages, and answers that the law reads as they were meant."""

from datetime import date
from typing import Any

from janua.countries.eg.pack import COUNTRY
from janua.countries.eg.questionnaire import QUESTIONNAIRE
from janua.pack.calculator import Answers, Calculator
from janua.pack.questionnaire import Member
from janua.rules import Outcome

ON = date(2025, 7, 1)
FAMILY = (
    Member("you", "you", date(1990, 5, 17)),
    Member("partner", "partner", date(1985, 3, 2), "spouse"),
    Member("child-1", "child", date(2020, 9, 10)),
    Member("child-2", "child", date(2015, 2, 3)),
)
GIVEN: dict[str, Any] = {
    "number": True, "citizenship": "EG", "score": 9000, "insured": False, "salary": "500", "land_owned": 12,
    "land_rented": 0, "cattle": 3, "dwellings": 0, "shops": 0, "state": (), "state_child": (), "pension": False,
    "pension_child": False, "stage": "primary",
}  # fmt: skip


def _answered(calculator: Calculator, members: tuple[Member, ...], said: dict[str, Any]) -> tuple[Answers, list[str]]:
    """Answer what is asked until nothing is; gives the questions in the order in which they came."""
    given: dict[tuple[str, str], Any] = {}
    order = []
    while asked := calculator.asked(Answers(members, given), ON):
        first = asked[0]
        order.append(first.question.code)
        given |= {(first.question.code, subject): said[first.question.code] for subject in first.subjects}
    return Answers(members, given), order


def _result(calculator: Calculator, answers: Answers, programme: str) -> tuple[Outcome, int | None]:
    (found,) = calculator.results(answers, ON, programmes=[programme])
    return found.outcome, found.amount


def test_family_is_told_what_it_may_get_in_few_questions() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    answers, order = _answered(calculator, FAMILY, GIVEN)

    assert _result(calculator, answers, "EG-CASH-TAKAFUL") == (Outcome.ELIGIBLE, 116_700)  # 878 + 165 + 124
    assert _result(calculator, answers, "EG-CASH-KARAMA") == (Outcome.NOT_ELIGIBLE, None)
    assert [found.programme for found in calculator.results(answers, ON)] == ["EG-CASH-TAKAFUL", "EG-CASH-KARAMA"]
    assert len(order) <= 13


def test_home_above_the_cutoff_is_asked_nothing_more() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    answers, order = _answered(calculator, FAMILY, {**GIVEN, "score": 10_001})

    assert _result(calculator, answers, "EG-CASH-TAKAFUL") == (Outcome.NOT_ELIGIBLE, None)
    assert order == ["score"]


def test_land_in_qirats_is_exact_at_the_limit() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    above, _ = _answered(calculator, FAMILY, {**GIVEN, "land_owned": 13})
    rented, _ = _answered(calculator, FAMILY, {**GIVEN, "land_rented": 24})

    assert _result(calculator, above, "EG-CASH-TAKAFUL") == (Outcome.NOT_ELIGIBLE, None)
    assert _result(calculator, rented, "EG-CASH-TAKAFUL") == (Outcome.ELIGIBLE, 116_700)


def test_widow_with_an_orphan_and_a_grandmother() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    members = (
        Member("you", "you", date(1990, 5, 17)),
        Member("child-1", "child", date(2015, 2, 3)),
        Member("other-1", "other", date(1955, 1, 1), "<parent"),
    )
    others = {"insured_other": False, "salary_other": "0", "state_other": (), "pension_other": True}
    said = {**GIVEN, **others, "state": ("widow",), "state_child": ("orphan",), "stage_other": "not_enrolled"}
    answers, _ = _answered(calculator, members, said)

    assert _result(calculator, answers, "EG-CASH-KARAMA") == (Outcome.ELIGIBLE, 186_000)  # 2 x 930
    assert _result(calculator, answers, "EG-CASH-TAKAFUL") == (Outcome.ELIGIBLE, 87_800)  # the child is under Karama


def test_kafala_has_a_calculator_of_its_own() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    given = {
        ("citizenship", "you"): "EG",
        ("citizenship", "partner"): "EG",
        ("married", "claim"): date(2023, 7, 1),
        ("education", "you"): "secondary_diploma",
        ("education", "partner"): "above_secondary",
        ("papers", "you"): ("trained", "healthy", "clean", "infertile"),
        ("papers", "partner"): ("trained", "healthy", "clean"),
        ("study", "claim"): ("religion", "mature", "income", "home"),
    }
    couple = FAMILY[:2]
    open_ones = calculator.asked(Answers(couple, {}), ON, programmes=["EG-KAFALA-ELIG"])

    assert {one.question.code for one in open_ones} == {"citizenship", "married", "education", "papers", "study"}
    assert _result(calculator, Answers(couple, given), "EG-KAFALA-ELIG") == (Outcome.NEEDS_WAIVER, None)


def test_every_question_stands_in_both_languages() -> None:
    household = QUESTIONNAIRE.household
    words = [
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

    assert [said for said in words if set(said) != set(COUNTRY.languages) or not all(said.values())] == []


def test_questions_speak_of_what_the_law_reads() -> None:
    known = {*COUNTRY.attributes_by_name, "married_on"}

    assert QUESTIONNAIRE.attributes - known == set()
    assert len({question.code for question in QUESTIONNAIRE.questions}) == len(QUESTIONNAIRE.questions)
    assert set(QUESTIONNAIRE.programmes) <= set(COUNTRY.law.programmes)
