"""Looks that are shown later: the list, the page that asks, and one of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from janua.base.accounts.queries import areas_held, names_of_staff
from janua.base.areas.models import Office
from janua.registers.look_holds import HOLD
from janua.registers.models import LookHold, Person
from janua.registers.queries import look_holds as reads
from janua.ui.on_page import day_text, in_order, instant_text
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.named import persons_named
from janua.workbench.journeys.wording import GROUNDS, called


@dataclass(frozen=True)
class HeldRow:
    """One hold in the list."""

    href: str
    person: str
    ground: str
    ends: str
    by: str
    state: str
    colour: str


@dataclass(frozen=True)
class HeldList:
    """All holds that an officer may see, and how many there are in the country."""

    waiting: tuple[HeldRow, ...]
    holding: tuple[HeldRow, ...]
    over: tuple[HeldRow, ...]
    in_force: int


def held_list(*, on: date) -> HeldList:
    """Every hold of the officer's areas; those that wait for a second person first."""
    groups = (reads.look_holds_waiting(), reads.look_holds_holding(on=on), reads.look_holds_over(on=on))
    every = [row for group in groups for row in group]
    looked_at({row.person_id for row in every}, page="look-holds")
    persons, staff = persons_named(row.person_id for row in every), names_of_staff([row.asked_by_id for row in every])
    waiting, holding, over = (tuple(_row(row, persons, staff, on) for row in group) for group in groups)
    return HeldList(waiting, holding, over, in_force=reads.look_holds_in_force())


def _row(row: LookHold, persons: dict[UUID, str], staff: dict[UUID, str], on: date) -> HeldRow:
    state, colour = state_of(row, on=on)
    return HeldRow(
        href=reverse("workbench:look-hold", args=[row.id]),
        person=persons[row.person_id],
        ground=called(GROUNDS, row.ground),
        ends=day_text(row.ends_on),
        by=staff.get(row.asked_by_id, ""),
        state=state,
        colour=colour,
    )


def state_of(row: LookHold, *, on: date) -> tuple[str, str]:
    """Where a hold stands, and the colour of its tag."""
    if row.ended_at is not None:
        return _("Ended early"), "grey"
    if row.answered_at is not None and not row.is_confirmed:
        return _("Refused: all looks are shown"), "grey"
    if row.ends_on < on:
        return _("Over: all looks are shown"), "grey"
    if row.is_confirmed:
        return _("Shown later"), "blue"
    if reads.holds(row, on=on):
        return _("Waits for a second person"), "yellow"
    if row.provisional_until <= row.asked_at:
        return _("Waits for a second person; all looks are shown until then"), "yellow"
    return _("Lapsed: nobody confirmed it"), "red"


def held_page(row: LookHold, *, officer: UUID, on: date) -> dict[str, Any]:
    """One hold with its reason, and what the officer may do about it."""
    looked_at([row.person_id], page="look-hold")
    staff = names_of_staff([row.asked_by_id, row.answered_by_id, row.ended_by_id])
    office = Office.objects.filter(id=row.office_id).first() if row.office_id else None
    state, colour = state_of(row, on=on)
    return {
        "row": row,
        "person": persons_named([row.person_id])[row.person_id],
        "ground": called(GROUNDS, row.ground),
        "office": office.name if office is not None else _("Looks from all offices"),
        "asked_by": staff.get(row.asked_by_id, ""),
        "answered_by": staff.get(row.answered_by_id, "") if row.answered_by_id else "",
        "ended_by": staff.get(row.ended_by_id, "") if row.ended_by_id else "",
        "until": instant_text(row.provisional_until) if row.provisional_until > row.asked_at else "",
        "state": state,
        "colour": colour,
        "is_mine": row.asked_by_id == officer,
        "waits": row.answered_at is None,
        "holds": row.is_confirmed and reads.holds(row, on=on),
    }


def asked_for(*, person: UUID) -> tuple[Person, tuple[tuple[int, str], ...]]:
    """The person whose looks are to be shown later, and the offices. Raises Person.DoesNotExist."""
    here = areas_held(HOLD)
    row = Person.objects.get(Q(area_id__in=here) | Q(cared_in_id__in=here), id=person)
    looked_at([row.id], page="look-hold-new")
    offices = in_order(Office.objects.all(), by=lambda office: office.name)
    return row, tuple((office.id, office.name) for office in offices)
