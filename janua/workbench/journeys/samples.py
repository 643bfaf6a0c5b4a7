"""Samples of decisions: asked for, drawn by a seed that nobody chose, replayed; and the same as a file."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janua.analytics.integrity import queries as reads
from janua.analytics.integrity.models import Sample, SampledDecision
from janua.base.accounts.queries import areas_with, names_of_staff, staff_listed
from janua.base.areas.models import Office
from janua.registers.models import Person
from janua.ui.on_page import day_text, in_order, instant_text
from janua.workbench.journeys.named import in_language, persons_named, programmes_named
from janua.workbench.journeys.signal_words import BY, OUTCOMES, STRATA
from janua.workbench.journeys.wording import called

# What a table programme would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def list_page() -> dict[str, Any]:
    """Every sample that was asked for, the newest first."""
    rows = reads.samples_listed()
    staff = names_of_staff(row.asked_by_id for row in rows)
    return {"rows": [_listed(row, staff) for row in rows]}


def _listed(row: Sample, staff: dict[UUID, str]) -> dict[str, Any]:
    return {
        "href": reverse("workbench:sample", args=[row.id]),
        "purpose": row.purpose,
        "size": row.size,
        "by": staff.get(row.asked_by_id, ""),
        "at": instant_text(row.asked_at),
        "is_drawn": row.drawn_at is not None,
    }


def choices(*, account: UUID, on: date) -> dict[str, Any]:
    """What a sample may be asked for: programmes, offices and officers of the auditor's areas."""
    areas = areas_with(account_id=account, permission="draw_sample", on=on)
    offices = list(Office.objects.filter(area__in=areas).order_by("id"))
    staff = staff_listed(offices=[one.id for one in offices], on=on)
    return {
        "programme": in_order(list(programmes_named().items()), by=itemgetter(1)),
        "office": in_order([(str(one.id), in_language(one.names, one.code)) for one in offices], by=itemgetter(1)),
        "officer": in_order([(str(one.account_id), one.display_name) for one in staff], by=itemgetter(1)),
        "outcome": list(OUTCOMES.items()),
        "by": list(BY.items()),
        "strata": list(STRATA.items()),
    }


def sample_page(row: Sample) -> dict[str, Any]:
    """One sample: what was asked for, the seed, how far it is, and each decision with what differs."""
    rows = reads.sampled(sample=row.id)
    replayed = [one for one in rows if one.replayed_at is not None]
    staff = names_of_staff([row.asked_by_id, *(one.decision.decided_by_id for one in rows)])
    persons, seen = persons_named(one.person_id for one in rows), _seen(rows)
    return {
        "row": row,
        "by": staff.get(row.asked_by_id, ""),
        "wanted": list(_wanted(row)),
        "is_drawn": row.drawn_at is not None,
        "done": len(replayed),
        "of": len(rows),
        "is_over": row.drawn_at is not None and len(replayed) == len(rows),
        "same": sum(1 for one in replayed if one.count == 0),
        "differ": sum(1 for one in replayed if one.count),
        "rows": [_decision(one, staff, persons, seen) for one in rows],
        "persons": seen,
    }


def _seen(rows: Sequence[SampledDecision]) -> set[UUID]:
    """The persons of the rows whom the auditor may see: of nobody else are values shown."""
    wanted = {one.person_id for one in rows}
    return set(Person.objects.filter(id__in=wanted).values_list("id", flat=True)) if wanted else set()


def _wanted(row: Sample) -> Iterator[tuple[str, str]]:
    """What was asked for, in words."""
    asked, programmes = dict(row.wanted), programmes_named()
    if "programme" in asked:
        yield _("Programme"), programmes.get(asked["programme"]) or str(asked["programme"])
    if "office" in asked:
        office = Office.objects.filter(id=asked["office"]).first()
        yield _("Office"), in_language(office.names, office.code) if office else str(asked["office"])
    if "officer" in asked:
        account = UUID(asked["officer"])
        yield _("Officer"), names_of_staff([account]).get(account, str(account))
    if "outcome" in asked:
        yield _("Outcome"), called(OUTCOMES, asked["outcome"])
    if "by" in asked:
        yield _("Decided by"), called(BY, asked["by"])
    if "since" in asked:
        yield _("From"), day_text(date.fromisoformat(asked["since"]))
    if "until" in asked:
        yield _("To"), day_text(date.fromisoformat(asked["until"]))
    if row.strata:
        yield _("Drawn apart by"), ", ".join(str(called(STRATA, name)) for name in row.strata)


def _decision(
    one: SampledDecision, staff: dict[UUID, str], persons: dict[UUID, str], seen: set[UUID]
) -> dict[str, Any]:
    decision = one.decision
    may_see = one.person_id in seen
    return {
        "place": one.place,
        "reference": decision.reference,
        "href": reverse("workbench:replay", args=[decision.id]),
        "person": persons[one.person_id],
        "programme": decision.claim.programme,
        "outcome": called(OUTCOMES, decision.outcome),
        "on": day_text(decision.on),
        "by": staff.get(decision.decided_by_id, "") if decision.decided_by_id else _("machine"),
        "stratum": one.stratum,
        "count": one.count,
        "differences": json.loads(one.differences) if may_see and one.differences else [],
    }


def as_csv(row: Sample) -> str:
    """A sample as a table: a line a decision, and one for each value that differs. No name of anybody is in it."""
    rows = reads.sampled(sample=row.id)
    seen, written = _seen(rows), io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(
        ["place", "decision", "programme", "outcome", "decided_on", "stratum", "replayed", "path", "then", "now"]
    )
    for one in rows:
        decision = one.decision
        state = "waits" if one.count is None else "same" if one.count == 0 else "differs"
        head = [one.place, decision.reference, decision.claim.programme, decision.outcome, decision.on, one.stratum]
        told = json.loads(one.differences) if one.person_id in seen and one.differences else []
        lines = [[difference["path"], _text(difference["then"]), _text(difference["now"])] for difference in told]
        for line in lines or [["", "", ""]]:
            table.writerow([_safe(cell) for cell in (*head, state, *line)])
    return written.getvalue()


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _safe(cell: Any) -> str:
    """A cell that no table programme runs: what looks like a formula begins with an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
