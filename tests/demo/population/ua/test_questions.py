"""The calculator of Ukraine put to its fictional people: few questions, and nothing stays open."""

from collections import Counter
from statistics import median
from typing import Any

from demo.population.ua.lives import AS_OF
from demo.population.ua.population import draw_households
from janua.countries.ua.pack import COUNTRY
from janua.countries.ua.questionnaire import QUESTIONNAIRE
from janua.pack.calculator import Answers, Calculator
from janua.rules import Outcome
from tests.demo.population.ua.answering import answer, members_of

MEDIAN_MOST = 12


def test_drawn_households_answer_few_questions_and_nothing_stays_open() -> None:
    calculator, counts, outcomes = Calculator(COUNTRY, QUESTIONNAIRE), [], Counter[Outcome]()
    for household in draw_households(seed=5, people=200):
        members = members_of(household)
        everybody = tuple(members.values())
        given: dict[tuple[str, str], Any] = {}
        number = 0
        while asked := calculator.asked(Answers(everybody, given), AS_OF):
            code = asked[0].question.code
            given |= {(code, one): answer(household, members, code, one) for one in asked[0].subjects}
            number += 1
        counts.append(number)
        outcomes.update(found.outcome for found in calculator.results(Answers(everybody, given), AS_OF))

    assert median(counts) <= MEDIAN_MOST
    assert outcomes[Outcome.CANNOT_DECIDE] == 0
    assert min(outcomes[Outcome.ELIGIBLE], outcomes[Outcome.NOT_ELIGIBLE]) > len(counts)
