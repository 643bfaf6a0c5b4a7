"""What a payments officer looks at before and after a run is approved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from janua.payments.models import Run
from janua.payments.queries.remembered import remembered
from janua.payments.states import OrderState, RunState
from janua.values import Money

Show = Literal["all", "largest", "random", "changed", "new"]
_PAYABLE = (RunState.APPROVED, RunState.SENDING, RunState.SENT, RunState.RECONCILED)
_OUTSTANDING = (OrderState.APPROVED, OrderState.SENT)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a run: a programme or an area, how many orders touch it, and what they pay for it."""

    key: str
    orders: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Beside:
    """A programme or a budget line of a run beside the one before it.

    before   what the run before paid for it, None where there was no such run
    """

    key: str
    orders: int
    amount: Money
    before: Money | None


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as lists show it.

    before    what the person was paid by the run before, None where they were not in it
    """

    id: UUID
    person_id: UUID
    payee_id: UUID
    amount: Money
    before: Money | None
    state: str
    taken_out_for: str
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A person to whom something is due that a run does not pay, for one reason.

    until_on   the first day on which a run may pay it, where that is known
    lines      how many amounts it is
    """

    person_id: UUID
    reason: str
    until_on: date | None
    lines: int
    amount: Money

    @property
    def key(self) -> str:
        """What the next page begins behind."""
        return f"{self.person_id}.{self.reason}"


@dataclass(frozen=True, slots=True)
class Change:
    """How many persons a kind of change concerns, and by how much the total moves with it."""

    persons: int
    amount: Money


@dataclass(frozen=True)
class Comparison:
    """A run beside the one before it, person by person.

    before   None where there was none
    """

    before: Run
    new: Change
    gone: Change
    same: Change
    more: Change
    less: Change


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the orders of a run stand, in the words of the ledger: the four add up to the control sum."""

    outstanding: Part
    paid: Part
    returned: Part
    rejected: Part
    taken_out: Part
    control_sum: Money

    @property
    def adds_up(self) -> bool:
        """Whether what is outstanding, paid, returned and rejected is what was ordered."""
        parts = (self.outstanding, self.paid, self.returned, self.rejected)
        return sum(part.amount.minor for part in parts) == self.control_sum.minor


def runs_page(*, areas: Collection[int], before: UUID | None = None, highest: int = 25) -> list[Run]:
    """Runs of some areas, the newest first; those older than one of them."""
    rows = Run.objects.filter(area__in=areas).order_by("-id")
    return list((rows.filter(id__lt=before) if before else rows)[:highest])


def run_before(*, run: Run) -> Run | None:
    """The run of the same area and programmes that was approved last before this one was frozen."""
    return (
        Run.objects.filter(area=run.area_id, programmes=run.programmes, state__in=_PAYABLE, frozen_at__lt=run.frozen_at)
        .order_by("-frozen_at")
        .first()
    )


def programmes_of(*, run: Run, before: Run | None) -> list[Beside]:
    """What a run pays, programme by programme, beside another."""
    return _besides("programmes", _PROGRAMMES, run, before)


def budget_lines_of(*, run: Run, before: Run | None) -> list[Beside]:
    """What a run pays out of each line of the budget, beside another; the key is empty where a programme names none."""
    return _besides("budget_lines", _BUDGET_LINES, run, before)


def areas_of(*, run: Run) -> list[Part]:
    """What a run pays, area by area; the key is the area's id."""
    if run.sums is None:
        return remembered("areas", (run,), lambda: _parts(run, _AREAS))
    parts = [Part(key, orders, Money(amount, run.currency)) for key, (orders, amount) in run.sums["areas"].items()]
    return sorted(parts, key=lambda part: (-part.amount.minor, part.key))


def reasons_of(*, run: Run) -> list[Part]:
    """Why lines that are due are not in a run, with how many there are."""
    return _parts(
        run,
        "SELECT lo.reason, count(*), coalesce(sum(l.amount), 0)::bigint FROM payments_leftout lo"
        " LEFT JOIN casework_entitlementline l ON l.id = lo.line_id WHERE lo.run_id = %s"
        " GROUP BY lo.reason ORDER BY 2 DESC, 1",
    )


def standing_of(*, run: Run) -> Standing:
    """Where the orders of a run stand."""
    found = {part.key: part for part in _parts(run, _STATES)}

    def together(key: str, *states: str) -> Part:
        parts = [found[state] for state in states if state in found]
        return Part(key, sum(p.orders for p in parts), Money(sum(p.amount.minor for p in parts), run.currency))

    return Standing(
        outstanding=together("outstanding", "prepared", *_OUTSTANDING),
        paid=together("paid", OrderState.PAID),
        returned=together("returned", OrderState.RETURNED),
        rejected=together("rejected", OrderState.REJECTED),
        taken_out=together("taken_out", OrderState.TAKEN_OUT),
        control_sum=Money(run.control_sum, run.currency),
    )


def comparison_of(*, run: Run) -> Comparison | None:
    """A run beside the one before it; None where there was none."""
    before = run_before(run=run)
    if before is None:
        return None
    return remembered("comparison", (run, before), lambda: _compared(run, before))


def _compared(run: Run, before: Run) -> Comparison:
    with connection.cursor() as cursor:
        cursor.execute(_COMPARE, {"run": run.id, "before": before.id})
        row = cursor.fetchone()
    changes = [Change(row[at], Money(row[at + 1], run.currency)) for at in range(0, 10, 2)]
    return Comparison(before, *changes)


def orders_of(
    *, run: Run, show: Show = "all", after: UUID | None = None, before: UUID | None = None, highest: int = 50
) -> list[OrderRow]:
    """Orders of a run: all, paged by key; or the largest, a draw that stays the same, those changed most, the new.

    after    all: from behind this one on; before: those just ahead of this one
    """
    last = run_before(run=run)
    values: dict[str, Any] = {
        "run": run.id,
        "last": last.id if last else None,
        "after": after or UUID(int=0),
        "before": before or UUID(int=2**128 - 1),
        "highest": highest,
    }
    with connection.cursor() as cursor:
        cursor.execute(_orders_sql("backwards" if before and show == "all" else show), values)
        rows = cursor.fetchall()
    return [_order_row(row, run.currency) for row in (sorted(rows) if before and show == "all" else rows)]


def orders_taken_out(*, run: Run, highest: int = 200) -> list[OrderRow]:
    """Orders that were taken out before the approval, with why."""
    with connection.cursor() as cursor:
        cursor.execute(_orders_sql("taken_out"), {"run": run.id, "last": None, "highest": highest})
        return [_order_row(row, run.currency) for row in cursor.fetchall()]


def left_out_page(*, run: Run, reason: str = "", after: str = "", highest: int = 50) -> list[LeftOutRow]:
    """Who is not paid what is due to them, and why: a person once for each reason; from behind a row on."""
    person, _, why = after.partition(".")
    values: dict[str, Any] = {
        "run": run.id,
        "reason": reason,
        "person": person or UUID(int=0),
        "why": why,
        "highest": highest,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_OUT, values)
        rows = cursor.fetchall()
    return [
        LeftOutRow(whose, why, until, lines, Money(amount, run.currency)) for whose, why, until, lines, amount in rows
    ]


def due_by(*, day: date, areas: Collection[int], currency: str) -> list[Part]:
    """What would be paid if a run were prepared for a day, before anything is checked again: by programme."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [day, list(areas), currency])
        return [Part(key, count, Money(amount, currency)) for key, count, amount in cursor.fetchall()]


def _parts(run: Run, statement: str) -> list[Part]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [run.id])
        return [Part(key, count, Money(amount, run.currency)) for key, count, amount in cursor.fetchall()]


def _besides(kind: str, statement: str, run: Run, before: Run | None) -> list[Beside]:
    """A kind of sums of a run beside another's, as they were added up; added up now where an order was taken out."""
    if run.sums is None or (before is not None and before.sums is None):
        return remembered(kind, (run, before), lambda: _beside(statement, run, before))
    ours, theirs = run.sums[kind], (before.sums or {}).get(kind, {}) if before is not None else {}
    return [
        Beside(
            key,
            ours.get(key, (0, 0))[0],
            Money(ours.get(key, (0, 0))[1], run.currency),
            Money(theirs.get(key, (0, 0))[1], run.currency) if before is not None else None,
        )
        for key in sorted({*ours, *theirs})
    ]


def _beside(statement: str, run: Run, before: Run | None) -> list[Beside]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"run": run.id, "before": before.id if before else None})
        return [
            Beside(key, count, Money(amount, run.currency), Money(then, run.currency) if before else None)
            for key, count, amount, then in cursor.fetchall()
        ]


def _order_row(row: Sequence[Any], currency: str) -> OrderRow:
    id_, person, payee, amount, before, state, reason, programmes = row
    return OrderRow(
        id_,
        person,
        payee,
        Money(amount, currency),
        None if before is None else Money(before, currency),
        state,
        reason,
        tuple(programmes or ()),
    )


_BESIDE = """
SELECT {key}, count(DISTINCT o.id) FILTER (WHERE o.run_id = %(run)s),
  coalesce(sum(ol.amount) FILTER (WHERE o.run_id = %(run)s), 0)::bigint,
  coalesce(sum(ol.amount) FILTER (WHERE o.run_id = %(before)s), 0)::bigint
FROM payments_orderline ol JOIN payments_order o ON o.id = ol.order_id
LEFT JOIN catalogue_programme p ON p.code = ol.programme
WHERE o.run_id IN (%(run)s, %(before)s) AND o.state <> 'taken_out' GROUP BY 1 ORDER BY 1
"""
_AREAS = (
    "SELECT l.area_id::text, count(DISTINCT o.id), sum(ol.amount)::bigint FROM payments_orderline ol"
    " JOIN payments_order o ON o.id = ol.order_id JOIN casework_entitlementline l ON l.id = ol.line_id"
    " WHERE o.run_id = %s AND o.state <> 'taken_out' GROUP BY l.area_id ORDER BY 3 DESC, 1"
)
_PROGRAMMES = _BESIDE.format(key="ol.programme")
_BUDGET_LINES = _BESIDE.format(key="coalesce(p.budget_line, '')")
_STATES = (
    "SELECT state, count(*), sum(amount)::bigint FROM payments_order WHERE run_id = %s GROUP BY state ORDER BY state"
)
_LEFT_OUT = """
SELECT lo.person_id, lo.reason, max(lo.until_on), count(*), coalesce(sum(l.amount), 0)::bigint
FROM payments_leftout lo LEFT JOIN casework_entitlementline l ON l.id = lo.line_id
WHERE lo.run_id = %(run)s AND (%(reason)s = '' OR lo.reason = %(reason)s)
  AND (lo.person_id, lo.reason) > (%(person)s, %(why)s)
GROUP BY lo.person_id, lo.reason ORDER BY lo.person_id, lo.reason LIMIT %(highest)s
"""
_DUE = """
SELECT l.programme, count(*), sum(l.amount)::bigint FROM casework_entitlementline l
WHERE l.state = 'due' AND l.due_on <= %s AND l.amount > 0
  AND l.area_id IN (SELECT id FROM areas_area WHERE path && %s::int[]) AND l.currency = %s
  AND NOT EXISTS (SELECT FROM payments_orderline o WHERE o.line_id = l.id AND o.holds)
GROUP BY l.programme ORDER BY l.programme
"""
_COMPARE = """
WITH mine AS (
  SELECT person_id, sum(amount)::bigint AS amount FROM payments_order
  WHERE run_id = %(run)s AND state <> 'taken_out' GROUP BY person_id),
last AS (
  SELECT person_id, sum(amount)::bigint AS amount FROM payments_order
  WHERE run_id = %(before)s AND state <> 'taken_out' GROUP BY person_id),
beside AS (SELECT m.amount AS now, l.amount AS before FROM mine m FULL JOIN last l USING (person_id))
SELECT
  count(*) FILTER (WHERE before IS NULL), coalesce(sum(now) FILTER (WHERE before IS NULL), 0)::bigint,
  count(*) FILTER (WHERE now IS NULL), coalesce(-sum(before) FILTER (WHERE now IS NULL), 0)::bigint,
  count(*) FILTER (WHERE now = before), 0::bigint,
  count(*) FILTER (WHERE now > before), coalesce(sum(now - before) FILTER (WHERE now > before), 0)::bigint,
  count(*) FILTER (WHERE now < before), coalesce(sum(now - before) FILTER (WHERE now < before), 0)::bigint
FROM beside
"""
_ORDER = """
SELECT o.id, o.person_id, o.payee_id, o.amount, last.amount AS before, o.state, o.taken_out_for,
  (SELECT array_agg(DISTINCT ol.programme ORDER BY ol.programme) FROM payments_orderline ol WHERE ol.order_id = o.id)
FROM payments_order o
"""
_LAST = (
    "LEFT JOIN (SELECT person_id, sum(amount)::bigint AS amount FROM payments_order"
    " WHERE run_id = %(last)s AND state <> 'taken_out' GROUP BY person_id) last ON last.person_id = o.person_id "
)
# One look into the earlier run for each order of a page, instead of summing all of it.
_LAST_OF_PAGE = (
    "LEFT JOIN LATERAL (SELECT sum(p.amount)::bigint AS amount FROM payments_order p"
    " WHERE p.run_id = %(last)s AND p.person_id = o.person_id AND p.state <> 'taken_out') last ON true "
)
_IN_RUN = "WHERE o.run_id = %(run)s AND o.state <> 'taken_out' "
_ENDINGS: Mapping[str, str] = {
    "all": _LAST_OF_PAGE + "WHERE o.run_id = %(run)s AND o.id > %(after)s ORDER BY o.id LIMIT %(highest)s",
    "backwards": _LAST_OF_PAGE + "WHERE o.run_id = %(run)s AND o.id < %(before)s ORDER BY o.id DESC LIMIT %(highest)s",
    "taken_out": _LAST_OF_PAGE + "WHERE o.run_id = %(run)s AND o.state = 'taken_out' ORDER BY o.id LIMIT %(highest)s",
    "largest": _LAST_OF_PAGE + _IN_RUN + "ORDER BY o.amount DESC, o.id LIMIT %(highest)s",
    # By lot, and the same for whoever looks: nobody chooses what the second person draws.
    "random": _LAST_OF_PAGE + _IN_RUN + "ORDER BY md5(o.id::text || %(run)s::text), o.id LIMIT %(highest)s",
    "changed": _LAST
    + _IN_RUN
    + "AND last.amount IS NOT NULL AND last.amount <> o.amount ORDER BY abs(o.amount - last.amount) DESC, o.id"
    " LIMIT %(highest)s",
    "new": _LAST + _IN_RUN + "AND last.amount IS NULL ORDER BY o.amount DESC, o.id LIMIT %(highest)s",
}


def _orders_sql(ending: str) -> str:
    return _ORDER + _ENDINGS[ending]
