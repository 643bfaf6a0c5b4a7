"""What each policy for writing lets through: rows put in, changed and taken out under each writer's role and actor.

Row security alone is asked: of the table that is written every row may be read, and triggers, foreign keys and checks
are silent. What a unique index refuses was let through before, since row security comes first.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction

from janua.base.actors import SYSTEM_ACTORS, system_actor
from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import OWNER, RUNTIME
from janua.base.row_security.statements import quote
from tests.database import as_process_role
from tests.walks.made import ACTOR, MADE_UP, TRIED, Of, Tried, filled
from tests.walks.tables import Asker, Places, Tables, places
from tests.walks.town import ELSEWHERE, EVERYTHING, FOREIGN, HERE, MARKS, OWN, Town
from tests.walks.walls import OF_FUNCTIONS, policy_dropped, policy_opened

WRITING = ("INSERT", "UPDATE", "DELETE")
_INTEGRITY = "23"
_READERS = ", ".join(quote(role) for role in (*RUNTIME, *OF_FUNCTIONS))


@dataclass(frozen=True)
class Attempt:
    """One write: by whom, and of whose row.

    place   where the row lies; for INSERT empty
    stands  what it holds beforehand, where that is not as the town has it
    row     what is written of it
    """

    asker: Asker
    whose: str
    command: str
    place: str
    stands: Mapping[str, Any]
    row: Mapping[str, Any]


def writers(town: Town) -> list[Asker]:
    """Officers, citizens and machine steps, each under the database roles that their process has."""
    officers = [town.officers[role] for role in (EVERYTHING, "auditor", "protection_officer", "case_officer")]
    citizens = [town.citizens[name] for name in ("owner", "partner", "stranger")]
    return [
        *(Asker("janua_workbench", one.actor) for one in officers),
        *(Asker("janua_portal", one.actor) for one in citizens),
        Asker("janua_api", citizens[0].actor),
        *(Asker(role, system_actor(one.name)) for one in SYSTEM_ACTORS for role in one.roles),
        # With a name that opens nothing else.
        *(Asker(role, system_actor("sealer")) for role in OF_FUNCTIONS),
    ]


class Writes:
    """The writes that are tried in a town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.tables = Tables(town)
        self.writers = writers(town)
        accounts = [town.officers[EVERYTHING], town.citizens["owner"], town.citizens["partner"]]
        self.here = [one for one in self.writers if one.actor in [account.actor for account in accounts]]

    def missed(self, table: TableSecurity, policy: Policy) -> tuple[bool, bool]:
        """Whether without a policy a write that went is refused, and with it open one that was refused goes.

        One that holds beside all others lets nothing through by itself: without it, what was refused goes.
        """
        with _row_security_alone(table.table):
            attempts = list(self._attempts(table, policy, self.writers, self._rows(table.table)))
            standing = [goes(table.table, one) for one in attempts]
            let = [one for one, went in zip(attempts, standing, strict=True) if went]
            refused = [one for one, went in zip(attempts, standing, strict=True) if not went]
            with policy_opened(table.table, policy):
                opens = any(goes(table.table, one) for one in refused)
            with policy_dropped(table.table, policy):
                if policy.restrictive:
                    return any(goes(table.table, one) for one in refused), opens
                return any(not goes(table.table, one) for one in let), opens

    def of_others(self, table: TableSecurity) -> Iterator[tuple[str, str, str, str]]:
        """Each write of a foreign family's row that row security lets an officer here or a citizen do."""
        for policy in table.policies:
            if policy.command == "SELECT" or policy.restrictive:
                continue
            with _row_security_alone(table.table):
                rows = [row for row in self._rows(table.table) if row[1] == FOREIGN]
                for one in self._attempts(table, policy, self.here, rows):
                    if goes(table.table, one):
                        yield table.table, policy.name, one.command, one.asker.role

    def _rows(self, table: str) -> list[tuple[str, str]]:
        """Places of rows, with whose they are; made up where the town has none."""
        found: list[tuple[str, str]] = []
        for whose in (OWN, FOREIGN):
            others = frozenset().union(*(self._whose(table, one) for one in MARKS if one != whose))
            alone = sorted(self._whose(table, whose) - others, key=_in_order)
            found += [(place, whose) for place in alone[:2]]
        if not found:
            found = [(place, OWN) for place in sorted(places(table), key=_in_order)[:2]]
        if not found:
            values = MADE_UP.get(table, {})
            both = (OWN, FOREIGN) if any(isinstance(one, Of) for one in values.values()) else (OWN,)
            found = [(_make_up(table, self._of(values, whose)), whose) for whose in both]
        return found

    def _whose(self, table: str, whose: str) -> Places:
        """Places of the rows that tell of a family."""
        return self.tables.rows[table, whose]

    def _attempts(
        self, table: TableSecurity, policy: Policy, askers: Sequence[Asker], rows: Sequence[tuple[str, str]]
    ) -> Iterator[Attempt]:
        roles = may_write(table, policy)
        for asker in askers:
            for command in roles.get(asker.role, ()):
                for place, whose in rows:
                    for tried in (*TRIED.get((table.table, policy.name), ()), *_of_others(table, policy), Tried()):
                        yield from self._attempt(table, asker, command, place, whose, tried)

    def _attempt(
        self, table: TableSecurity, asker: Asker, command: str, place: str, whose: str, tried: Tried
    ) -> Iterator[Attempt]:
        stands, becomes = (self._of(values, whose, asker) for values in (tried.stands, tried.becomes))
        if command == "INSERT":
            yield Attempt(asker, whose, command, "", {}, _row(table.table, place) | stands | becomes)
        elif command == "DELETE":
            yield Attempt(asker, whose, command, place, stands, {})
        else:
            columns = _columns_written(table, asker.role)
            written = {name: value for name, value in becomes.items() if name in columns}
            if written or not becomes:
                yield Attempt(asker, whose, command, place, stands, written or _row(table.table, place, columns[0]))

    def _of(self, values: Mapping[str, Any], whose: str, asker: Asker | None = None) -> dict[str, Any]:
        return {name: self._value(value, whose, asker) for name, value in values.items()}

    def _value(self, value: Any, whose: str, asker: Asker | None) -> Any:
        if value is ACTOR:
            return asker and (str(asker.actor.account_id) if asker.actor.account_id else asker.actor.setting)
        if isinstance(value, Of):
            if value.kind == "area":
                return HERE if whose == OWN else ELSEWHERE
            if value.kind == "citizen":
                return str(self.town.citizens["owner" if whose == OWN else "stranger"].id)
            return str(self.town.records[whose][value.kind])
        return value


def goes(table: str, one: Attempt) -> bool:
    """Whether row security lets a write through. Nothing stays of it."""
    with transaction.atomic():
        place = _stand(table, one.place, one.stands) if one.place and one.stands else one.place
        went = place is not None and _went(table, one, place)
        transaction.set_rollback(True)
    return went


def _went(table: str, one: Attempt, place: str) -> bool:
    try:
        with as_process_role(one.asker.role, one.asker.actor), connection.cursor() as cursor:
            cursor.execute(*_statement(table, one, place))
            return bool(cursor.rowcount > 0)
    except DatabaseError as fault:
        return str(getattr(fault.__cause__, "sqlstate", "")).startswith(_INTEGRITY)


def _statement(table: str, one: Attempt, place: str) -> tuple[str, list[Any]]:
    name = quote(table)
    if one.command == "DELETE":
        return f"DELETE FROM {name} WHERE ctid = %s::tid", [place]
    typed = f"jsonb_populate_record(null::{name}, %s::jsonb)"
    columns = [quote(column) for column in one.row]
    if one.command == "INSERT":
        listed = ", ".join(columns)
        return f"INSERT INTO {name} ({listed}) SELECT {listed} FROM {typed}", [json.dumps(one.row)]
    changes = ", ".join(f"{column} = new.{column}" for column in columns)
    return f"UPDATE {name} t SET {changes} FROM {typed} new WHERE t.ctid = %s::tid", [json.dumps(one.row), place]


def _stand(table: str, place: str, values: Mapping[str, Any]) -> str | None:
    """Have a row hold something else; its new place, or none where no row can hold that."""
    changes = ", ".join(f"{quote(column)} = new.{quote(column)}" for column in values)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {quote(table)} t SET {changes} FROM jsonb_populate_record(null::{quote(table)}, %s::jsonb) new"
                " WHERE t.ctid = %s::tid RETURNING t.ctid::text",
                [json.dumps(values), place],
            )
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return None


@contextlib.contextmanager
def _row_security_alone(table: str) -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"GRANT SELECT ON {quote(table)} TO {_READERS}")
            cursor.execute(f"CREATE POLICY walks_read ON {quote(table)} FOR SELECT TO {_READERS} USING (true)")
            cursor.execute(
                "SELECT conname::text FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
                [quote(table)],
            )
            for (constraint,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(constraint)}")
        yield
        transaction.set_rollback(True)


def may_write(table: TableSecurity, policy: Policy) -> dict[str, tuple[str, ...]]:
    """Role → commands, of those who have a right to write the table for which the policy stands."""
    found: dict[str, tuple[str, ...]] = {}
    for role in (*RUNTIME, *OF_FUNCTIONS):
        rights = {*table.grants.get(role, ()), *table.columns.get(role, {})}
        commands = WRITING if policy.command == "ALL" else (policy.command,)
        if role in policy.roles or policy.roles == ("public",):
            found[role] = tuple(one for one in commands if role == OWNER or one in rights)
    return found


def _columns_written(table: TableSecurity, role: str) -> tuple[str, ...]:
    if role == OWNER or "UPDATE" in table.grants.get(role, ()):
        return _columns(table.table)
    return table.columns[role]["UPDATE"]


def _of_others(table: TableSecurity, policy: Policy) -> Iterable[Tried]:
    """A policy that stands beside all others is tried by the writes of each."""
    if policy.restrictive:
        for one in table.policies:
            yield from TRIED.get((table.table, one.name), ())


def _columns(table: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [quote(table)],
        )
        return tuple(row[0] for row in cursor.fetchall())


def _row(table: str, place: str, *columns: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {quote(table)} t WHERE ctid = %s::tid", [place])
        row = json.loads(cursor.fetchone()[0])
    return {name: row[name] for name in columns or _columns(table)}


def _make_up(table: str, values: Mapping[str, Any]) -> str:
    row = filled(table, values)
    listed = ", ".join(quote(name) for name in row)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} ({listed}) SELECT {listed}"
            f" FROM jsonb_populate_record(null::{quote(table)}, %s::jsonb) RETURNING ctid::text",
            [json.dumps(row)],
        )
        return str(cursor.fetchone()[0])


def _in_order(place: str) -> tuple[int, ...]:
    return tuple(int(one) for one in place.strip("()").split(","))
