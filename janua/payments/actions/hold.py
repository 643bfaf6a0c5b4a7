"""Keep money back for a person, and let it go again."""

from datetime import date
from uuid import UUID

from janua.base.audit import record
from janua.base.clock import now
from janua.payments.models import Hold
from janua.payments.permissions import SecondPersonNeeded, require
from janua.payments.states import WrongState
from janua.registers.models import Person


def open_hold(*, person: UUID, reason: str, on: date, programme: str = "") -> Hold:
    """Keep a person's payments back from now on; an order of a prepared run is taken out at its approval.

    reason      a message key
    programme   empty for every programme
    Raises      NotPermitted
    """
    row = Person.objects.get(id=person)
    actor = require("prepare_run", area_id=row.kept_in or 0, on=on)
    hold = Hold.objects.create(
        person=row,
        area_id=row.kept_in,
        programme=programme,
        reason=reason,
        opened_at=now(),
        opened_by=actor.setting,
    )
    record("hold.open", subject=person, object_type="hold", object_id=hold.id, details={"reason": reason})
    return hold


def lift(*, hold: UUID, on: date) -> Hold:
    """Let the money go again, as another person than who held it; the next run pays it.

    Raises   NotPermitted, SecondPersonNeeded, WrongState
    """
    row = Hold.objects.select_for_update(of=("self",)).get(id=hold)
    actor = require("approve_run", area_id=row.area_id or 0, on=on)
    if row.opened_by == actor.setting:
        raise SecondPersonNeeded("Who held the money may not let it go: ask another officer.")
    if row.lifted_at is not None:
        raise WrongState("This hold was lifted before.")
    row.lifted_at, row.lifted_by = now(), actor.setting
    row.save(update_fields=["lifted_at", "lifted_by"])
    record("hold.lift", subject=row.person_id, object_type="hold", object_id=row.id)
    return row
