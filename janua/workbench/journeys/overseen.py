"""The pages of files opened in urgency, and of roles and staff."""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janua.base.accounts.models import Role, RoleAssignment, RolePermission, StaffProfile
from janua.base.accounts.queries import (
    areas_with,
    assignments_listed,
    names_of_staff,
    proposals_of_roles,
    staff_listed,
)
from janua.base.areas.models import Area, Office
from janua.base.clock import now
from janua.registers.models import UrgentAccess
from janua.registers.queries import urgent as reads
from janua.ui.on_page import day_text, in_order, instant_text, language
from janua.values import sort_key
from janua.workbench.journeys.named import areas_named, in_language, persons_named

PAGE = 50
MARKS = 3
OPEN = "open_staff_account"


def urgent_marks(*, person: UUID, but: UUID) -> tuple[str, ...]:
    """What a person's page says of their file having been opened in urgency by others, the newest first."""
    rows = [row for row in reads.urgent_accesses_to(person=person) if row.account_id != but][:MARKS]
    staff = names_of_staff(row.account_id for row in rows) if rows else {}
    words = _("%(who)s opened this file in urgency on %(when)s.")
    return tuple(words % {"who": staff.get(row.account_id, ""), "when": instant_text(row.opened_at)} for row in rows)


def reviews_page() -> dict[str, Any]:
    """Files opened in urgency: those that wait for a supervisor, and what was said of the others."""
    waiting, done = reads.urgent_accesses_to_review(), reads.urgent_accesses_reviewed()
    rows = [*waiting, *done]
    staff = names_of_staff([row.account_id for row in rows] + [row.reviewed_by_id for row in rows])
    persons = persons_named(row.person_id for row in rows)
    return {
        "waiting": [_review_row(row, staff, persons) for row in waiting],
        "done": [_review_row(row, staff, persons) for row in done[:PAGE]],
        "persons": {row.person_id for row in rows},
    }


def review_page(row: UrgentAccess, *, account: UUID) -> dict[str, Any]:
    """One file opened in urgency, with its reason, for the supervisor."""
    staff = names_of_staff([row.account_id, row.reviewed_by_id])
    office = Office.objects.filter(staff__account_id=row.account_id).first()
    told = _review_row(row, staff, persons_named([row.person_id]))
    return told | {
        "row": row,
        "office": in_language(office.names, office.code) if office else "",
        "area": areas_named([row.area_id]).get(row.area_id, ""),
        "reason": row.reason,
        "note": row.note or "",
        "is_mine": row.account_id == account,
        "reviewed_by": staff.get(row.reviewed_by_id, "") if row.reviewed_by_id else "",
    }


def _review_row(row: UrgentAccess, staff: dict[UUID, str], persons: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "href": reverse("workbench:break-glass-review", args=[row.id]),
        "who": staff.get(row.account_id, ""),
        "person": persons[row.person_id],
        "person_id": row.person_id,
        "opened": instant_text(row.opened_at),
        "ends": instant_text(row.ends_at),
        "review_by": instant_text(row.review_by),
        "is_open": row.ends_at > now() and row.verdict != UrgentAccess.Verdict.NOT_JUSTIFIED,
        "is_overdue": row.reviewed_at is None and row.review_by < now(),
        "verdict": row.verdict,
    }


def roles_page(*, on: date, after: UUID | None) -> dict[str, Any]:
    """Who holds which role where, and what waits for a second person."""
    held = assignments_listed(on=on, after=after, highest=PAGE + 1)
    shown, waiting, here = held[:PAGE], proposals_of_roles(), reverse("workbench:roles")
    everybody = [*shown, *waiting]
    staff = names_of_staff([row.account_id for row in everybody] + [row.proposed_by_id for row in everybody])
    return {
        "held": [_role_row(row, staff) for row in shown],
        "waiting": [_role_row(row, staff) for row in waiting],
        "older": f"{here}?after={shown[-1].id}" if len(held) > PAGE else "",
        "newer": here if after else "",
    }


def role_page(row: RoleAssignment, *, account: UUID, on: date) -> dict[str, Any]:
    """One role held or proposed, with what the officer may do with it."""
    staff = names_of_staff(
        [row.account_id, row.proposed_by_id, row.confirmed_by_id, row.revoked_by_id, row.refused_by_id]
    )
    is_open = row.confirmed_at is None and row.refused_at is None
    return _role_row(row, staff) | {
        "row": row,
        "permissions": list(RolePermission.objects.filter(role=row.role_id).values_list("permission", flat=True)),
        "confirmed_by": staff.get(row.confirmed_by_id, "") if row.confirmed_by_id else "",
        "revoked_by": staff.get(row.revoked_by_id, "") if row.revoked_by_id else "",
        "refused_by": staff.get(row.refused_by_id, "") if row.refused_by_id else "",
        "is_open": is_open,
        "is_mine": account == row.proposed_by_id,
        "is_about_me": account == row.account_id,
        "holds": row.is_in_force_on(on),
        "ends": day_text(row.ends_on) if row.ends_on else "",
    }


def _role_row(row: RoleAssignment, staff: dict[UUID, str]) -> dict[str, Any]:
    return {
        "href": reverse("workbench:role", args=[row.id]),
        "who": staff.get(row.account_id, ""),
        "role": in_language(row.role.names, row.role_id),
        "area": in_language(row.area.names, row.area.code),
        "days": _("from %(day)s") % {"day": day_text(row.starts_on)}
        if row.ends_on is None
        else f"{day_text(row.starts_on)} – {day_text(row.ends_on)}",
        "by": staff.get(row.proposed_by_id, "") if row.proposed_by_id else _("the first set-up"),
    }


def role_choices(*, account: UUID, on: date) -> dict[str, Any]:
    """What a proposal is made of: colleagues, roles with what they allow, areas."""
    areas = list(areas_with(account_id=account, permission="grant_role", on=on))
    roles = list(Role.objects.order_by("code"))
    allowed: dict[str, list[str]] = {role.code: [] for role in roles}
    for role, permission in RolePermission.objects.order_by("permission").values_list("role_id", "permission"):
        allowed[role].append(permission.replace("_", " "))
    tops = Area.objects.filter(id__in=areas).order_by("path")
    return {
        "staff": in_order(
            [(str(one.account_id), _staff_text(one)) for one in _colleagues(areas, on) if one.account_id != account],
            by=itemgetter(1),
        ),
        "roles": in_order([(role.code, in_language(role.names, role.code)) for role in roles], by=itemgetter(1)),
        "hints": {code: ", ".join(words) for code, words in allowed.items()},
        "areas": _in_the_tree(list(tops)),
    }


def _in_the_tree(areas: Sequence[Area]) -> list[tuple[int, str]]:
    """Areas by name, each followed by those within it."""
    names = {area.id: in_language(area.names, area.code) for area in areas}
    keys = {id_: sort_key(name, language()) for id_, name in names.items()}
    ordered = sorted(areas, key=lambda area: [keys.get(step, b"") for step in area.path])
    return [(area.id, names[area.id]) for area in ordered]


def offices_to_staff(*, account: UUID, on: date) -> list[tuple[int, str]]:
    """Offices for which the officer may open accounts."""
    areas = areas_with(account_id=account, permission=OPEN, on=on)
    offices = Office.objects.filter(area__in=areas).order_by("id")
    return in_order([(office.id, in_language(office.names, office.code)) for office in offices], by=itemgetter(1))


def _colleagues(areas: Sequence[int], on: date) -> list[StaffProfile]:
    offices = Office.objects.filter(area__in=areas).values_list("id", flat=True)
    return staff_listed(offices=offices, on=on)


def _staff_text(row: StaffProfile) -> str:
    return f"{row.display_name} · {in_language(row.office.names, row.office.code)} · {row.staff_number}"
