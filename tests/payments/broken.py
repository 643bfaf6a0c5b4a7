"""Which invariants of payments do not hold."""

from django.db import connection

from janua.payments.invariants import INVARIANTS


def broken() -> list[str]:
    """Names of the invariants that something breaks."""
    found = []
    with connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(invariant.broken)
            if cursor.fetchall():
                found.append(invariant.name)
    return found
