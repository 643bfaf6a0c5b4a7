"""Facts against a model of dull lists: one dictionary of days a source and item, kept whole at every instant."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from janua.base.actors import system_actor
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance, Fact
from tests.at_once import Hand
from tests.database import RunningDatabase
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]
CHECKER = system_actor("checker")
# About a leap day, so that lengths of months and years are no help.
FIRST, DAYS = date(2024, 2, 20), 20
START = datetime(2026, 1, 1, tzinfo=UTC)
Days = dict[date, int]


def _state(person: UUID, source: str, said: list[tuple[Any, ...]], at: datetime) -> None:
    record_facts(
        source=source,
        facts=[
            StatedFact(
                subject=person, attribute="employment_income", value=value, item=item, true_from=first, true_to=last
            )
            for item, value, first, last in said
        ],
        attributes=make.ATTRIBUTES,
        assurance=Assurance.CONFIRMED,
        on=make.TODAY,
        at=at,
    )


def _days(first: date | None, last: date | None) -> Iterator[date]:
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        if (first is None or first <= day) and (last is None or day <= last):
            yield day


def _held(person: UUID, at: datetime) -> dict[tuple[str, str], Days]:
    """What the table says was known at an instant; a day that is said twice is a fault."""
    found: dict[tuple[str, str], Days] = {}
    for row in Fact.objects.known_at(at).filter(subject_id=person):
        days = found.setdefault((row.source, row.item), {})
        for day in _days(row.true_from, row.true_to):
            assert day not in days
            days[day] = row.number or 0
    return {key: days for key, days in found.items() if days}


def _period(lot: random.Random) -> tuple[date | None, date | None]:
    first, last = sorted(lot.randrange(DAYS) for _ in range(2))
    return (
        None if lot.random() < 0.2 else FIRST + timedelta(days=first),
        None if lot.random() < 0.2 else FIRST + timedelta(days=last),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(25))
def test_record_facts_says_at_every_instant_what_the_model_says(as_process: As, seed: int) -> None:
    lot = random.Random(seed)
    person = make.person().id
    model: dict[tuple[str, str], Days] = {}
    history: list[tuple[datetime, dict[tuple[str, str], Days]]] = []
    for step in range(12):
        at = START + timedelta(minutes=step)
        source, item = lot.choice(["revenue", "jobsplus"]), lot.choice(["", "A"])
        (first, last), value = _period(lot), lot.randrange(1, 1000)
        with as_process("janua_work", CHECKER):
            _state(person, source, [(item, value, first, last)], at)
        days = model.setdefault((source, item), {})
        days |= dict.fromkeys(_days(first, last), value)
        history.append((at, {key: dict(days) for key, days in model.items() if days}))

    # Each earlier instant, asked now, still says what was known then.
    assert [_held(person, at) for at, _ in history] == [known for _, known in history]


@pytest.mark.django_db
def test_record_facts_by_a_clock_that_goes_back_contradicts_nothing(as_process: As) -> None:
    person = make.person().id
    for step, at in enumerate((START, START - timedelta(hours=1), START - timedelta(hours=2)), start=1):
        with as_process("janua_work", CHECKER):
            _state(person, "revenue", [("", step, FIRST, None)], at)

    now = _held(person, START + timedelta(days=1))
    assert now == {("revenue", ""): dict.fromkeys(_days(FIRST, None), 3)}


@pytest.mark.parametrize("seed", range(4))
def test_two_workers_who_record_about_one_person_at_once_leave_one_truth(
    real_database: RunningDatabase, seed: int
) -> None:
    lot = random.Random(seed)
    with real_database.as_django("postgres"):
        person = make.person().id
        model: Days = {}
        for step in range(5):
            at = START + timedelta(minutes=step)
            said = [(_period(lot), lot.randrange(1, 1000)) for _ in range(2)]
            hands = [
                Hand(
                    real_database,
                    "janua_work",
                    CHECKER,
                    partial(_state, person, "revenue", [("", value, *days)], at),
                ).start()
                for days, value in said
            ]
            assert hands[1].is_waiting()
            for hand, ((first, last), value) in zip(hands, said, strict=True):
                hand.commit()
                model |= dict.fromkeys(_days(first, last), value)
        assert _held(person, START + timedelta(days=1)) == {("revenue", ""): model}
