"""Every table under every role and kind of actor: what a stranger may read, change, take away or copy is nothing."""

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from janua.base.actors import Actor
from janua.base.row_security.check import expected_security
from janua.base.row_security.roles import RUNTIME
from janua.casework.models import Case, Claim
from janua.values import uuid7
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.database import RunningDatabase
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
AsProcess = Callable[..., AbstractContextManager[None]]

# Seen by every actor of a process that may read them, with the reason.
SEEN_BY_ALL = {
    "accounts_staffprofile": "an officer's name stands under decisions",
    "keys_datakey": "a wrapped key opens nothing; the policies of the sealed tables decide",
    "audit_batch": "seals hold hashes only",
}
_WAYS = {
    "count": "SELECT count(*) FROM {table}",
    "exists": "SELECT CASE WHEN EXISTS (SELECT 1 FROM {table}) THEN 1 ELSE 0 END",
    "join": "SELECT count(*) FROM (VALUES (1)) AS v(x) JOIN {table} t ON true",
    "estimate": "SELECT count(*) FROM {table} TABLESAMPLE SYSTEM (100)",
    "delete": "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
    "lock": "SELECT count(*) FROM (SELECT 1 FROM {table} FOR UPDATE) AS locked",
}


def _filled(as_process: AsProcess) -> list[str]:
    """Rows in every table that a granted claim fills; gives the protected tables with rows."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    people.mandate(of.mother, of.father)
    tables, exempt, _ = expected_security()
    with connection.cursor() as cursor:
        filled = []
        for table in sorted(set(tables) - set(exempt)):
            cursor.execute(f"SELECT count(*) FROM {table}")
            if cursor.fetchone()[0]:
                filled.append(table)
    assert Claim.objects.count() == Case.objects.count() * 2
    return filled


def _tried(as_process: AsProcess, role: str, actor: Actor, statement: str) -> int:
    """How many rows a statement reaches; none where the database refuses it."""
    try:
        with transaction.atomic(), as_process(role, actor), connection.cursor() as cursor:
            cursor.execute(statement)
            (reached,) = cursor.fetchone()
            return int(reached)
    except DatabaseError:
        return 0


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        return [row[0] for row in cursor.fetchall()]


def _strangers() -> dict[str, Actor]:
    people.area(77)
    unknown = UUID("01900000-0000-7000-8000-000000000000")
    return {
        "citizen": people.citizen(people.person(given="Stranger", area_id=77)).actor,
        "officer elsewhere": people.officer("see_restricted", "keep_register", area_id=77).actor,
        "nobody's account": Actor(kind="citizen", account_id=unknown, name="nobody"),
    }


@pytest.mark.parametrize("role", RUNTIME)
def test_stranger_reaches_no_row_in_any_way(as_process: AsProcess, role: str) -> None:
    filled = _filled(as_process)
    before = {table: _count(table) for table in filled}
    leaks = []
    for who, actor in _strangers().items():
        made = {table: _count(table) - before[table] for table in filled}
        for table in (name for name in filled if name not in SEEN_BY_ALL):
            ways = dict(_WAYS) | {
                f"update {column}": f"WITH done AS (UPDATE {table} SET {column} = {column} RETURNING 1)"
                " SELECT count(*) FROM done"
                for column in _columns(table)
            }
            for way, statement in ways.items():
                reached = _tried(as_process, role, actor, statement.format(table=table))
                # A stranger may see what is theirs: what was made for the strangers themselves.
                if reached > made[table]:
                    leaks.append((who, table, way, reached))
    assert len(filled) > 20
    assert leaks == []


_WAYS_OUT = (
    "COPY registers_person TO PROGRAM 'cat'",
    "COPY registers_person TO 'persons.csv'",
    "COPY registers_person FROM 'persons.csv'",
    "CREATE TABLE public.mine (x int)",
    "CREATE FUNCTION public.mine() RETURNS text LANGUAGE sql AS $$ SELECT 'system:assessor' $$",
    "ALTER TABLE registers_person NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE registers_person DISABLE TRIGGER ALL",
    "ALTER FUNCTION janua_actor() SET search_path = pg_temp",
    "CREATE POLICY mine ON registers_person USING (true)",
    "DROP POLICY see ON registers_person",
    "TRUNCATE casework_decision",
    "SET ROLE janua_owner",
    "SET ROLE janua_search",
    "SET SESSION AUTHORIZATION janua_owner",
    "SET session_replication_role = replica",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT lo_import('/etc/passwd')",
    "CREATE EXTENSION dblink",
)


@pytest.mark.parametrize("role", RUNTIME)
def test_process_role_finds_no_way_round_the_walls(real_database: RunningDatabase, role: str) -> None:
    connected = real_database.connect(role)
    done = []
    for statement in _WAYS_OUT:
        with contextlib.suppress(psycopg.Error):
            connected.execute(statement)
            done.append(statement)
            connected.execute("RESET ROLE")
    assert done == []


@pytest.mark.parametrize("role", RUNTIME)
def test_table_of_ones_own_deceives_no_function_of_the_owner(real_database: RunningDatabase, role: str) -> None:
    connected = real_database.connect(role)
    person, account = uuid7(), uuid7()
    with connected.transaction():
        connected.execute("SELECT set_config('janua.actor', %s, true)", [str(account)])
        try:
            connected.execute(
                "CREATE TEMP TABLE registers_accountlink (account_id uuid, person_id uuid,"
                " account_kind text, known_to timestamptz)"
            )
        except psycopg.errors.InsufficientPrivilege:
            return
        connected.execute("INSERT INTO registers_accountlink VALUES (%s, %s, 'citizen', null)", [account, person])
        connected.execute("SET LOCAL search_path = pg_temp, public")
        assert connected.execute("SELECT public.janua_actor_persons()").fetchone() == ([],)


def test_settings_of_one_transaction_are_gone_in_the_next(real_database: RunningDatabase) -> None:
    connected = real_database.connect("janua_work")
    with connected.transaction():
        connected.execute("SELECT set_config('janua.actor', 'system:assessor', true)")
        assert connected.execute("SELECT janua_actor_system()").fetchone() == ("assessor",)
    with pytest.raises(psycopg.Error, match="nobody acts"):
        connected.execute("SELECT janua_actor_system()")


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
