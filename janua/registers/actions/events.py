"""Leave news for the apps above."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from janua.base import clock
from janua.base.audit import record
from janua.registers.models import Event
from janua.registers.permissions import REPORT, require_writer
from janua.registers.row_security import DECLARED


def leave_event(
    *,
    kind: str,
    person: UUID,
    source: str,
    reference: str,
    happened_on: date,
    on: date,
    about: UUID | None = None,
    details: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Leave the news that something happened to a person; the same news twice is one event.

    about       whose file it belongs to, where that is somebody else: the mother of a birth
    reference   the source's own number of the news
    Raises   NotPermitted
    """
    about = about or person
    require_writer(persons=[about], on=on, citizens=source == DECLARED, scopes=(REPORT,), systems=("paymaster",))
    event = Event(
        kind=kind,
        person_id=person,
        about_id=about,
        source=source,
        reference=reference,
        happened_on=happened_on,
        details=dict(details or {}),
        known_from=at or clock.now(),
    )
    Event.objects.bulk_create([event], ignore_conflicts=True)
    left = Event.objects.get(source=source, reference=reference)
    if left.id == event.id:
        record(
            "event.left",
            subject=person,
            object_type="event",
            object_id=event.id,
            details={"kind": kind, "source": source, "about": about},
        )
    return left
