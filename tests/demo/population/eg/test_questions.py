"""The calculator of Egypt put to its fictional people: few questions, and the result of asking everything."""

from collections import Counter
from statistics import median
from typing import Any

from demo.population.eg.calendar import AS_OF
from demo.population.eg.people import Household
from demo.population.eg.population import draw_households
from janua.countries.eg.pack import COUNTRY
from janua.countries.eg.questionnaire import QUESTIONNAIRE
from janua.pack.calculator import Answers, Calculator
from janua.rules import Outcome
from tests.demo.population.eg.answering import answer, member_list, members_of

MEDIAN_MOST = 12
HOUSEHOLDS = tuple(draw_households(seed=3, people=500))
_OF_KAFALA = {"sex", "married", "education", "papers", "study", "card"}


def _asked(calculator: Calculator, household: Household) -> Answers:
    """Answer what is asked until nothing is."""
    members, persons = member_list(household), members_of(household)
    given: dict[tuple[str, str], Any] = {}
    while asked := calculator.asked(Answers(members, given), AS_OF):
        code = asked[0].question.code
        given |= {(code, subject): answer(household, persons, code, subject) for subject in asked[0].subjects}
    return Answers(members, given)


def _everything(household: Household) -> Answers:
    members, persons = member_list(household), members_of(household)
    given = {
        (question.code, subject): answer(household, persons, question.code, subject)
        for question in QUESTIONNAIRE.questions
        if question.code not in _OF_KAFALA
        for subject in question.subjects(members)
    }
    return Answers(members, given)


def _told(calculator: Calculator, answers: Answers) -> list[tuple[str, Outcome, int | None]]:
    return [(found.programme, found.outcome, found.amount) for found in calculator.results(answers, AS_OF)]


def test_few_questions_give_the_result_of_all() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    asked, outcomes = [], Counter[Outcome]()
    for household in HOUSEHOLDS:
        answers = _asked(calculator, household)
        asked.append(len(answers.given))
        told = _told(calculator, answers)
        outcomes.update(outcome for _, outcome, _ in told)
        assert told == _told(calculator, _everything(household))

    assert median(asked) <= MEDIAN_MOST
    assert min(outcomes[outcome] for outcome in (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.CANNOT_DECIDE)) > 0
