"""Keep a person's data beyond their time, because the law wants it: asked by one officer, confirmed by another."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.permissions import require
from janua.base.audit import record
from janua.base.retention.models import Hold
from janua.base.retention.row_security import ASK_HOLD, CONFIRM_HOLD
from janua.base.retention.states import SecondPersonNeeded, WrongState

LONGEST = timedelta(days=5 * 366)


class HoldRefused(ValueError):
    """A hold is not as the law wants it; its words say what to change."""


def ask_for_hold(*, person: UUID, area_id: int, ground: str, law: str, reason: str, ends_on: date, on: date) -> Hold:
    """Keep a person from being erased until a day; it holds at once, and ends when a second person says no.

    law     law and article that want it
    reason  in words; sealed by the person's key
    Raises  NotPermitted, HoldRefused
    """
    actor = require(ASK_HOLD, area_id=area_id, on=on)
    assert actor.account_id is not None  # a permission is held by an account alone
    if not law.strip() or not reason.strip():
        raise HoldRefused(_("Name the law with its article, and say in a sentence what the data are needed for."))
    if not on <= ends_on <= on + LONGEST:
        raise HoldRefused(_("It ends today at the earliest and within five years. Ask anew when it ends."))
    row = Hold(
        person_id=person,
        area_id=area_id,
        ground=Hold.Ground(ground),
        law=law.strip(),
        reason=reason.strip(),
        ends_on=ends_on,
        asked_by_id=actor.account_id,
        asked_at=clock.now(),
    )
    row.save(force_insert=True)
    details = {"until": ends_on}
    record("retention.hold_asked", subject=person, object_type="legal_hold", object_id=row.id, details=details)
    return row


def answer_hold(*, hold: UUID, is_confirmed: bool, on: date) -> Hold:
    """Confirm a hold as the second person, or end it.

    Raises   NotPermitted, SecondPersonNeeded, WrongState
    """
    row = Hold.objects.get(id=hold)
    actor = require(CONFIRM_HOLD, area_id=row.area_id, on=on)
    if actor.account_id == row.asked_by_id:
        raise SecondPersonNeeded(_("You asked for this hold: a colleague has to confirm it."))
    changed = Hold.objects.filter(id=hold, answered_at__isnull=True).update(
        answered_by_id=actor.account_id, answered_at=clock.now(), is_confirmed=is_confirmed
    )
    if not changed:
        raise WrongState(_("Somebody has answered this before. Open it again to see what they said."))
    row.refresh_from_db()
    record(
        "retention.hold_answered",
        subject=row.person_id,
        object_type="legal_hold",
        object_id=row.id,
        details={"confirmed": is_confirmed},
    )
    return row
