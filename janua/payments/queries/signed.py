"""What an approver signs: every order of a run in one digest."""

from uuid import UUID

from django.db import connection

# The digest of the run whose id is put behind it.
DIGEST = (
    "SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', o.id, o.payee_id, o.account_id, o.amount,"
    " o.currency), E'\\n' ORDER BY o.id), ''), 'UTF8')), 'hex')"
    " FROM payments_order o WHERE o.state <> 'taken_out' AND o.run_id = "
)


def digest_of_orders(*, run: UUID) -> str:
    """SHA-256 of a run's orders, hexadecimal: order, payee, account, minor units, currency; a line each, by order."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST + "%s", [run])
        (digest,) = cursor.fetchone()
    return str(digest)
