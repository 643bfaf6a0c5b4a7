"""Hot reads as prepared statements: under row security, planning costs more than reading.

Django's own cursors put the parameters into the text, so the server plans each time anew: about a millisecond a
query here. A plan depends on the role, which PostgreSQL knows, and not on the actor, who is looked up when it runs.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import Format


def fetch(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run one of our statements, prepared on this connection at the first use, and give its rows."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    raw.prepare_threshold = 0
    cursor: Any = psycopg.Cursor(raw)
    cursor.format = Format.BINARY
    wrapped = connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    with wrapped:
        wrapped.execute(statement, parameters)
        return list(wrapped.fetchall())
