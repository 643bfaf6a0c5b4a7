"""Let the workers look, and hold each test to the alarm that it says it provokes."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, TypeVar

from django.db import connection

from janua.base.clock import now
from janua.base.health.actions import Disk, note_alarms, take_readings
from janua.base.health.models import Standing
from janua.base.health.queries import health_at
from tests.database import RunningDatabase

ROOMY = Disk(100, 50)
_Test = TypeVar("_Test", bound=Callable[..., None])
# What stood at each look of the test that runs, the newest last.
seen: list[set[tuple[str, str]]] = []


def provokes(*alarms: str) -> Callable[[_Test], _Test]:
    """Mark a test that provokes alarms: it fails unless each was seen to stand, noted, and then seen to be over.

    A test that takes the alarm as a parameter answers for that one alone.
    """

    def marked(test: _Test) -> _Test:
        @wraps(test)
        def held(**given: Any) -> None:
            seen.clear()
            test(**given)
            for alarm in [given["alarm"]] if "alarm" in given else alarms:
                _require_begun_and_over(alarm)

        held.provokes = alarms  # type: ignore[attr-defined]
        return held  # type: ignore[return-value]

    return marked


def look(*, disk: Disk = ROOMY) -> set[tuple[str, str]]:
    """Let both workers take their readings, and give which alarms stand: alarm and label."""
    for role, queue in (("janua_work", "work"), ("janua_payments", "payments")):
        with connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{role}"')
        take_readings(queue=queue, at=now(), disk=lambda _: disk)  # type: ignore[arg-type]
        note_alarms(at=now())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
    return tell()


def look_at(
    database: RunningDatabase, superuser: str, *alarms: str, but: Collection[tuple[str, str]] = ()
) -> set[tuple[str, str]]:
    """The same with real sign-ins and commits, as far as these alarms are concerned, and not what stood before."""
    for role, queue in (("janua_work", "work"), ("janua_payments", "payments")):
        with database.as_django(role):
            take_readings(queue=queue, at=now(), disk=lambda _: ROOMY)  # type: ignore[arg-type]
            note_alarms(at=now())
    with database.as_django(superuser):
        stand = {(one.alarm, one.label) for one in Standing.objects.filter(alarm__in=alarms, ended_at=None)} - set(but)
    seen.append(stand)
    return stand


def tell() -> set[tuple[str, str]]:
    """Which alarms stand now, without a new reading."""
    stand = {(one.alarm.name, one.label) for one in health_at(now()).alarms}
    seen.append(stand)
    return stand


def _require_begun_and_over(alarm: str) -> None:
    stood = [alarm in {name for name, _ in stand} for stand in seen]
    assert any(stood), f"{alarm} was not seen to stand"
    assert stood[-1] is False, f"{alarm} was not seen to be over"
