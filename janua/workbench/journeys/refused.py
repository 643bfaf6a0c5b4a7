"""The list of what was refused or tried in vain, for auditors: by kind, account and day, never with what was typed."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.forms import Form
from django.urls import reverse

from janua.base.accounts.queries import names_of_staff
from janua.base.health.models import SecurityEvent
from janua.base.health.queries import EventsWanted, security_events
from janua.ui.on_page import instant_text
from janua.workbench.journeys.runs import number_of
from janua.workbench.journeys.wording import EVENTS, called

PAGE = 100


def refused_page(form: Form, asked: Mapping[str, str]) -> dict[str, Any]:
    """One page of what the form asks for; without anything asked, what came last."""
    rows, older = [], ""
    if not form.is_bound or form.is_valid():
        found = security_events(_wanted(form, asked.get("before", "")), most=PAGE + 1)
        rows = found[:PAGE]
        kept = [(name, value) for name, value in asked.items() if name != "before" and value]
        if len(found) > PAGE:
            older = f"{_here()}?{urlencode([*kept, ('before', str(rows[-1].id))])}"
    # Asked also where there is nobody, so that every page costs the same.
    names = names_of_staff({row.account for row in rows if row.account} or {UUID(int=0)})
    return {"form": form, "rows": [_row(row, names) for row in rows], "older": older}


def _wanted(form: Form, before: str) -> EventsWanted:
    if not form.is_bound:
        return EventsWanted(before=number_of(before))
    asked, since = form.cleaned_data, form.cleaned_data["since"]
    zone = ZoneInfo(settings.JANUA_TIME_ZONE)
    return EventsWanted(
        kind=asked["kind"],
        account=asked["account"],
        origin=asked["origin"],
        since=datetime.combine(since, time.min, zone) if since else None,
        before=number_of(before),
    )


def _row(row: SecurityEvent, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "at": instant_text(row.at),
        "what": called(EVENTS, row.kind),
        "process": row.process,
        "page": row.page,
        "status": row.status,
        "who": names.get(row.account, "") if row.account else "",
        "account": str(row.account) if row.account else "",
        "account_href": f"{_here()}?{urlencode({'account': row.account})}",
        "origin": row.origin,
        "origin_href": f"{_here()}?{urlencode({'origin': row.origin})}",
        "times": row.times,
    }


def _here() -> str:
    return reverse("workbench:refused")
