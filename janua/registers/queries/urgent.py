"""Files opened in urgency: whose may be opened, which are open, which wait for a supervisor."""

from datetime import date
from uuid import UUID

from django.db import connection

from janua.base.accounts.models import RolePermission
from janua.base.accounts.queries import areas_held, assignments_in_force_on
from janua.base.actors import Actor
from janua.base.clock import now
from janua.registers.models import UrgentAccess

OPEN_URGENTLY, REVIEW = "open_urgent_access", "review_urgent_access"
HIGHEST = 200


def may_open_urgently(actor: Actor, *, on: date) -> bool:
    """Whether an officer may open a file of another area in urgency: by a role anywhere that allows it."""
    if actor.kind != "staff" or actor.account_id is None:
        return False
    allowing = RolePermission.objects.filter(permission=OPEN_URGENTLY).values("role_id")
    return assignments_in_force_on(account_id=actor.account_id, on=on).filter(role_id__in=allowing).exists()


def person_elsewhere(*, number: str) -> UUID | None:
    """Whose number this is, where that is a person of another area whose file may be opened in urgency."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_person_elsewhere(%s)", [number])
        (found,) = cursor.fetchone()
    person: UUID | None = found
    return person


def area_elsewhere(*, person: UUID) -> int | None:
    """The area of a person whose file may be opened in urgency; None for everybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_area_elsewhere(%s)", [person])
        (found,) = cursor.fetchone()
    area: int | None = found
    return area


def open_urgent_access_to(*, person: UUID, account: UUID) -> UrgentAccess | None:
    """The access that an officer has to a person's file now, if any."""
    return (
        UrgentAccess.objects.filter(person=person, account=account, ends_at__gt=now())
        .exclude(verdict=UrgentAccess.Verdict.NOT_JUSTIFIED)
        .order_by("-ends_at")
        .first()
    )


def urgent_accesses_to(*, person: UUID) -> list[UrgentAccess]:
    """Every time a person's file was opened in urgency, newest first, as far as who asks may see it."""
    return list(UrgentAccess.objects.filter(person=person).order_by("-opened_at")[:HIGHEST])


def urgent_accesses_to_review() -> list[UrgentAccess]:
    """What no supervisor has reviewed yet, the longest waiting first."""
    return list(
        UrgentAccess.objects.filter(area_id__in=areas_held(REVIEW), reviewed_at__isnull=True).order_by(
            "review_by", "id"
        )[:HIGHEST]
    )


def urgent_accesses_reviewed() -> list[UrgentAccess]:
    """What was reviewed, the newest first."""
    return list(
        UrgentAccess.objects.filter(area_id__in=areas_held(REVIEW), reviewed_at__isnull=False).order_by("-reviewed_at")[
            :HIGHEST
        ]
    )
