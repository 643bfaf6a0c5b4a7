"""The calculator's last page for a family of four: every programme of the country, each with its reasons."""

from datetime import date
from typing import Any

PAGE = "/calculator/"
_ANSWERS: dict[str, Any] = {
    "yes_no": True,
    "country": "MT",
    "money": "9000",
    "count": 20,
    "day": "2015-01-01",
}


def answered() -> dict[str, str]:
    """Give the form that asks for the last page: a couple with two children who answered everything they were asked."""
    from django.db import transaction

    from janua.base.clock import today
    from janua.pack.calculator import Answers
    from janua.pack.installed import country
    from janua.pack.questionnaire import Member
    from janua.portal.journeys.calculate import carried
    from janua.portal.journeys.calculate.asking import Calculating, questionnaire

    married = next(iter(questionnaire().household.partners))
    family = (
        Member("you", "you", date(1990, 5, 3)),
        Member("partner", "partner", date(1988, 2, 1), married),
        Member("child-1", "child", date(2019, 4, 1)),
        Member("child-2", "child", date(2025, 11, 20)),
    )
    calculating = Calculating(Answers(family, {}), today())
    with transaction.atomic():
        while asked := calculating.open():
            one = asked[0]
            said = _answer(one.question)
            calculating = calculating.with_answers({(one.question.code, subject): said for subject in one.subjects})
    return {"step": "results", "said": carried.write(calculating.answers, country().code)}


def _answer(question: Any) -> Any:
    first = next(iter(question.choices), "")
    return {**_ANSWERS, "choice": first, "ticks": (first,)}[question.kind]
