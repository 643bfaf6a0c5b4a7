"""Checks and persons as rows, written as the test cluster's superuser."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from janua.base.actors import system_actor
from janua.base.clock import now
from janua.checks.models import Check
from janua.registers.models import Fact, Person, Status
from tests.registers import factories as people

As = Callable[..., AbstractContextManager[None]]
TODAY = date(2026, 2, 1)
CARD = "9900116L"
CHECKER, EXCHANGE, KEEPER = system_actor("checker"), system_actor("exchange"), system_actor("keeper")
KINDS = {"civil": ("person", "family"), "revenue": ("income_of_year", "means_test"), "jobsplus": ("work", "employment")}


def person(card: str = CARD, *, given: str = "Luca", area_id: int = 1) -> Person:
    """Give a person with a number and a home."""
    made = people.person(given=given, area_id=area_id)
    people.identified(made, card)
    people.residence(made, people.dwelling(area_id))
    return made


def check(subject: Person, register: str = "civil", **more: Any) -> Check:
    """Give a check that was sent and waits for its answer."""
    kind, ground = KINDS[register]
    values = {
        "kind": kind,
        "ground": ground,
        "parameters": {"year": 2024} if register == "revenue" else {},
        "asked_for": "system:assessor",
        "state": "asked",
        "attempts": 1,
        "next_attempt_at": now() + timedelta(minutes=5),
        "deadline_on": TODAY + timedelta(days=5),
    } | more
    return Check.objects.create(subject=subject, register=register, **values)


def states(*checks: Check) -> list[tuple[str, str]]:
    """State and trouble of checks, as they stand now."""
    found = Check.objects.in_bulk([one.id for one in checks])
    return [(found[one.id].state, found[one.id].last_trouble) for one in checks]


def held(subject: UUID) -> set[tuple[Any, ...]]:
    """What the register holds for right: (source, attribute, item, value, from, to, status)."""
    return {
        (fact.source, fact.attribute, fact.item, fact.value, fact.true_from, fact.true_to, Status(fact.status).word)
        for fact in Fact.objects.known().filter(subject_id=subject)
    }
