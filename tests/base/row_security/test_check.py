"""The data and the database agree; whatever is changed by hand is reported."""

from collections.abc import Iterator

import pytest
from django.db import connection

from janua.base.row_security.check import expected_security, find_differences


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE janua_owner")
    yield
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")


def _tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE janua_owner")


@pytest.mark.usefixtures("as_owner")
def test_find_differences_in_a_migrated_database_finds_none() -> None:
    assert find_differences() == []


def test_expected_security_gives_every_exempt_table_a_reason() -> None:
    _, exempt, _ = expected_security()

    assert [table for table, reason in exempt.items() if len(reason) < 15] == []


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    ("statement", "reported"),
    [
        ("DROP POLICY own ON accounts_account", "table accounts_account: policy own is missing"),
        (
            "CREATE POLICY spy ON accounts_account USING (true)",
            "table accounts_account: policy spy stands in no data",
        ),
        (
            "ALTER POLICY own ON accounts_account USING (true)",
            "table accounts_account: policy own differs from its data",
        ),
        (
            "ALTER POLICY own ON accounts_account TO public",
            "table accounts_account: policy own differs from its data",
        ),
        ("ALTER TABLE accounts_account DISABLE ROW LEVEL SECURITY", "table accounts_account: row security is off"),
        (
            "ALTER TABLE accounts_account NO FORCE ROW LEVEL SECURITY",
            "table accounts_account: row security does not bind its owner (FORCE is missing)",
        ),
        (
            "GRANT DELETE ON accounts_account TO janua_portal",
            "table accounts_account: janua_portal has DELETE, which no data give",
        ),
        (
            "GRANT UPDATE (kind) ON accounts_account TO PUBLIC",
            "table accounts_account: public has UPDATE (kind), which no data give",
        ),
        (
            "REVOKE UPDATE (password) ON accounts_account FROM janua_portal",
            "table accounts_account: janua_portal lacks UPDATE (password)",
        ),
        ("CREATE TABLE forgotten ()", "table forgotten: has no policies and no reason among the exempt tables"),
        (
            "ALTER FUNCTION janua_actor_areas() SECURITY INVOKER",
            "function janua_actor_areas: differs from its data",
        ),
        ("ALTER ROLE janua_work BYPASSRLS", "role janua_work: has BYPASSRLS; run janua db roles"),
        ("ALTER ROLE janua_search LOGIN", "role janua_search: may sign in; run janua db roles"),
        (
            "ALTER TABLE areas_area OWNER TO janua_api",
            "role janua_api: owns areas_area; roles of processes own nothing",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO janua_work",
            "role janua_work: may create in schema public; run janua db roles",
        ),
    ],
)
def test_find_differences_reports_what_was_changed_by_hand(statement: str, reported: str) -> None:
    _tamper(statement)

    assert reported in find_differences()
