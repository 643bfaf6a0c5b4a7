"""What an approver signs: every order of a run in one digest."""

from uuid import UUID

from django.db import connection

_DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(
  concat_ws(' ', id, payee_id, account_id, amount, currency), E'\\n' ORDER BY id), ''), 'UTF8')), 'hex')
FROM payments_order WHERE run_id = %s AND state <> 'taken_out'
"""


def digest_of_orders(*, run: UUID) -> str:
    """SHA-256 of a run's orders, hexadecimal: order, payee, account, minor units, currency; a line each, by order."""
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST, [run])
        (digest,) = cursor.fetchone()
    return str(digest)
