"""Policies as data, put in place as often as needed."""

from typing import Any

import pytest
from django.db import connection

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.check import find_differences
from janua.base.row_security.operation import put_in_place
from janua.base.row_security.statements import function_statements, table_statements


def _as_owner(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE janua_owner")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE NONE")


@pytest.mark.usefixtures("db")
def test_put_in_place_again_mends_what_was_changed_by_hand() -> None:
    _as_owner(
        "DROP POLICY own ON accounts_account",
        "ALTER TABLE accounts_account NO FORCE ROW LEVEL SECURITY",
        "GRANT DELETE ON accounts_account TO janua_work",
        "CREATE POLICY spy ON accounts_account USING (true)",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE janua_owner")

    put_in_place("accounts", connection.cursor())

    assert [line for line in find_differences() if "accounts_account" in line] == []


@pytest.mark.usefixtures("db")
def test_function_of_the_search_role_is_owned_by_it_and_the_schema_stays_closed() -> None:
    function = SqlFunction(
        name="find_something",
        arguments="words text, most int DEFAULT 200",
        returns="int",
        body="BEGIN RETURN most; END",
        definer=True,
        owner="janua_search",
        callers=("janua_workbench",),
    )

    _as_owner(*function_statements(function))
    _as_owner(*function_statements(function))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proowner::regrole::text, prosecdef, has_function_privilege('janua_workbench', oid, 'EXECUTE'),"
            " has_function_privilege('janua_portal', oid, 'EXECUTE'),"
            " has_schema_privilege('janua_search', 'public', 'CREATE') FROM pg_proc WHERE proname = 'find_something'"
        )
        assert cursor.fetchall() == [("janua_search", True, True, False, False)]


def test_table_statements_bring_a_table_to_its_data() -> None:
    table = TableSecurity(
        "t",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("known_to",)}},
        policies=(Policy("own", "ALL", using="a = 1", check="a = 2", roles=("janua_work",)),),
    )

    roles = ("portal", "workbench", "api", "work", "payments", "search", "eraser", "resealer")
    everybody = ", ".join(f'"janua_{role}"' for role in roles)
    assert table_statements(table, present=["old"], exempt=False) == [
        f'REVOKE ALL ON TABLE public."t" FROM PUBLIC, {everybody}',
        'DROP POLICY IF EXISTS "old" ON public."t"',
        'ALTER TABLE public."t" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
        'GRANT SELECT, INSERT ON TABLE public."t" TO "janua_work"',
        'GRANT UPDATE ("known_to") ON TABLE public."t" TO "janua_work"',
        'CREATE POLICY "own" ON public."t" FOR ALL TO "janua_work" USING (a = 1) WITH CHECK (a = 2)',
        'CREATE POLICY "auditors_write_nothing" ON public."t" AS RESTRICTIVE FOR ALL TO public USING (true)'
        " WITH CHECK (not (select janua_actor_only_reads()))",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"command": "INSERT", "using": "true"},
        {"command": "SELECT"},
        {"command": "SELECT", "using": "true", "check": "true"},
        {"command": "DELETE", "using": "true", "check": "true"},
        {"command": "ALL", "check": "true"},
    ],
)
def test_policy_refuses_what_postgresql_would_refuse(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Policy wrong: "):
        Policy("wrong", **wrong)
