"""The rows of a whole journey, written by one multi-row INSERT a table and nothing else.

What any program needs that wants to keep the same rows: no check, no permission, no law, no reading. It signs in as the
worker does, acts as the assessor, under the same policies, constraints and triggers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.rows import dict_row

# In the order in which rows may be written: what is pointed at comes first.
TABLES: tuple[str, ...] = (
    "casework_case",
    "casework_application",
    "casework_claim",
    "registers_fact",
    "casework_claimcheck",
    "casework_assessment",
    "casework_decision",
    "casework_entitlement",
    "casework_entitlementline",
    "casework_task",
    "audit_entry",
)
_KEY = {"audit_entry": "seq"}
# Made by the database.
_LEFT_OUT = {"casework_claimcheck": {"id"}}
_AUDITED = ("at", "actor", "purpose", "action", "subject", "object_type", "object_id", "details")
_HIGHEST_PARAMETERS = 65_000

Written = dict[str, list[Mapping[str, Any]]]


@dataclass
class Mark:
    """Where each table ended before a round: newer rows are the round's."""

    highest: dict[str, Any]

    @classmethod
    def now(cls, superuser: Connection[Any]) -> "Mark":
        """Look at every table; keys are made in the order of time."""
        return cls({table: _highest(superuser, table) for table in TABLES})

    def taken_away(self, superuser: Connection[Any]) -> Written:
        """Give all rows written since, and delete them, so that they can be written again."""
        written: Written = {}
        with superuser.transaction(), superuser.cursor(row_factory=dict_row) as cursor:
            # What is only ever added to has triggers against exactly this.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in TABLES:
                highest = self.highest[table]
                newer = (
                    sql.SQL("true") if highest is None else sql.SQL("{} > {}").format(_key(table), sql.Literal(highest))
                )
                cursor.execute(
                    sql.SQL("DELETE FROM {} WHERE {} RETURNING *").format(sql.Identifier(table), newer), prepare=False
                )
                written[table] = [_as_written(table, row) for row in cursor.fetchall()]
        return written


def write(connection: Connection[Any], written: Written, *, today: date) -> None:
    """Write the rows again in one transaction.

    connection   signed in as janua_work, committing each statement
    """
    with connection.transaction(), psycopg.Cursor(connection) as cursor:
        cursor.execute(
            "SELECT set_config('janua.actor', 'system:assessor', true), set_config('janua.purpose', '', true),"
            " set_config('janua.today', %s, true)",
            [today.isoformat()],
        )
        for table in TABLES:
            rows = written[table]
            if rows:
                _insert(cursor, table, rows)


def _insert(cursor: psycopg.Cursor[Any], table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = list(rows[0])
    if len(columns) * len(rows) > _HIGHEST_PARAMETERS:
        raise ValueError(f"a round writes too many rows of {table} for one statement: make rounds smaller")
    row = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join([row] * len(rows))
    )
    cursor.execute(statement, [_value(one[column]) for one in rows for column in columns], prepare=False)


def _value(value: Any) -> Any:
    return _compact(value) if isinstance(value, dict) or _is_json_list(value) else value


def _is_json_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, check_circular=False)


def _as_written(table: str, row: dict[str, Any]) -> dict[str, Any]:
    if table == "audit_entry":
        # Everybody signs with their own name: here one program writes them all.
        return {name: row[name] for name in _AUDITED} | {"actor": "system:assessor"}
    return {name: value for name, value in row.items() if name not in _LEFT_OUT.get(table, ())}


def _highest(superuser: Connection[Any], table: str) -> Any:
    found = superuser.execute(
        sql.SQL("SELECT {key} FROM {table} ORDER BY {key} DESC LIMIT 1").format(
            key=_key(table), table=sql.Identifier(table)
        )
    ).fetchone()
    return None if found is None else found[0]


def _key(table: str) -> sql.Identifier:
    return sql.Identifier(_KEY.get(table, "id"))
