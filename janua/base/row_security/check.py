"""Does the database still say what the data say? Every difference is a sentence.

A policy dropped by hand, a table without one, a right too many, a role that may pass by: each is reported, none is
repaired here; `janua db roles` and `janua db migrate` repair.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from janua.base.row_security.everywhere import columns_of, grants_of, policies_of
from janua.base.row_security.operation import security_of
from janua.base.row_security.policy import SqlFunction, TableSecurity
from janua.base.row_security.roles import ERASER, OWNER, RESEALER, ROLES, RUNTIME, SEARCH
from janua.base.row_security.statements import policy_statement, quote

_POLICIES = """
SELECT polname, polcmd::text, coalesce((SELECT array_agg(rolname::text ORDER BY rolname) FROM pg_roles
         WHERE oid = ANY (polroles)), ARRAY[]::text[]),
       coalesce(pg_get_expr(polqual, polrelid), ''), coalesce(pg_get_expr(polwithcheck, polrelid), ''), polpermissive
FROM pg_policy WHERE polrelid = %s::regclass
"""
_RIGHTS = """
SELECT CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END, privilege_type, ''
FROM pg_class, aclexplode(relacl) WHERE oid = %(table)s::regclass
UNION ALL
SELECT CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END, privilege_type, attname
FROM pg_attribute, aclexplode(attacl) WHERE attrelid = %(table)s::regclass AND NOT attisdropped
"""


def find_differences() -> list[str]:
    """Compare roles, functions, tables, rights and policies with the data of every installed app.

    Run as the owner. Policies are compared as PostgreSQL writes them, by making the expected ones on an empty
    temporary copy of each table: nothing stays, and no real table is locked.
    """
    found: list[str] = []
    with transaction.atomic(), connection.cursor() as cursor:
        found += _roles(cursor)
        found += _owned(cursor)
        tables, exempt, functions = expected_security()
        found += [line for function in functions.values() for line in _function(cursor, function)]
        present = _tables(cursor)
        for name in sorted(set(tables) | set(exempt)):
            if name not in present and name in tables:
                found.append(f"table {name}: stands in the data and not in the database; run janua db migrate")
        for name, (enabled, forced) in sorted(present.items()):
            table = tables.get(name, TableSecurity(name))
            if name not in exempt and not table.policies:
                found.append(f"table {name}: has no policies and no reason among the exempt tables")
                continue
            found += _walls(name, enabled=enabled, forced=forced, exempt=name in exempt)
            found += _rights(cursor, table)
            found += _policies(cursor, table)
    return found


def expected_security() -> tuple[dict[str, TableSecurity], dict[str, str], dict[str, SqlFunction]]:
    """Give tables, exempt tables with reasons and functions of all installed apps; an upper app's function wins."""
    tables: dict[str, TableSecurity] = {}
    exempt: dict[str, str] = {}
    functions: dict[str, SqlFunction] = {}
    # Installed apps are listed from above; what is above replaces what is below.
    for config in reversed(list(apps.get_app_configs())):
        its_functions, its_tables, its_exempt = security_of(config.label)
        functions |= {function.name: function for function in its_functions}
        tables |= {table.table: table for table in its_tables}
        exempt |= its_exempt
    return tables, exempt, functions


def _rows(cursor: CursorWrapper, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    cursor.execute(query, parameters)
    return [tuple(row) for row in cursor.fetchall()]


def _roles(cursor: CursorWrapper) -> Iterator[str]:
    known = {
        str(name): (bool(login), [word for word, held in zip(_POWERS, powers, strict=True) if held])
        for name, login, *powers in _rows(
            cursor,
            "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,"
            " rolinherit FROM pg_roles WHERE rolname LIKE 'janua\\_%%'",
            [],
        )
    }
    for role in ROLES:
        if role.name not in known:
            yield f"role {role.name}: missing; run janua db roles"
            continue
        login, powers = known[role.name]
        if login != role.login:
            yield f"role {role.name}: {'may' if login else 'may not'} sign in; run janua db roles"
        due = {"BYPASSRLS", "INHERIT"} if role.reads_all else set()
        for power in sorted(set(powers) - due):
            yield f"role {role.name}: has {power}; run janua db roles"
        for power in sorted(due - set(powers)):
            yield f"role {role.name}: has no {power}; run janua db roles"


_POWERS = ("SUPERUSER", "CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS", "INHERIT")


def _owned(cursor: CursorWrapper) -> Iterator[str]:
    query = (
        "SELECT relowner::regrole::text, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relowner::regrole::text = ANY (%(roles)s) UNION ALL"
        " SELECT proowner::regrole::text, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND proowner::regrole::text = ANY (%(roles)s)"
    )
    for role, thing in _rows(cursor, query, {"roles": list(RUNTIME)}):
        yield f"role {role}: owns {thing}; roles of processes own nothing"
    for role in (*RUNTIME, SEARCH, ERASER, RESEALER):
        if _rows(cursor, "SELECT has_schema_privilege(%s, 'public', 'CREATE')", [role]) == [(True,)]:
            yield f"role {role}: may create in schema public; run janua db roles"


def _tables(cursor: CursorWrapper) -> dict[str, tuple[bool, bool]]:
    rows = _rows(
        cursor,
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    )
    return {str(name): (bool(enabled), bool(forced)) for name, enabled, forced in rows}


def _walls(name: str, *, enabled: bool, forced: bool, exempt: bool) -> Iterator[str]:
    if not exempt and not enabled:
        yield f"table {name}: row security is off"
    if not exempt and not forced:
        yield f"table {name}: row security does not bind its owner (FORCE is missing)"
    if exempt and enabled:
        yield f"table {name}: is exempt, yet row security is on"


def _rights(cursor: CursorWrapper, table: TableSecurity) -> Iterator[str]:
    expected = {(role, right, "") for role, rights in grants_of(table).items() for right in rights}
    for role, rights_of in columns_of(table).items():
        expected |= {(role, right, column) for right, columns in rights_of.items() for column in columns}
    rows = _rows(cursor, _RIGHTS, {"table": f"public.{quote(table.table)}"})
    # The owner's own rights are what ownership gives; a superuser's table would show under another name.
    actual = {(str(role), str(right), str(column)) for role, right, column in rows if role != OWNER}
    for role, right, column in sorted(expected - actual):
        yield f"table {table.table}: {role} lacks {right}{f' ({column})' if column else ''}"
    for role, right, column in sorted(actual - expected):
        yield f"table {table.table}: {role} has {right}{f' ({column})' if column else ''}, which no data give"


def _policies(cursor: CursorWrapper, table: TableSecurity) -> Iterator[str]:
    actual = {row[0]: row[1:] for row in _rows(cursor, _POLICIES, [f"public.{quote(table.table)}"])}
    expected = _expected_policies(cursor, table)
    for name in sorted(expected.keys() - actual.keys()):
        yield f"table {table.table}: policy {name} is missing"
    for name in sorted(actual.keys() - expected.keys()):
        yield f"table {table.table}: policy {name} stands in no data"
    for name in sorted(actual.keys() & expected.keys()):
        if actual[name] != expected[name]:
            yield f"table {table.table}: policy {name} differs from its data"


def _expected_policies(cursor: CursorWrapper, table: TableSecurity) -> dict[str, tuple[Any, ...]]:
    if not table.policies:
        return {}
    name = f"pg_temp.{quote(table.table)}"
    savepoint = transaction.savepoint()
    cursor.execute(f"CREATE TEMPORARY TABLE {quote(table.table)} (LIKE public.{quote(table.table)})")
    for policy in policies_of(table):
        cursor.execute(policy_statement(policy, name))
    expected = {row[0]: row[1:] for row in _rows(cursor, _POLICIES, [name])}
    transaction.savepoint_rollback(savepoint)
    return expected


def _function(cursor: CursorWrapper, function: SqlFunction) -> Iterator[str]:
    rows = _rows(
        cursor,
        "SELECT prosrc, prosecdef, proowner::regrole::text, provolatile::text, coalesce(proconfig, ARRAY[]::text[])"
        " FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = %s",
        [function.name],
    )
    expected = (
        function.body,
        function.definer,
        function.owner,
        function.volatility[0].lower(),
        ["search_path=pg_catalog, public, pg_temp"],
    )
    if not rows:
        yield f"function {function.name}: missing; run janua db migrate"
    elif rows != [expected]:
        yield f"function {function.name}: differs from its data"
