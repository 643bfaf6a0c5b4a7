"""From the bank's words to where each order stands, the same whichever word came first.

An order stands where the weightiest word so far puts it (states.Word). Words are kept once each; a word is weighed
against all others of its order, so late, doubled and contradicting ones end in the same ledger.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from janua.base.areas.models import Office
from janua.casework.actions.task import open_task
from janua.casework.queries import office_serving
from janua.payments.actions.ledger import booking_sql
from janua.payments.actions.words import Said, WholeFileRefused
from janua.payments.states import Word
from janua.values import uuid7s

_WORDS_AT_ONCE = 5_000
_DAYS_TO_MEND = 5
# Before the reason where the bank took nothing of a file: the order itself is not at fault.
WHOLE_FILE = "FILE "
_REFUSED_FILES = f"""
SELECT DISTINCT o.run_id, r.area_id FROM payments_disbursement d
JOIN payments_order o ON o.id = d.order_id JOIN payments_run r ON r.id = o.run_id
WHERE d.report_id = %s AND d.reason LIKE '{WHOLE_FILE}%%'
"""  # noqa: S608  (a word of ours)
_TAKE = """
INSERT INTO payments_disbursement (id, order_id, report_id, outcome, amount, booked_on, reason)
SELECT w.id, o.id, %s, w.outcome, o.amount, w.booked_on, w.reason
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::bigint[], %s::text[], %s::date[], %s::text[], %s::text[])
  AS w(id, order_id, outcome, amount, currency, booked_on, reason, message)
JOIN payments_order o ON o.id = w.order_id
WHERE o.state IN ('sent', 'paid', 'returned', 'rejected')
  AND (w.amount IS NULL OR (w.amount = o.amount AND w.currency = o.currency))
  AND (w.message = '' OR w.message = replace(o.run_id::text, '-', ''))
ON CONFLICT (order_id, outcome) DO NOTHING
"""
# Words that fit an order of ours, also those that were said before: what is not among them is strange.
_FIT = """
SELECT count(*) FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[]) AS w(order_id, amount, currency, message)
JOIN payments_order o ON o.id = w.order_id
WHERE o.state IN ('sent', 'paid', 'returned', 'rejected')
  AND (w.amount IS NULL OR (w.amount = o.amount AND w.currency = o.currency))
  AND (w.message = '' OR w.message = replace(o.run_id::text, '-', ''))
"""
_ORDERS_OF_FILE = """
SELECT o.id FROM payments_sentfile f JOIN payments_order o ON o.run_id = f.run_id
WHERE f.message_id = %s AND o.state = 'sent' AND o.id > %s ORDER BY o.id LIMIT %s
"""
_JOURNALS = """(VALUES
  ('sent', 'rejected', 'rejected'), ('sent', 'paid', 'paid'), ('sent', 'returned', 'paid'),
  ('sent', 'returned', 'returned'), ('paid', 'returned', 'returned'), ('rejected', 'paid', 'mended'),
  ('rejected', 'paid', 'paid'), ('rejected', 'returned', 'mended'), ('rejected', 'returned', 'paid'),
  ('rejected', 'returned', 'returned')) AS step(before, after, journal)"""
_SETTLE = f"""
WITH concerned AS MATERIALIZED (SELECT DISTINCT order_id FROM payments_disbursement WHERE report_id = %(report)s),
said AS MATERIALIZED (
  SELECT d.order_id, bool_or(d.outcome = 'returned') AS returned, bool_or(d.outcome = 'paid') AS paid,
    bool_or(d.outcome = 'rejected') AS rejected
  FROM payments_disbursement d JOIN concerned USING (order_id) GROUP BY d.order_id),
weighed AS MATERIALIZED (
  SELECT o.id, o.person_id, o.run_id, o.state AS before,
    CASE WHEN s.returned THEN 'returned' WHEN s.paid THEN 'paid' ELSE 'rejected' END AS after,
    s.rejected AND (s.paid OR s.returned) AS contradicts
  FROM said s JOIN payments_order o ON o.id = s.order_id),
moved AS (
  UPDATE payments_order o SET state = w.after FROM weighed w WHERE w.id = o.id AND w.after <> w.before RETURNING o.id),
booked AS (
  {booking_sql(f"SELECT w.id AS order_id, step.journal FROM weighed w JOIN {_JOURNALS} USING (before, after)")}),
freed AS (
  UPDATE payments_orderline ol SET holds = false FROM weighed w
  WHERE w.id = ol.order_id AND w.after <> w.before AND w.after IN ('returned', 'rejected') AND ol.holds),
held AS (
  -- Paid after a no: the lines are paid, unless a later order has taken them up meanwhile.
  UPDATE payments_orderline ol SET holds = true FROM weighed w
  WHERE w.id = ol.order_id AND w.before = 'rejected' AND w.after = 'paid'
    AND NOT EXISTS (SELECT FROM payments_orderline other WHERE other.line_id = ol.line_id AND other.holds))
SELECT w.id, w.person_id, coalesce(p.cared_in_id, p.area_id), w.after, w.contradicts,
  w.before = 'rejected' AND w.after = 'paid' AND EXISTS (
    SELECT FROM payments_orderline ol JOIN payments_orderline other ON other.line_id = ol.line_id AND other.holds
    WHERE ol.order_id = w.id AND other.order_id <> w.id) AS paid_twice
FROM weighed w JOIN registers_person p ON p.id = w.person_id
WHERE (w.after = 'returned' AND w.before <> 'returned') OR w.contradicts
  OR (w.after = 'rejected' AND w.before <> 'rejected' AND NOT EXISTS (
    SELECT FROM payments_disbursement d
    WHERE d.order_id = w.id AND d.outcome = 'rejected' AND d.reason LIKE '{WHOLE_FILE}%%'))
ORDER BY w.id
"""  # noqa: S608  (everything in it is ours)


def take_words(*, report: UUID, words: Iterable[Said | WholeFileRefused]) -> int:
    """Keep each word on an order of ours, once; returns how many words fit none.

    Raises   XmlRefused, where the report cannot be read to its end
    """
    strange, stream = 0, _one_by_one(words)
    while batch := list(islice(stream, _WORDS_AT_ONCE)):
        strange += _keep(report, batch)
    return strange


def settle(*, report: UUID, on: date) -> None:
    """Put every order that a report speaks of where all words so far put it, and book that.

    A return or refusal frees the order's lines for a later run and opens one task; a file that the bank took nothing
    of is one task.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"report": report, "on": on})
        rows = cursor.fetchall()
        cursor.execute(_REFUSED_FILES, [report])
        refused = cursor.fetchall()
    for run, area_id in refused:
        open_task(
            kind="bank_refused_file",
            office=office_serving(area_id=area_id, on=on),
            object_type="run",
            object_id=run,
            deadline_on=on + timedelta(days=1),
        )
    offices: dict[int | None, Office] = {}
    for order, person, area_id, after, contradicts, paid_twice in rows:
        if area_id not in offices:
            offices[area_id] = office_serving(area_id=area_id, on=on)
        for kind in _kinds_of_work(after, contradicts=contradicts, paid_twice=paid_twice):
            open_task(
                kind=kind,
                office=offices[area_id],
                object_type="order",
                object_id=order,
                deadline_on=on + timedelta(days=_DAYS_TO_MEND),
                person_id=person,
            )


def _kinds_of_work(after: str, *, contradicts: bool, paid_twice: bool) -> Iterator[str]:
    if paid_twice:
        yield "overpayment_question"
    elif contradicts:
        yield "bank_contradicts_itself"
    if after in ("returned", "rejected"):
        yield "returned_payment"


def _one_by_one(words: Iterable[Said | WholeFileRefused]) -> Iterator[Said]:
    """A no to a whole file is a no to each of its orders."""
    for word in words:
        if isinstance(word, Said):
            yield word
        else:
            yield from _each_refused(word)


def _each_refused(whole: WholeFileRefused) -> Iterator[Said]:
    after = UUID(int=0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ORDERS_OF_FILE, [whole.message, after, _WORDS_AT_ONCE])
            orders = [row[0] for row in cursor.fetchall()]
        if not orders:
            return
        reason = f"{WHOLE_FILE}{whole.reason}"[:35]
        yield from (Said(order, Word.REJECTED, None, "", None, reason, whole.message) for order in orders)
        after = orders[-1]


def _keep(report: UUID, said: list[Said]) -> int:
    """Keep words of orders of ours; returns how many fit none."""
    ours = [one for one in said if one.order is not None]
    orders = [one.order for one in ours]
    amounts, currencies = [one.amount for one in ours], [one.currency for one in ours]
    messages = [one.message for one in ours]
    kept: list[Any] = [
        report,
        uuid7s(len(ours)),
        orders,
        [one.word.value for one in ours],
        amounts,
        currencies,
        [one.booked_on for one in ours],
        [one.reason for one in ours],
        messages,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_FIT, [orders, amounts, currencies, messages])
        (fit,) = cursor.fetchone()
        cursor.execute(_TAKE, kept)
    return len(said) - int(fit)
