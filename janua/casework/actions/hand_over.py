"""Hand a task over: by lot to a colleague, to another office of the area, or to a named officer by two people."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.accounts.models import StaffProfile
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import current_actor
from janua.base.areas.models import Office
from janua.base.clock import now
from janua.casework.actions.task import close_for, open_task
from janua.casework.models import HandOver, Task
from janua.casework.permissions import accounts_of_kin
from janua.casework.queries import offices_for
from janua.casework.states import TaskState, WrongState

CONFIRM = "confirm_hand_over"
CONFIRM_WITHIN = timedelta(days=2)


class HandOverRefused(ValueError):
    """The task cannot go there; the message says what to do instead."""


@dataclass(frozen=True)
class Receiver:
    """Where a task goes; with neither, the lot gives it to a colleague of the same office.

    office   another office that serves the area; its lot deals it
    named    an officer chosen against the lot: needs a second person
    """

    office: int | None = None
    named: UUID | None = None


def hand_over(*, task: UUID, reason: str, words: str, to: Receiver, on: date) -> HandOver:
    """Let go of a task that was dealt to oneself, with a reason; whoever had it does not get it again.

    reason   kin, absent, workload, skill, office, other
    words    more of it, sealed; a choice against the lot and the reason `other` need some
    Raises   NotPermitted, WrongState, HandOverRefused, Task.DoesNotExist for whoever may not see it
    """
    row = Task.objects.select_for_update(of=("self",)).get(id=task)
    account = _require_owner(row, on=on)
    spoken = _reasoned(row, reason, words.strip(), to)
    office = _office(row, to.office, on=on)
    if to.named is not None:
        _require_may_receive(row, to.named, giver=account, on=on)
    given = HandOver(
        task=row,
        area_id=row.area_id,
        person_id=row.person_id,
        reason=HandOver.Reason(reason),
        words=spoken or None,
        by_id=account,
        at=now(),
        to_owner_id=to.named,
        to_office=office,
    )
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as fault:
        raise WrongState(_("A colleague was named before: wait for the second person's answer.")) from fault
    if to.named is None:
        row.owner_id = None
        if office is not None:
            row.office = office
        row.save(update_fields=["owner", "office"])
    else:
        _ask_for_a_second_person(row, given, on=on)
    audit.record(
        "task.hand_over",
        subject=row.person_id,
        object_type="task",
        object_id=row.id,
        details={"reason": reason, "to": to.named, "office": to.office},
    )
    return given


def confirm_hand_over(*, hand_over: UUID, on: date) -> Task:
    """Agree, as the second person, that a task goes to a named officer.

    Raises   NotPermitted, WrongState, HandOver.DoesNotExist for whoever may not see it
    """
    given = HandOver.objects.select_related("task").get(id=hand_over)
    row = Task.objects.select_for_update(of=("self",)).get(id=given.task_id)
    actor = current_actor()
    named = given.to_owner_id
    if actor.account_id in (given.by_id, named) or not may(actor, CONFIRM, area_id=row.area_id, on=on):
        raise NotPermitted("A third person confirms: neither who hands over nor who receives.")
    if actor.account_id in accounts_of_kin(person_id=row.person_id, on=on):
        raise NotPermitted("Nobody confirms who handles the case of their own kin: ask another supervisor.")
    if given.confirmed_at is not None or named is None or row.state != TaskState.OPEN:
        raise WrongState(_("This was confirmed before, or the task is done."))
    _require_may_receive(row, named, giver=given.by_id, on=on)
    changed = HandOver.objects.filter(id=given.id, confirmed_at__isnull=True).update(
        confirmed_by_id=actor.account_id, confirmed_at=now()
    )
    if not changed:
        raise WrongState(_("Somebody else answered this at the same moment."))
    row.owner_id = named
    row.save(update_fields=["owner"])
    close_for(object_type="hand_over", object_id=given.id, kinds=(CONFIRM,))
    audit.record(
        "task.confirm_hand_over", subject=row.person_id, object_type="task", object_id=row.id, details={"owner": named}
    )
    return row


def _reasoned(row: Task, reason: str, words: str, to: Receiver) -> str:
    """The officer's words, where there are as many as are needed and somebody's key to seal them with."""
    if not words and (reason == HandOver.Reason.OTHER or to.named is not None):
        raise HandOverRefused(_("Say in a sentence why: the reason chosen does not tell it."))
    if words and row.person_id is None:
        raise HandOverRefused(_("This task is about nobody's file: choose a reason and leave the words empty."))
    return words


def _require_owner(row: Task, *, on: date) -> UUID:
    actor = current_actor()
    if actor.account_id is None or row.owner_id != actor.account_id:
        raise NotPermitted("Only the officer to whom a task was dealt may hand it over.")
    if not may(actor, "do_task", area_id=row.area_id, on=on):
        raise NotPermitted("This needs the permission 'do_task' in the office's area: ask an administrator for it.")
    if row.state != TaskState.OPEN:
        raise WrongState(_("This task was finished before."))
    return actor.account_id


def _office(row: Task, office_id: int | None, *, on: date) -> Office | None:
    if office_id is None:
        return None
    for office in offices_for(area_id=row.area_id, on=on):
        if office.id == office_id and office.id != row.office_id:
            return office
    raise HandOverRefused(_("That office does not serve this area: choose one of the list."))


def _require_may_receive(row: Task, named: UUID, *, giver: UUID, on: date) -> None:
    """Refuse a receiver who is the giver, has left, or is kin; the lot would not have drawn them either."""
    if named == giver:
        raise HandOverRefused(_("The task is yours already: name a colleague."))
    colleague = StaffProfile.objects.filter(account_id=named, office_id=row.office_id, left_on__isnull=True)
    if not colleague.exists():
        raise HandOverRefused(_("Nobody of this name works in this office any more: choose a colleague of the list."))
    if named in accounts_of_kin(person_id=row.person_id, on=on):
        raise HandOverRefused(_("This colleague is a relative of the person, or lives with them: name somebody else."))


def _ask_for_a_second_person(row: Task, given: HandOver, *, on: date) -> None:
    open_task(
        kind=CONFIRM,
        office=row.office,
        object_type="hand_over",
        object_id=given.id,
        deadline_on=on + CONFIRM_WITHIN,
        person_id=row.person_id,
    )
