"""Hand a whole case to an office of another area: asked by one office, answered by the other, moved by the keeper."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import current_actor
from janua.base.areas.models import Office
from janua.base.clock import now, today
from janua.base.documents.models import Document
from janua.base.notices.actions import send_notice
from janua.casework.actions.task import TaskWanted, close_for, open_tasks
from janua.casework.models import (
    Application,
    Assessment,
    Case,
    Claim,
    Entitlement,
    EntitlementLine,
    HandOver,
    Note,
    Task,
    Transfer,
)
from janua.casework.permissions import accounts_of_kin
from janua.casework.states import TaskState, WrongState
from janua.pack.installed import country
from janua.registers.actions.persons import entrust
from janua.registers.models import Person
from janua.values.dates import add_years

TRANSFER, ACCEPT = "transfer_case", "accept_transfer"
ANSWER_WITHIN = timedelta(days=3)
# Work of whoever watches over the area where the person lives, and not of the office that has the case.
_STAYS = ("review_urgent_access",)
ADULT = 18


class TransferRefused(ValueError):
    """The case cannot go there, or the words say nothing; the message says what to do instead."""


def transfer_case(*, case: UUID, to_office: int, reason: str, words: str, on: date) -> Transfer:
    """Ask an office of another area to take a whole case, with a reason; until it says yes everything stays.

    reason   moved, kin, safety, skill, other
    words    why, and what is urgent; sealed, for the office that receives it
    Raises   NotPermitted, WrongState where it is on its way, TransferRefused, Case.DoesNotExist for who may not see it
    """
    row = Case.objects.select_related("office").get(id=case)
    actor = current_actor()
    if actor.account_id is None or not may(actor, TRANSFER, area_id=row.area_id, on=on):
        raise NotPermitted(f"This needs the permission {TRANSFER!r} in the office's area: ask an administrator for it.")
    if actor.account_id in accounts_of_kin(person_id=row.holder_id, on=on):
        raise NotPermitted("Nobody says where the case of their own kin goes: ask a colleague.")
    if not words.strip():
        raise TransferRefused(
            _("Say in a sentence why the case goes there and what is urgent: the other office reads it.")
        )
    office = offices_elsewhere(case=row, on=on).get(to_office)
    if office is None:
        raise TransferRefused(_("That office is closed, or it is the one that has the case: choose another."))
    asked = Transfer(
        case=row,
        person_id=row.holder_id,
        from_office=row.office,
        from_area_id=row.area_id,
        to_office=office,
        to_area_id=office.area_id,
        reason=Transfer.Reason(reason),
        words=words.strip(),
        asked_by_id=actor.account_id,
        asked_at=now(),
    )
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as fault:
        raise WrongState(_("Another office was asked to take this case before; wait for its answer.")) from fault
    _record("case.transfer", asked, {"reason": reason, "to": office.id})
    return asked


def answer_transfer(*, transfer: UUID, is_accepted: bool, words: str, on: date) -> Transfer:
    """Take a case from another office, or say why not. Accepted, it is moved within a moment.

    words    needed for a no; sealed, for the office that asked
    Raises   NotPermitted, WrongState, TransferRefused, Transfer.DoesNotExist for whoever may not see it
    """
    row = Transfer.objects.get(id=transfer)
    actor = current_actor()
    if (
        actor.account_id in (None, row.asked_by_id)
        or not may(actor, ACCEPT, area_id=row.to_area_id, on=on)
        or actor.account_id in accounts_of_kin(person_id=row.person_id, on=on)
    ):
        raise NotPermitted("Another officer of the office that receives it answers, and never kin of the person.")
    if row.answered_at is not None:
        raise WrongState(_("This was answered before."))
    if not is_accepted and not words.strip():
        raise TransferRefused(_("Say why your office does not take the case, and who may be right for it."))
    row.is_accepted, row.answer = is_accepted, words.strip() or None
    row.answered_by_id, row.answered_at = actor.account_id, now()
    # A no is work for the office that asked.
    row.told_at = row.told_at if is_accepted else None
    try:
        with transaction.atomic():
            row.save(update_fields=["is_accepted", "answer", "answered_by", "answered_at", "told_at"])
    except DatabaseError as fault:
        # The database lets what is answered be changed by nobody: somebody was faster.
        raise WrongState(_("This was answered before.")) from fault
    close_for(object_type="transfer", object_id=row.id, kinds=("answer_transfer",))
    _record("case.transfer_answered", row, {"accepted": is_accepted})
    return row


def offices_elsewhere(*, case: Case, on: date) -> dict[int, Office]:
    """Every open office but the one that has the case, by its number."""
    open_ = Office.objects.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=on), opens_on__lte=on)
    return {office.id: office for office in open_.exclude(id=case.office_id)}


def take_up_transfers(*, on: date, limit: int = 100) -> int:
    """Leave work for the office that is asked, and for the one that asked when the answer is no; gives how many."""
    rows = Transfer.objects.select_for_update(of=("self",), skip_locked=True).filter(told_at__isnull=True)
    waiting = rows.filter(Q(is_accepted__isnull=True) | Q(is_accepted=False))
    taken = list(waiting.select_related("from_office", "to_office").order_by("asked_at")[:limit])
    open_tasks([_work(row, on=on) for row in taken])
    Transfer.objects.filter(id__in=[row.id for row in taken]).update(told_at=now())
    return len(taken)


def move_accepted(*, limit: int = 20) -> int:
    """Move accepted cases with claims, open work, notes, rights and papers to their new office; tell the person.

    Returns   how many were moved
    """
    waiting = Transfer.objects.select_for_update(of=("self",), skip_locked=True).filter(
        is_accepted=True, moved_at__isnull=True
    )
    rows = list(waiting.select_related("case", "to_office", "person").order_by("answered_at")[:limit])
    for row in rows:
        _move(row)
    return len(rows)


def _work(row: Transfer, *, on: date) -> TaskWanted:
    answered = row.is_accepted is False
    return TaskWanted(
        kind="read_transfer_answer" if answered else "answer_transfer",
        office=row.from_office if answered else row.to_office,
        object_type="transfer",
        object_id=row.id,
        deadline_on=on + ANSWER_WITHIN,
        person_id=row.person_id,
    )


def _move(row: Transfer) -> None:
    """Everything that hangs on the case bears its area: in one transaction it becomes the new office's."""
    case, area, was = row.case, row.to_area_id, row.from_area_id
    claims = Claim.objects.filter(case=case)
    _people_follow(row, claims=list(claims.values_list("id", flat=True)))
    rights = Entitlement.objects.filter(decision__claim__case=case)
    EntitlementLine.objects.filter(entitlement__in=rights.values("id")).update(area_id=area)
    moved = {"rights": rights.update(area_id=area), "claims": claims.update(area_id=area)}
    Application.objects.filter(case=case).update(area_id=area)
    Note.objects.filter(case=case).update(area_id=area)
    HandOver.objects.filter(person=row.person_id, area=was).update(area_id=area)
    Document.objects.filter(person_id=row.person_id, area_id=was).update(area_id=area)
    tasks = Task.objects.filter(person=row.person_id, area=was).exclude(kind__in=_STAYS).exclude(object_type="transfer")
    # A second person who was asked to confirm that a colleague gets a task is not asked any more: the lot falls anew.
    tasks.filter(kind="confirm_hand_over", state=TaskState.OPEN).update(state=TaskState.DONE, finished_at=now())
    moved["tasks"] = tasks.filter(state=TaskState.OPEN).update(area_id=area, office=row.to_office, owner=None)
    tasks.exclude(state=TaskState.OPEN).update(area_id=area)
    Case.objects.filter(id=case.id).update(office=row.to_office, area_id=area)
    Transfer.objects.filter(id=row.id).update(moved_at=now())
    _tell(row)
    _record("case.moved", row, moved | {"to": row.to_office_id})


def _people_follow(row: Transfer, *, claims: list[UUID]) -> None:
    """Whose case it is, and whom the law counted with them: the new office has to see them to go on.

    Not another adult where that office must stay unknown: it would be theirs too, by what they apply for next and by
    who looks at them. Nor who is looked after by the office that has a case of their own.
    """
    counted = {
        person
        for unit in Assessment.objects.filter(claim__in=claims).values_list("unit", flat=True).distinct()
        for person in unit
    }
    others = Person.objects.filter(id__in=counted - {row.person_id})
    kept_elsewhere = Case.objects.exclude(area=row.to_area_id).filter(area=F("holder__cared_in"))
    others = others.exclude(id__in=kept_elsewhere.values("holder_id"))
    if _must_stay_unknown(row):
        others = others.filter(born_on__gt=add_years(today(), -ADULT))
    entrust(persons={row.person_id, *others.values_list("id", flat=True)}, area_id=row.to_area_id)


def _must_stay_unknown(row: Transfer) -> bool:
    """Whether nobody but the two offices may learn where the case has gone."""
    return row.reason == Transfer.Reason.SAFETY or row.person.restricted


def _tell(row: Transfer) -> None:
    letters = country().letters
    wanted = row.person.language if row.person.language in letters.languages else letters.languages[0]
    names = row.to_office.names
    # Whoever fled is not to be found through a message that somebody else may open.
    unknown = _must_stay_unknown(row)
    values = (
        {"outcome": "safety"} if unknown else {"office": names.get(wanted) or names.get("en") or row.to_office.code}
    )
    send_notice(
        person_id=row.person_id,
        area_id=row.to_area_id,
        template="case_moved",
        values=values,
        language=wanted,
        about_type="case",
        about_id=row.case_id,
    )


def _record(action: str, row: Transfer, details: Mapping[str, object]) -> None:
    audit.record(action, subject=row.person_id, object_type="case", object_id=row.case_id, details=details)
