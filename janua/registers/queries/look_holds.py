"""Holds on showing looks: those that wait, hold or have ended, and how many there are for everybody to know."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from janua.base.accounts.queries import areas_held
from janua.base.clock import now
from janua.registers.look_holds import CONFIRM, HOLD
from janua.registers.models import LookHold

HIGHEST = 200
AUDIT = "read_audit"


def _here() -> QuerySet[LookHold]:
    """Of the areas where who asks holds looks, confirms that, or audits."""
    return LookHold.objects.filter(area_id__in=areas_held(HOLD, CONFIRM, AUDIT))


def look_holds_waiting() -> list[LookHold]:
    """What no second person has answered, the soonest to lapse first."""
    return list(_here().filter(answered_at__isnull=True).order_by("provisional_until", "id")[:HIGHEST])


def look_holds_holding(*, on: date) -> list[LookHold]:
    """What was confirmed and still holds, the soonest to end first."""
    rows = _here().filter(is_confirmed=True, ended_at__isnull=True, ends_on__gte=on)
    return list(rows.order_by("ends_on", "id")[:HIGHEST])


def look_holds_over(*, on: date) -> list[LookHold]:
    """What has ended or was refused, the newest first."""
    rows = _here().filter(
        Q(ended_at__isnull=False)
        | Q(answered_at__isnull=False, is_confirmed=False)
        | Q(is_confirmed=True, ends_on__lt=on)
    )
    return list(rows.order_by("-asked_at", "id")[:HIGHEST])


def look_hold(*, hold: UUID) -> LookHold | None:
    """One hold, as far as who asks may see it."""
    return _here().filter(id=hold).first()


def holds(row: LookHold, *, on: date) -> bool:
    """Whether it leaves looks out today: confirmed, or asked for some days ago at most."""
    held = row.is_confirmed or (row.answered_at is None and row.provisional_until > now())
    return held and row.ended_at is None and row.ends_on >= on


def look_holds_in_force() -> int:
    """How many holds there are in the whole country today; everybody may know it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_look_holds_in_force()")
        (number,) = cursor.fetchone()
    return int(number)
