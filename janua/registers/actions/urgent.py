"""Open one person's file in urgency, from outside its area; and look at it afterwards, as a supervisor."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.actors import current_actor
from janua.base.audit import record
from janua.registers.models import UrgentAccess
from janua.registers.queries import accounts_of_kin
from janua.registers.queries.urgent import (
    OPEN_URGENTLY,
    area_elsewhere,
    may_open_urgently,
    open_urgent_access_to,
    person_elsewhere,
)

HOURS = 4
HOURS_TO_REVIEW = 24
REVIEW = "review_urgent_access"


class NoSuchFile(LookupError):
    """No file of another area can be opened under this id; find the person by number first."""


class NoteMissing(ValueError):
    """A reason or a verdict comes with a sentence: write what happened."""


class SecondPersonNeeded(NotPermitted):
    """Who opened a file does not review it: a supervisor does."""


class AlreadyReviewed(ValueError):
    """Somebody has reviewed this before; open it again to read what they wrote."""


def seek(*, number: str, on: date) -> UUID | None:
    """Find whose number this is in another area; that a file was looked for is kept where there is one.

    Raises   NotPermitted
    """
    if not may_open_urgently(current_actor(), on=on):
        raise NotPermitted(f"This needs the permission {OPEN_URGENTLY!r}: ask an administrator for it.")
    person = person_elsewhere(number=number)
    if person is not None:
        record("urgent.seek", subject=person)
    return person


def break_glass(*, person: UUID, reason: str, on: date) -> UrgentAccess:
    """Open one person's file to the acting officer at once, for HOURS; a supervisor looks at it within a day.

    To read, not to write. Asked again while it is open, the same access is given and no other row is made. Restricted
    persons are as if they were not there.
    reason   in words; sealed, and read by the supervisor
    Raises   NotPermitted, NoSuchFile, NoteMissing
    """
    actor = current_actor()
    if actor.account_id is None or not may_open_urgently(actor, on=on):
        raise NotPermitted(f"This needs the permission {OPEN_URGENTLY!r}: ask an administrator for it.")
    if actor.account_id in accounts_of_kin(person_id=person, on=on):
        raise NotPermitted("Nobody opens the file of their own kin: ask a colleague.")
    held = open_urgent_access_to(person=person, account=actor.account_id)
    if held is not None:
        return held
    area_id = area_elsewhere(person=person)
    if area_id is None:
        raise NoSuchFile("No file of another area can be opened under this id.")
    if not reason.strip():
        raise NoteMissing(_("Say what has happened and what you need to know: a supervisor reads it."))
    at = clock.now()
    access = UrgentAccess(
        account_id=actor.account_id,
        person_id=person,
        area_id=area_id,
        reason=reason.strip(),
        opened_at=at,
        ends_at=at + timedelta(hours=HOURS),
        review_by=at + timedelta(hours=HOURS_TO_REVIEW),
    )
    access.save(force_insert=True)
    record("urgent.open", subject=person, object_type="urgent_access", object_id=access.id, details={"area": area_id})
    return access


def review(*, access: UUID, is_justified: bool, note: str, on: date) -> UrgentAccess:
    """Say, as a supervisor who did not open it, whether a file was opened with good reason.

    A no closes a file that is still open.
    note     in words; sealed
    Raises   NotPermitted, SecondPersonNeeded, NoteMissing, AlreadyReviewed
    """
    row = UrgentAccess.objects.get(id=access)
    actor = require(REVIEW, area_id=row.area_id, on=on)
    if row.account_id == actor.account_id:
        raise SecondPersonNeeded(_("Who opened a file does not review it: ask another supervisor."))
    if actor.account_id in accounts_of_kin(person_id=row.person_id, on=on):
        raise NotPermitted("Nobody reviews who looked at their own kin: ask another supervisor.")
    if not note.strip():
        raise NoteMissing(_("Say in a sentence what you found."))
    if row.reviewed_at is not None:
        raise AlreadyReviewed(_("Somebody has reviewed this before."))
    verdicts = UrgentAccess.Verdict
    row.reviewed_by_id, row.reviewed_at, row.note = actor.account_id, clock.now(), note.strip()
    row.verdict = verdicts.JUSTIFIED if is_justified else verdicts.NOT_JUSTIFIED
    row.save(update_fields=["reviewed_by", "reviewed_at", "verdict", "note"])
    record(
        "urgent.review",
        subject=row.person_id,
        object_type="urgent_access",
        object_id=row.id,
        details={"justified": is_justified},
    )
    return row
