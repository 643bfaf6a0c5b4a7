"""Book what happens to orders; every booking has two sides, in one statement for any number of orders."""

from datetime import date
from uuid import UUID

from django.db import connection

from janua.payments.states import POSTINGS, Journal

_SIDES = ", ".join(
    f"('{journal.value}', '{account.value}', {sign})"
    for journal, accounts in POSTINGS.items()
    for account, sign in zip(accounts, (1, -1), strict=True)
)


def booking_sql(booked: str) -> str:
    """Give the INSERT that books journals of orders, programme by programme.

    booked   a query of ours giving (order_id, journal)
    """
    return (
        "INSERT INTO payments_ledgerentry"  # noqa: S608  (everything here is ours)
        " (order_id, journal, account, person_id, programme, amount, currency, booked_on)"
        " SELECT o.id, b.journal, side.account, o.person_id, part.programme, side.sign * part.amount, o.currency,"
        f" %(on)s FROM ({booked}) AS b JOIN payments_order o ON o.id = b.order_id"
        f" JOIN (VALUES {_SIDES}) AS side(journal, account, sign) ON side.journal = b.journal"
        " JOIN LATERAL (SELECT ol.programme, sum(ol.amount)::bigint AS amount FROM payments_orderline ol"
        "  WHERE ol.order_id = o.id GROUP BY ol.programme) AS part ON true"
    )


def book_sent(*, run: UUID, on: date) -> None:
    """Book that the bank was given every approved order of a run."""
    statement = booking_sql(
        f"SELECT id AS order_id, '{Journal.SENT.value}' AS journal FROM payments_order"  # noqa: S608
        " WHERE run_id = %(run)s AND state = 'approved'"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"run": run, "on": on})
