"""SQL for functions, grants and policies. Everything written here comes from our own code, never from a user."""

from collections.abc import Iterable

from janua.base.row_security.everywhere import columns_of, grants_of, policies_of
from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import ERASER, OWNER, RESEALER, RUNTIME, SEARCH


def quote(name: str) -> str:
    """Quote an identifier; `public`, the pseudo-role, stays bare."""
    return name if name == "public" else '"' + name.replace('"', '""') + '"'


def function_statements(function: SqlFunction) -> list[str]:
    """Give the statements that make one function, whether or not it exists."""
    name = f"public.{quote(function.name)}"
    types = _argument_types(function.arguments)
    security = "SECURITY DEFINER" if function.definer else "SECURITY INVOKER"
    create = (
        f"CREATE OR REPLACE FUNCTION {name}({function.arguments}) RETURNS {function.returns} "
        f"LANGUAGE {function.language} {function.volatility} PARALLEL SAFE {security} "
        f"SET search_path = pg_catalog, public, pg_temp AS $janua${function.body}$janua$"
    )
    signature = f"{name}({types})"
    everybody = ", ".join((OWNER, SEARCH, ERASER, RESEALER, *RUNTIME))
    callers = ", ".join(quote(role) for role in function.callers) or everybody
    grants = [f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC", f"GRANT EXECUTE ON FUNCTION {signature} TO {callers}"]
    if function.owner == OWNER:
        return [create, *grants]
    # Only a role that may create in the schema can be given a function in it: lend it for the statement. Replacing
    # a function is its owner's right, so it comes home first.
    return [
        f"GRANT CREATE ON SCHEMA public TO {quote(function.owner)}",
        f"SET LOCAL ROLE {quote(function.owner)}",
        create,
        *grants,
        f"SET LOCAL ROLE {OWNER}",
        f"REVOKE CREATE ON SCHEMA public FROM {quote(function.owner)}",
    ]


def table_statements(table: TableSecurity, *, present: Iterable[str], exempt: bool) -> list[str]:
    """Give the statements that bring one table to what its data say.

    present   names of the policies that the table has now; they are dropped and made anew
    """
    name = f"public.{quote(table.table)}"
    everybody = ", ".join(quote(role) for role in (*RUNTIME, SEARCH, ERASER, RESEALER))
    statements = [f"REVOKE ALL ON TABLE {name} FROM PUBLIC, {everybody}"]
    statements += [f"DROP POLICY IF EXISTS {quote(policy)} ON {name}" for policy in present]
    if exempt:
        statements.append(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
    else:
        statements.append(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    for role, rights in grants_of(table).items():
        statements.append(f"GRANT {', '.join(rights)} ON TABLE {name} TO {quote(role)}")
    for role, rights_of in columns_of(table).items():
        for right, columns in rights_of.items():
            listed = ", ".join(quote(column) for column in columns)
            statements.append(f"GRANT {right} ({listed}) ON TABLE {name} TO {quote(role)}")
    statements += [policy_statement(policy, name) for policy in policies_of(table)]
    return statements


def policy_statement(policy: Policy, table: str) -> str:
    """Give the statement that makes one policy on a table, whose name comes quoted."""
    roles = ", ".join(quote(role) for role in policy.roles)
    kind = " AS RESTRICTIVE" if policy.restrictive else ""
    statement = f"CREATE POLICY {quote(policy.name)} ON {table}{kind} FOR {policy.command} TO {roles}"
    if policy.using is not None:
        statement += f" USING ({policy.using})"
    if policy.check is not None:
        statement += f" WITH CHECK ({policy.check})"
    return statement


def _argument_types(arguments: str) -> str:
    # "name type DEFAULT x, …" → "name type, …": GRANT takes no defaults.
    return ", ".join(part.split(" DEFAULT ")[0].strip() for part in arguments.split(",")) if arguments else ""
