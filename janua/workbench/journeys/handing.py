"""Handing a task over: whom and where it may go to, and what a second person is asked to confirm."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.base.accounts.models import StaffProfile
from janua.base.accounts.queries import areas_held
from janua.casework.actions.hand_over import Receiver
from janua.casework.models import HandOver, Task
from janua.casework.queries import offices_for
from janua.ui.on_page import in_order
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import HAND_OVERS, TASKS, called

CONFIRM = "confirm_hand_over"


@dataclass(frozen=True)
class HandingPage:
    """A task, and where it may go; nothing of whom it is about for somebody who does not have it."""

    task: Task
    title: str
    person: str
    is_mine: bool
    offices: tuple[tuple[str, str], ...]
    colleagues: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProposedHandOver:
    """What a second person is asked to confirm."""

    id: UUID
    title: str
    person: str
    by: str
    to: str
    reason: str
    words: str
    is_open: bool


def handing_page(*, task: UUID, officer: UUID, on: date) -> HandingPage:
    """A task that is to be handed over. Raises Task.DoesNotExist."""
    row = Task.objects.select_related("person").get(id=task, area_id__in=areas_held(on=on))
    if row.owner_id != officer:
        return HandingPage(row, called(TASKS, row.kind), "", is_mine=False, offices=(), colleagues=())
    if row.person is not None:
        looked_at([row.person.id], page="hand-over")
    offices = [one for one in offices_for(area_id=row.area_id, on=on) if one.id != row.office_id]
    staff = StaffProfile.objects.filter(office_id=row.office_id, left_on__isnull=True).exclude(account_id=officer)
    return HandingPage(
        task=row,
        title=called(TASKS, row.kind),
        person=row.person.name if row.person is not None else "",
        is_mine=True,
        offices=tuple((str(one.id), one.name) for one in in_order(offices, by=lambda one: one.name)),
        colleagues=tuple((str(one.account_id), one.display_name) for one in in_order(staff, by=_name)),
    )


def _name(colleague: StaffProfile) -> str:
    return colleague.display_name


def receiver_of(text: str) -> Receiver:
    """Read what the form says: lot, office:ID or named:ACCOUNT."""
    kind, _colon, id_ = text.partition(":")
    if kind == "office":
        return Receiver(office=int(id_))
    return Receiver(named=UUID(id_)) if kind == "named" else Receiver()


def proposed_hand_over(*, hand_over: UUID) -> ProposedHandOver:
    """What is to be confirmed. Raises HandOver.DoesNotExist."""
    rows = HandOver.objects.select_related("task__person").filter(area_id__in=areas_held(CONFIRM))
    row = rows.get(id=hand_over)
    if row.person_id is not None:
        looked_at([row.person_id], page="hand-over-confirm")
    names = dict(
        StaffProfile.objects.filter(account_id__in=[row.by_id, row.to_owner_id or row.by_id]).values_list(
            "account_id", "display_name"
        )
    )
    return ProposedHandOver(
        id=row.id,
        title=called(TASKS, row.task.kind),
        person=row.task.person.name if row.task.person is not None else "",
        by=names.get(row.by_id, ""),
        to=names.get(row.to_owner_id, "") if row.to_owner_id is not None else "",
        reason=called(HAND_OVERS, row.reason),
        words=row.words or "",
        is_open=row.to_owner_id is not None and row.confirmed_at is None,
    )
