"""Whose time is over: lists for erasure, one of them, and legal holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janua.base.accounts.queries import areas_held, names_of_staff
from janua.base.retention.models import ErasureItem, ErasureList, Hold
from janua.base.retention.queries import holds_on, items_of, lists_newest_first
from janua.base.retention.row_security import ASK_HOLD
from janua.pack.installed import country
from janua.registers.models import Person
from janua.ui.on_page import day_text
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.named import persons_named
from janua.workbench.journeys.wording import called

GROUNDS = {
    "proceedings": gettext_lazy("Proceedings before a court or tribunal"),
    "inquiry": gettext_lazy("An inquiry by an authority"),
    "recovery": gettext_lazy("Money that is being claimed back"),
    "request": gettext_lazy("The person asked for it"),
}
KINDS = {
    "case": gettext_lazy("Case"),
    "payment": gettext_lazy("Payments"),
    "account": gettext_lazy("Account"),
    "register_entry": gettext_lazy("Entry in the register"),
}
_MOST = 50


@dataclass(frozen=True)
class Row:
    """One row of a table: where it leads, what it says, and its tag."""

    href: str
    cells: tuple[str, ...]
    state: str
    colour: str


def start_page(*, on: date) -> dict[str, Any]:
    """Lists and holds that the officer may see, and the schedule by which persons are found."""
    holds = list(holds_on(on)[:_MOST])
    looked_at({row.person_id for row in holds}, page="retention")
    names = persons_named(row.person_id for row in holds)
    return {
        "lists": [_list_row(row) for row in lists_newest_first()[:_MOST]],
        "holds": [_hold_row(row, names[row.person_id]) for row in holds],
        "rules": [
            (called(KINDS, rule.kind), rule.months // 12, rule.citation, rule.confidence)
            for rule in country().retention
        ],
    }


def list_page(row: ErasureList, *, officer: UUID) -> dict[str, Any]:
    """One list with its persons, and what the officer may do about it."""
    items = list(items_of(row.id))
    looked_at({item.person_id for item in items}, page="erasure-list")
    names, staff = (
        persons_named(item.person_id for item in items),
        names_of_staff([row.put_forward_by_id, row.approved_by_id]),
    )
    state, colour = _state(row)
    return {
        "row": row,
        "state": state,
        "colour": colour,
        "items": [_item(item, names[item.person_id]) for item in items],
        "put_forward_by": staff.get(row.put_forward_by_id, "") if row.put_forward_by_id else "",
        "approved_by": staff.get(row.approved_by_id, "") if row.approved_by_id else "",
        "is_mine": row.put_forward_by_id == officer,
        "left": sum(item.state == "found" for item in items),
    }


def hold_page(row: Hold, *, officer: UUID) -> dict[str, Any]:
    """One hold with its words, and what the officer may do about it."""
    looked_at([row.person_id], page="legal-hold")
    staff = names_of_staff([row.asked_by_id, row.answered_by_id])
    state, colour = _hold_state(row)
    return {
        "row": row,
        "person": persons_named([row.person_id])[row.person_id],
        "ground": called(GROUNDS, row.ground),
        "asked_by": staff.get(row.asked_by_id, ""),
        "answered_by": staff.get(row.answered_by_id, "") if row.answered_by_id else "",
        "state": state,
        "colour": colour,
        "is_mine": row.asked_by_id == officer,
        "waits": row.answered_at is None,
    }


def held_person(*, person: UUID) -> Person:
    """The person for whom a hold is asked. Raises Person.DoesNotExist."""
    here = areas_held(ASK_HOLD)
    row = Person.objects.get(Q(area_id__in=here) | Q(cared_in_id__in=here), id=person)
    looked_at([row.id], page="legal-hold-new")
    return row


def _list_row(row: ErasureList) -> Row:
    state, colour = _state(row)
    found: int = getattr(row, "found", 0)
    return Row(reverse("workbench:erasure-list", args=[row.id]), (day_text(row.found_on), str(found)), state, colour)


def _state(row: ErasureList) -> tuple[str, str]:
    if row.approved_at is not None:
        return _("Approved"), "green"
    if row.put_forward_at is not None:
        return _("Waits for a second person"), "yellow"
    return _("Found"), "blue"


def _item(item: ErasureItem, name: str) -> dict[str, Any]:
    states = {
        "found": (_("On the list"), "blue"),
        "kept": (_("Kept"), "grey"),
        "erased": (_("Erased"), "green"),
        "done": (_("Erased"), "green"),
    }
    state, colour = states[item.state]
    return {
        "id": item.id,
        "person_id": item.person_id,
        "name": _("Erased") if item.state in ("erased", "done") else name,
        "last": day_text(item.last_on),
        "kinds": ", ".join(called(KINDS, kind) for kind in item.kinds),
        "state": state,
        "colour": colour,
        "waits": item.state == "found",
    }


def _hold_row(row: Hold, name: str) -> Row:
    state, colour = _hold_state(row)
    cells = (name, called(GROUNDS, row.ground), day_text(row.ends_on))
    return Row(reverse("workbench:legal-hold", args=[row.id]), cells, state, colour)


def _hold_state(row: Hold) -> tuple[str, str]:
    if row.answered_at is None:
        return _("Waits for a second person"), "yellow"
    return (_("Kept"), "blue") if row.is_confirmed else (_("Refused"), "grey")
