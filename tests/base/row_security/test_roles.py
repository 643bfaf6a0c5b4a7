"""Database roles: made again without harm, owning nothing, two workers apart."""

from typing import LiteralString

import psycopg
import pytest

from janua.base.row_security.roles import OWNER, ROLES, RUNTIME, make_roles
from tests.database import RunningDatabase, TestServer


def test_make_roles_again_changes_nothing(real_database: RunningDatabase) -> None:
    with real_database.cluster.connect(database=real_database.name) as superuser:
        made = make_roles(superuser, database=real_database.name)

    assert made == []


def test_make_roles_takes_back_a_power_that_was_given(server: TestServer, real_database: RunningDatabase) -> None:
    with server.cluster.connect(database=real_database.name) as superuser:
        superuser.execute("ALTER ROLE janua_portal BYPASSRLS CREATEROLE")
        make_roles(superuser, database=real_database.name)

        powers = superuser.execute(
            "SELECT rolbypassrls, rolcreaterole, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'janua_portal'"
        ).fetchall()
    assert powers == [(False, False, False, False)]


def test_every_role_but_search_signs_in_with_its_own_password(real_database: RunningDatabase) -> None:
    login = [role.name for role in ROLES if role.login]

    names = [real_database.connect(role).execute("SELECT session_user::text").fetchone() for role in login]

    assert names == [(role,) for role in login]
    assert len({real_database.cluster.passwords()[role] for role in login}) == len(login)


@pytest.mark.parametrize("role", RUNTIME)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE accounts_account DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own ON accounts_account",
        "SET ROLE janua_owner",
        "SET ROLE janua_search",
        "ALTER ROLE janua_work BYPASSRLS",
        "CREATE SCHEMA mine",
    ],
)
def test_role_of_a_process_may_not(role: str, statement: LiteralString, real_database: RunningDatabase) -> None:
    connection = real_database.connect(role)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize(("role", "other"), [("janua_work", "janua_payments"), ("janua_payments", "janua_work")])
def test_workers_are_apart(role: str, other: str, real_database: RunningDatabase) -> None:
    connection = real_database.connect(role)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(psycopg.sql.SQL("SET ROLE {}").format(psycopg.sql.Identifier(other)))


def test_owner_does_not_share_what_search_may_see(real_database: RunningDatabase) -> None:
    connection = real_database.connect(OWNER)

    shared = connection.execute("SELECT pg_has_role('janua_owner', 'janua_search', 'USAGE')").fetchone()

    assert shared == (False,)
