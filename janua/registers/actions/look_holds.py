"""Looks at a person's record that are shown to the person later: asked for by one officer, confirmed by another."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import current_actor
from janua.base.audit import record
from janua.registers.look_holds import CONFIRM, HOLD
from janua.registers.models import LookHold, Person
from janua.registers.queries import accounts_of_kin

PROVISIONAL = timedelta(days=3)
# So long after one that nobody confirmed, the next holds only once it is confirmed.
ALONE_ONCE_IN = timedelta(days=90)
LONGEST = timedelta(days=366)


class HoldRefused(ValueError):
    """A hold is not as the law wants it; its words say what to change."""


def ask_for_look_hold(
    *, person: UUID, ground: str, law: str, reason: str, since: date, ends_on: date, office: int | None, on: date
) -> LookHold:
    """Leave staff's looks at a person out of what the person is shown, from `since` until a day.

    It holds at once, for PROVISIONAL days; a second person confirms it or says no. All looks appear when it ends.
    Where an earlier one was left unconfirmed or refused it waits for the second person and holds nothing before: nobody
    hides looks alone by asking anew.
    ground    violence, child, inquiry, witness
    law       law and article that allow it
    reason    in words; sealed by the person's key
    office    only looks from this office; None for all
    Raises    NotPermitted, HoldRefused, Person.DoesNotExist for whoever may not see the person
    """
    of = Person.objects.get(id=person)
    area_id = of.cared_in_id or of.area_id
    actor = current_actor()
    if area_id is None or actor.account_id is None or not may(actor, HOLD, area_id=area_id, on=on):
        raise NotPermitted(f"This needs the permission {HOLD!r} in the person's area: ask an administrator for it.")
    if actor.account_id in accounts_of_kin(person_id=person, on=on):
        raise NotPermitted(_("This is about a relative of yours, or somebody of your dwelling: ask a colleague."))
    if not law.strip() or not reason.strip():
        raise HoldRefused(_("Name the law with its article, and say in a sentence who would be in danger."))
    if not on <= ends_on <= on + LONGEST or ends_on < since:
        raise HoldRefused(
            _("It ends today at the earliest and within a year, and not before it begins. Ask anew when it ends.")
        )
    at = clock.now()
    row = LookHold(
        person_id=person,
        area_id=area_id,
        ground=LookHold.Ground(ground),
        law=law.strip(),
        reason=reason.strip(),
        since=since,
        ends_on=ends_on,
        office_id=office,
        asked_by_id=actor.account_id,
        asked_at=at,
        provisional_until=at if _was_left_unconfirmed(of, at) else at + PROVISIONAL,
    )
    row.save(force_insert=True)
    _told("looks.hold", row, {"ground": row.ground, "since": since, "until": ends_on, "office": office})
    return row


def answer_look_hold(*, hold: UUID, is_confirmed: bool, on: date) -> LookHold:
    """Confirm a hold as the second person, or refuse it: refused, all looks are shown again at once.

    Raises   NotPermitted also for who asked for it, HoldRefused where it was answered before
    """
    row = LookHold.objects.get(id=hold)
    account = _confirmer(row, on=on)
    if row.asked_by_id == account:
        raise NotPermitted(_("Who asked for this does not confirm it: ask another supervisor."))
    changed = LookHold.objects.filter(id=hold, answered_at__isnull=True).update(
        answered_by_id=account, answered_at=clock.now(), is_confirmed=is_confirmed
    )
    if not changed:
        raise HoldRefused(_("Somebody has answered this before. Open it again to see what they said."))
    row.refresh_from_db()
    _told("looks.hold_answered", row, {"confirmed": is_confirmed})
    return row


def end_look_hold(*, hold: UUID, on: date) -> LookHold:
    """End a confirmed hold before its day, because nobody is in danger any more: all looks are shown at once.

    Raises   NotPermitted, HoldRefused where it has ended
    """
    row = LookHold.objects.get(id=hold)
    account = _confirmer(row, on=on)
    waiting = LookHold.objects.filter(id=hold, is_confirmed=True, ended_at__isnull=True, ends_on__gte=on)
    if not waiting.update(ended_by_id=account, ended_at=clock.now()):
        raise HoldRefused(_("This does not hold any more: all looks are shown."))
    row.refresh_from_db()
    _told("looks.hold_ended", row, {})
    return row


def _was_left_unconfirmed(of: Person, at: datetime) -> bool:
    return LookHold.objects.filter(person=of, is_confirmed=False, asked_at__gt=at - ALONE_ONCE_IN).exists()


def _confirmer(row: LookHold, *, on: date) -> UUID:
    actor = current_actor()
    if actor.account_id is None or not may(actor, CONFIRM, area_id=row.area_id, on=on):
        raise NotPermitted(f"This needs the permission {CONFIRM!r} in the person's area: ask an administrator for it.")
    if actor.account_id in accounts_of_kin(person_id=row.person_id, on=on):
        raise NotPermitted(_("This is about a relative of yours, or somebody of your dwelling: ask a colleague."))
    return actor.account_id


def _told(action: str, row: LookHold, details: dict[str, object]) -> None:
    record(action, subject=row.person_id, object_type="look_hold", object_id=row.id, details=details)
