"""Alerts on looks: what waits for an answer, what was answered; and what everybody may know of looks held back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from janua.base.accounts.queries import areas_held
from janua.registers.look_alerts import ANSWER
from janua.registers.models import LookAlert

HIGHEST = 200
MOST_READ = 5_000


def _here() -> QuerySet[LookAlert]:
    """Of the areas where who asks answers alerts; one on nobody's area is everybody's who answers any."""
    areas = areas_held(ANSWER)
    return (
        LookAlert.objects.filter(Q(area_id__in=areas) | Q(area_id__isnull=True)) if areas else LookAlert.objects.none()
    )


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """The alerts on one officer, one person and one day; `alert` is one of them, by which all are opened."""

    alert: LookAlert
    looks: int


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Looks held back for one ground, rounded down to fives; 0 stands for fewer than five.

    ground   of a hold; urgent: files opened in urgency within a year; unjustified: those found to be wrong
    """

    on: date
    ground: str
    people: int
    looks: int


def look_alerts_waiting() -> list[AlertGroup]:
    """What nobody has answered, the longest waiting first."""
    return _grouped(_here().filter(answered_at__isnull=True).order_by("at", "id"))


def look_alerts_answered() -> list[AlertGroup]:
    """What was answered, the newest first."""
    return _grouped(_here().filter(answered_at__isnull=False).order_by("-answered_at", "id"))


def look_alert(*, alert: UUID) -> LookAlert | None:
    """One alert, as far as who asks may see it."""
    return _here().filter(id=alert).first()


def alerts_beside(row: LookAlert) -> list[LookAlert]:
    """The alerts of the same kind on the same officer, person and day, this one among them; the oldest first."""
    beside = _here().filter(kind=row.kind, account=row.account_id, person=row.person_id, on=row.on)
    return list(beside.order_by("at", "id")[:HIGHEST])


def held_back() -> list[HeldBack]:
    """How many looks are held back in the whole country, by ground; nothing before the first count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_held_back()")
        return [HeldBack(*row) for row in cursor.fetchall()]


def _grouped(rows: "QuerySet[LookAlert]") -> list[AlertGroup]:
    groups: dict[tuple[object, ...], list[LookAlert]] = {}
    for row in rows[:MOST_READ]:
        groups.setdefault((row.kind, row.account_id, row.person_id, row.on), []).append(row)
    return [AlertGroup(found[0], sum(one.looks for one in found)) for found in groups.values()][:HIGHEST]
