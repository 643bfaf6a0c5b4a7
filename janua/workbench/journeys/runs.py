"""The pages of a payment run, put together from the reads of payments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janua.base.accounts.queries import names_of_staff
from janua.payments.models import Run, SentFile
from janua.payments.queries import runs as reads
from janua.payments.queries.runs import Beside, LeftOutRow, OrderRow, Part, Show
from janua.payments.states import RunState
from janua.ui.on_page import day_text, instant_text
from janua.values import Money
from janua.workbench.journeys.money_words import ORDER_COLOURS, REASONS, RUN_COLOURS, RUNS, SHOWN
from janua.workbench.journeys.named import amount_cell, areas_named, persons_named, programmes_named
from janua.workbench.journeys.wording import ORDERS, called

MOST_DIGITS = 18
PAGE = 50
RUNS_ON_PAGE = 25
Cells = list[dict[str, Any]]


@dataclass(frozen=True)
class Step:
    """One of the stations of a run: done, now, or still to come."""

    title: str
    text: str
    state: str


def key_of(text: str) -> UUID | None:
    """A key as an address carries it; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def number_of(text: str) -> int | None:
    """A numbered key as an address carries it; None for anything else, and for more digits than any of ours has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def behind_of(text: str) -> str:
    """A row of those left out as an address carries it, person and reason; empty for anything else."""
    person, dot, reason = text.partition(".")
    return text if dot and key_of(person) and reason.isascii() and reason.isidentifier() else ""


def show_of(text: str) -> Show:
    """Which orders to show; all for anything that is no such word."""
    return text if text in SHOWN else "all"  # type: ignore[return-value]


def list_page(*, before: str, areas: Collection[int]) -> dict[str, Any]:
    """A page of the list of the runs of some areas."""
    found = reads.runs_page(areas=areas, before=key_of(before), highest=RUNS_ON_PAGE + 1)
    shown, here = found[:RUNS_ON_PAGE], reverse("workbench:runs")
    return {
        "rows": runs_table(shown),
        "waiting": [run for run in shown if run.state == RunState.PREPARED],
        "older": f"{here}?before={shown[-1].id}" if len(found) > RUNS_ON_PAGE else "",
        "newer": here if before else "",
    }


def runs_table(runs: Sequence[Run]) -> list[Cells]:
    """The rows of the list of runs; two queries."""
    areas = areas_named(run.area_id for run in runs)
    staff = names_of_staff(run.prepared_by_id for run in runs)
    return [
        [
            {"text": run.reference, "href": reverse("workbench:run", args=[run.id])},
            {"text": day_text(run.execute_on)},
            {"text": areas.get(run.area_id, "")},
            {"text": run.order_count, "numeric": True},
            {"text": amount_cell(Money(run.control_sum, run.currency)), "numeric": True},
            {"text": staff.get(run.prepared_by_id, "")},
            {"text": called(RUNS, run.state), "colour": RUN_COLOURS[run.state]},
        ]
        for run in runs
    ]


def head_of(run: Run) -> dict[str, Any]:
    """What every page of a run shows above: its name, where it stands, and the ways to its other pages."""
    pages = [("run", _("Overview"))]
    if run.state != RunState.PREPARING:
        pages += [("run-orders", _("Orders")), ("run-compare", _("Compare")), ("run-left-out", _("Left out"))]
    if run.state not in (RunState.PREPARING, RunState.EMPTY):
        pages += [("run-send", _("File and bank"))]
    return {
        "run": run,
        "state": called(RUNS, run.state),
        "colour": RUN_COLOURS[run.state],
        "total": Money(run.control_sum, run.currency),
        "pages": [
            {"name": name, "text": text, "href": reverse(f"workbench:{name}", args=[run.id])} for name, text in pages
        ],
    }


def steps_of(run: Run) -> list[Step]:
    """Who did what to a run, and whom it waits for."""
    staff = names_of_staff([run.prepared_by_id, run.approved_by_id, run.cancelled_by_id])
    who = _by(staff, run.prepared_by_id, run.prepared_at or run.frozen_at)
    if run.state == RunState.PREPARING:
        return [Step(_("Asked for"), _by(staff, run.prepared_by_id, run.frozen_at), "done")]
    prepared = Step(_("Prepared") if run.prepared_at else _("Asked for"), who, "done")
    if run.state == RunState.EMPTY:
        return [prepared, Step(_("Ended: there was nothing in it to pay"), "", "done")]
    if run.state == RunState.CANCELLED:
        given_up = _("%(who)s. Reason: %(reason)s") % {
            "who": _by(staff, run.cancelled_by_id, run.cancelled_at),
            "reason": run.cancelled_for or "–",
        }
        return [prepared, Step(_("Given up"), given_up, "done")]
    waits = _("Waits for somebody else than %(who)s.") % {"who": staff.get(run.prepared_by_id, "")}
    approved = run.approved_by_id is not None
    sent = run.state in (RunState.SENT, RunState.RECONCILED)
    return [
        prepared,
        Step(
            _("Approved by a second person"),
            _by(staff, run.approved_by_id, run.approved_at) if approved else waits,
            "done" if approved else "now",
        ),
        Step(
            _("Sent to the bank"),
            instant_text(run.sent_at)
            if run.sent_at
            else _("By itself, at once after the approval.")
            if not approved
            else _("Being sent. If the bank is away it is tried again every second."),
            "done" if sent else "now" if approved else "",
        ),
        Step(
            _("The bank's word on every order"),
            _("Every order has its last word.")
            if run.state == RunState.RECONCILED
            else _("The answers are fetched as they come."),
            "done" if run.state == RunState.RECONCILED else "now" if sent else "",
        ),
    ]


def overview(run: Run) -> dict[str, Any]:
    """The first page of a run: what it comes to, by programme and area, and where it stands."""
    before = reads.run_before(run=run)
    programmes = reads.programmes_of(run=run, before=before)
    areas, reasons = reads.areas_of(run=run), reads.reasons_of(run=run)
    named, places = programmes_named(), areas_named(int(part.key) for part in areas)
    return head_of(run) | {
        "steps": steps_of(run),
        "programmes": [beside_cells(part, named.get(part.key, part.key)) for part in programmes],
        "budget_lines": [
            beside_cells(part, part.key or _("Programmes without a budget line"))
            for part in reads.budget_lines_of(run=run, before=before)
        ],
        "limited": ", ".join(named.get(code, code) for code in run.programmes),
        "areas": [_part_cells(part, places.get(int(part.key), part.key)) for part in areas],
        "left_out": sum(part.orders for part in reasons),
        "taken_out": reads.standing_of(run=run).taken_out.orders,
        "before": before,
    }


def orders_page(run: Run, *, show: Show, after: UUID | None, before: UUID | None) -> dict[str, Any]:
    """A page of a run's orders, and whom it shows."""
    rows = reads.orders_of(run=run, show=show, after=after, before=before, highest=PAGE + 1 if show == "all" else 20)
    more = len(rows) > PAGE
    if more:
        rows = rows[1:] if before else rows[:PAGE]
    here = reverse("workbench:run-orders", args=[run.id])
    earlier = rows and show == "all" and (after is not None or (before is not None and more))
    later = rows and show == "all" and (more or before is not None)
    return head_of(run) | {
        "rows": order_cells(rows),
        "persons": {person for row in rows for person in (row.person_id, row.payee_id)},
        "show": show,
        "shows": [{"text": text, "href": f"{here}?show={key}", "current": key == show} for key, text in SHOWN.items()],
        "newer": f"{here}?before={rows[0].id}" if earlier else "",
        "older": f"{here}?after={rows[-1].id}" if later else "",
    }


def order_cells(rows: Sequence[OrderRow]) -> list[Cells]:
    """Orders as rows of a table; one query for all names."""
    names = persons_named(person for row in rows for person in (row.person_id, row.payee_id))
    programmes = programmes_named()
    return [
        [
            {
                "text": names[row.person_id],
                "note": _("paid to %(payee)s") % {"payee": names[row.payee_id]}
                if row.payee_id != row.person_id
                else "",
            },
            {"text": ", ".join(programmes.get(code, code) for code in row.programmes)},
            {"text": amount_cell(row.amount), "numeric": True},
            {"text": "–" if row.before is None else amount_cell(row.before), "numeric": True},
            {
                "text": called(ORDERS, row.state),
                "colour": ORDER_COLOURS.get(row.state, "grey"),
                "note": called(REASONS, row.taken_out_for) if row.taken_out_for else "",
            },
        ]
        for row in rows
    ]


def comparison_page(run: Run) -> dict[str, Any]:
    """A run beside the one before it, with bars that a screen reader can read too."""
    page = head_of(run)
    found = reads.comparison_of(run=run)
    if found is None:
        return page | {"found": None}
    changes = [
        (_("New: not in the run before"), found.new),
        (_("Gone: in the run before, not in this one"), found.gone),
        (_("Paid more than before"), found.more),
        (_("Paid less than before"), found.less),
        (_("Paid the same"), found.same),
    ]
    then = Money(found.before.control_sum, run.currency)
    highest = max(page["total"].minor, then.minor, 1)
    return page | {
        "found": found,
        "then": then,
        "bars": [
            {"text": _("This run"), "amount": page["total"], "persons": run.order_count, "value": page["total"].minor},
            {
                "text": _("The run before, %(reference)s") % {"reference": found.before.reference},
                "amount": then,
                "persons": found.before.order_count,
                "value": then.minor,
            },
        ],
        "highest": highest,
        "most": max([change.persons for _words, change in changes] + [1]),
        "changes": [{"text": words, "persons": change.persons, "amount": change.amount} for words, change in changes],
        "difference": page["total"] - then,
        "share": _share(page["total"].minor - then.minor, then.minor),
    }


def left_out_page(run: Run, *, reason: str, after: str) -> dict[str, Any]:
    """Lines that are due and not in a run, by reason; and the orders that were taken out before the approval."""
    rows = reads.left_out_page(run=run, reason=reason, after=after, highest=PAGE + 1)
    taken = reads.orders_taken_out(run=run)
    shown = rows[:PAGE]
    names = persons_named([row.person_id for row in shown])
    here = reverse("workbench:run-left-out", args=[run.id])
    asked = f"reason={reason}&" if reason else ""
    return head_of(run) | {
        "reasons": [
            [
                {"text": called(REASONS, part.key), "href": f"{here}?reason={part.key}"},
                {"text": part.orders, "numeric": True},
                {"text": amount_cell(part.amount), "numeric": True},
            ]
            for part in reads.reasons_of(run=run)
        ],
        "reason": called(REASONS, reason) if reason else "",
        "rows": [_left_out_cells(row, names[row.person_id]) for row in shown],
        "taken": order_cells(taken),
        "persons": {row.person_id for row in shown} | {row.person_id for row in taken},
        "older": f"{here}?{asked}after={shown[-1].key}" if len(rows) > PAGE else "",
        "newer": f"{here}?{asked.rstrip('&')}" if after else "",
    }


def bank_page(run: Run) -> dict[str, Any]:
    """The file of a run and where its orders stand: the four lines add up to the control sum."""
    standing = reads.standing_of(run=run)
    lines = [
        (_("Outstanding: no word of the bank yet"), standing.outstanding),
        (_("Paid: booked by the bank"), standing.paid),
        (_("Came back after being paid"), standing.returned),
        (_("Rejected by the bank"), standing.rejected),
    ]
    return head_of(run) | {
        "steps": steps_of(run),
        "file": SentFile.objects.filter(run=run).first(),
        "standing": standing,
        "lines": [
            {"text": text, "orders": part.orders, "amount": part.amount, "value": part.amount.minor}
            for text, part in lines
        ],
        "is_moving": run.state in (RunState.APPROVED, RunState.SENDING, RunState.SENT),
    }


def approval_page(run: Run, *, account: UUID) -> dict[str, Any]:
    """What the second person sees before they press: the sum, and by name what was taken out since it was prepared."""
    taken = reads.orders_taken_out(run=run)
    return head_of(run) | {
        "steps": steps_of(run),
        "taken": order_cells(taken),
        "persons": {row.person_id for row in taken},
        "is_mine": run.prepared_by_id == account,
        "is_open": run.state == RunState.PREPARED,
        "count": ngettext("%(count)d order", "%(count)d orders", run.order_count) % {"count": run.order_count},
    }


def _left_out_cells(row: LeftOutRow, name: str) -> Cells:
    until = _("A run may pay it from %(day)s.") % {"day": day_text(row.until_on)} if row.until_on else ""
    return [
        {"text": name},
        {"text": called(REASONS, row.reason), "note": until},
        {"text": row.lines, "numeric": True},
        {"text": amount_cell(row.amount), "numeric": True},
    ]


def beside_cells(part: Beside, name: str) -> Cells:
    """A programme or budget line of a run beside the run before; a dash where there was none."""
    return [
        {"text": name},
        {"text": part.orders, "numeric": True},
        {"text": amount_cell(part.amount), "numeric": True},
        {"text": "–" if part.before is None else amount_cell(part.before), "numeric": True},
        {"text": "–" if part.before is None else amount_cell(part.amount - part.before), "numeric": True},
    ]


def _part_cells(part: Part, name: str) -> Cells:
    return [{"text": name}, {"text": part.orders, "numeric": True}, {"text": amount_cell(part.amount), "numeric": True}]


def _by(staff: dict[UUID, str], account: UUID | None, at: Any) -> str:
    who = staff.get(account, "") if account else ""
    # Isolated, so that a name in Latin letters does not take the figures of an Arabic date to its side.
    return _("%(who)s, %(when)s") % {"who": f"\u2068{who}\u2069", "when": instant_text(at)} if at else who


def _share(difference: int, before: int) -> str:
    return f"{difference / before:+.1%}" if before else ""
