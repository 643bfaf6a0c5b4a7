"""A whole case on its way to an office of another area: the page that asks, and the one that answers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from janua.base.accounts.queries import areas_held, names_of_staff
from janua.casework.actions.transfer import ACCEPT, TRANSFER, offices_elsewhere
from janua.casework.models import Case, Task, Transfer
from janua.casework.states import TaskState
from janua.registers.models import Person
from janua.ui.on_page import in_order
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import TRANSFERS, called


@dataclass(frozen=True)
class MovingPage:
    """A case that is to go somewhere else, and where it may go."""

    case: UUID
    reference: str
    person: str
    office: str
    claims: int
    tasks: int
    offices: tuple[tuple[int, str], ...]
    is_on_its_way: bool


@dataclass(frozen=True)
class AskedMove:
    """What one office asks the other; no name of the person before the case is the reader's."""

    id: UUID
    reference: str
    person: str
    from_office: str
    to_office: str
    by: str
    at: datetime
    reason: str
    words: str
    is_open: bool
    is_mine: bool
    state: str
    answer: str
    answered_by: str
    case: UUID | None


def moving_page(*, case: UUID, on: date) -> MovingPage:
    """A case, with what would go with it. Raises Case.DoesNotExist."""
    here = areas_held(TRANSFER, on=on)
    row = Case.objects.select_related("office", "holder").get(id=case, area_id__in=here)
    looked_at([row.holder_id], page="transfer")
    offices = in_order(offices_elsewhere(case=row, on=on).values(), by=lambda office: office.name)
    waiting = Transfer.objects.filter(case=row, moved_at__isnull=True).exclude(is_accepted=False)
    return MovingPage(
        case=row.id,
        reference=row.reference,
        person=row.holder.name,
        office=row.office.name,
        claims=row.claims.count(),
        tasks=Task.objects.filter(person=row.holder_id, state=TaskState.OPEN).count(),
        offices=tuple((office.id, office.name) for office in offices),
        is_on_its_way=waiting.exists(),
    )


def asked_move(*, transfer: UUID, officer: UUID) -> AskedMove:
    """One request. Raises Transfer.DoesNotExist for who works in neither office's area."""
    here = areas_held(TRANSFER, ACCEPT)
    asked = Transfer.objects.filter(Q(from_area_id__in=here) | Q(to_area_id__in=here))
    row = asked.select_related("from_office", "to_office").get(id=transfer)
    case = Case.objects.filter(id=row.case_id, area_id__in=here).first()
    person = Person.objects.filter(Q(area_id__in=here) | Q(cared_in_id__in=here), id=row.person_id).first()
    looked_at([row.person_id], page="transfer-answer")
    staff = names_of_staff([row.asked_by_id, row.answered_by_id])
    return AskedMove(
        id=row.id,
        reference=case.reference if case is not None else "",
        person=person.name if person is not None else "",
        from_office=row.from_office.name,
        to_office=row.to_office.name,
        by=staff.get(row.asked_by_id, ""),
        at=row.asked_at,
        reason=called(TRANSFERS, row.reason),
        words=row.words or "",
        is_open=row.answered_at is None,
        is_mine=row.asked_by_id == officer,
        state=state_text(row),
        answer=row.answer or "",
        answered_by=staff.get(row.answered_by_id, "") if row.answered_by_id else "",
        case=case.id if case is not None else None,
    )


def state_text(row: Transfer) -> str:
    """Where it stands, in a sentence."""
    office = {"office": row.to_office.name}
    if row.is_accepted is None:
        return _("%(office)s was asked to take the case, and has not answered yet.") % office
    if not row.is_accepted:
        return _("%(office)s does not take the case: it stays where it is.") % office
    if row.moved_at is None:
        return _("%(office)s has accepted the case. It moves with everything in it in a moment.") % office
    return _("%(office)s has the case now.") % office
