"""Alerts on officers' looks, for whoever answers them: who, when, how many, and what that is held against."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janua.base.accounts.queries import names_of_staff
from janua.base.areas.models import Office
from janua.registers.models import LookAlert
from janua.registers.queries.look_alerts import (
    AlertGroup,
    alerts_beside,
    look_alerts_answered,
    look_alerts_waiting,
)
from janua.ui.on_page import day_text, instant_text
from janua.workbench.journeys.named import in_language

PAGE = 100


def alerts_page() -> dict[str, Any]:
    """What waits for an answer, and what was answered."""
    waiting, done = look_alerts_waiting(), look_alerts_answered()[:PAGE]
    staff = names_of_staff({one.alert.account_id for one in (*waiting, *done)})
    return {"waiting": [_row(one, staff) for one in waiting], "done": [_row(one, staff) for one in done]}


def alert_page(row: LookAlert) -> dict[str, Any]:
    """One officer's looks of one day, with every reason to ask about them."""
    beside = alerts_beside(row)
    staff = names_of_staff([row.account_id, row.answered_by_id])
    office = Office.objects.filter(staff__account_id=row.account_id).first()
    return _row(AlertGroup(row, sum(one.looks for one in beside)), staff) | {
        "office": in_language(office.names, office.code) if office else "",
        "why": why_text(row),
        "looks": [{"at": instant_text(one.at), "page": one.page} for one in beside if one.page],
        "waits": any(one.answered_at is None for one in beside),
        "answered_by": staff.get(row.answered_by_id, "") if row.answered_by_id else "",
        "answered_at": instant_text(row.answered_at) if row.answered_at else "",
        "words": row.words or "",
    }


def why_text(row: LookAlert) -> str:
    """Why this is asked: the numbers, and what they are held against."""
    if row.kind == LookAlert.Kind.RESTRICTED:
        return _("Every look at a protected person is looked at by somebody else. Most of them are part of the work.")
    told = [_many(row)]
    if row.usual is not None:
        text = _("On a usual day it is %(usual)s for this officer, the middle of %(days)s days before.")
        told.append(text % {"usual": row.usual, "days": row.days})
    if row.peers is not None:
        text = _("It is %(peers)s for colleagues with the same role, the middle of %(colleagues)s people.")
        told.append(text % {"peers": row.peers, "colleagues": row.colleagues})
    if row.usual is None and row.peers is None:
        told.append(_("There is nothing yet to hold this against."))
    return " ".join([*told, _("There may be a good reason, such as a campaign or a colleague who is ill.")])


def _many(row: LookAlert) -> str:
    number = {"number": row.looks}
    if row.kind == LookAlert.Kind.PERSONS:
        text = ngettext(
            "%(number)s person was shown to them on this day.",
            "%(number)s persons were shown to them on this day.",
            row.looks,
        )
        return text % number
    text = ngettext(
        "They searched %(number)s time on this day.", "They searched %(number)s times on this day.", row.looks
    )
    return text % number


def _row(group: AlertGroup, staff: dict[UUID, str]) -> dict[str, Any]:
    row = group.alert
    kinds = {
        LookAlert.Kind.RESTRICTED: _("A protected person"),
        LookAlert.Kind.PERSONS: _("Many persons on one day"),
        LookAlert.Kind.SEARCHES: _("Many searches on one day"),
    }
    return {
        "href": reverse("workbench:look-alert", args=[row.id]),
        "who": staff.get(row.account_id) or _("Somebody with a mandate"),
        "kind": kinds[LookAlert.Kind(row.kind)],
        # Never by name: whoever answers need not be one who may see them.
        "about": str(row.person_id)[-8:] if row.person_id else "",
        "day": day_text(row.on),
        "number": group.looks,
        "finding": row.finding,
    }
