"""The database roles, one a process, and the idempotent command that makes them."""

from dataclasses import dataclass

import psycopg
from psycopg import sql


@dataclass(frozen=True)
class DatabaseRole:
    """One database role and what it is for.

    reads_all   sees every row of every table past row security, and writes none: a copy must be whole
    """

    name: str
    duty: str
    login: bool = True
    reads_all: bool = False


OWNER = "janua_owner"
SEARCH = "janua_search"
ERASER = "janua_eraser"
RESEALER = "janua_resealer"
BACKUP = "janua_backup"
PAYMENTS = "janua_payments"
ROLES: tuple[DatabaseRole, ...] = (
    DatabaseRole(OWNER, "migrates; owns every table; no process that serves anybody runs as it"),
    DatabaseRole("janua_portal", "citizens' pages"),
    DatabaseRole("janua_workbench", "staff pages"),
    DatabaseRole("janua_api", "other systems"),
    DatabaseRole("janua_work", "background work"),
    DatabaseRole(PAYMENTS, "payments: alone inserts sent files"),
    DatabaseRole(SEARCH, "owns search functions; nobody signs in as it", login=False),
    DatabaseRole(ERASER, "owns the function that erases a person; nobody signs in as it", login=False),
    DatabaseRole(RESEALER, "owns the functions that seal anew; nobody signs in as it", login=False),
    DatabaseRole(BACKUP, "copies everything, changes nothing", reads_all=True),
)
RUNTIME = tuple(role.name for role in ROLES if role.login and role.name != OWNER and not role.reads_all)
# A setting of a restored database; while it is on, the process that pays is not let in.
PAYMENTS_WAIT = "restored.payments_wait"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")


def make_roles(
    connection: psycopg.Connection[tuple[object, ...]], *, database: str, passwords: dict[str, str] | None = None
) -> list[str]:
    """Make or mend the roles and give them the database; run as a superuser, as often as you like.

    Roles are the cluster's, not the database's, so no migration makes them. Returns what was newly made.
    """
    known = {str(row[0]) for row in connection.execute("SELECT rolname FROM pg_roles")}
    made = [role.name for role in ROLES if role.name not in known]
    for role in ROLES:
        name = sql.Identifier(role.name)
        if role.name in made:
            connection.execute(sql.SQL("CREATE ROLE {}").format(name))
        # NOINHERIT: the owner is a member of the search role to hand functions to it, not to share its policies.
        connection.execute(
            sql.SQL("ALTER ROLE {} {} {} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION").format(
                name,
                sql.SQL("LOGIN" if role.login else "NOLOGIN"),
                sql.SQL("INHERIT BYPASSRLS" if role.reads_all else "NOINHERIT NOBYPASSRLS"),
            )
        )
        if role.reads_all:
            connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(name))
        if passwords and role.login and role.name in passwords:
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(passwords[role.name])))
    for owns in (SEARCH, ERASER, RESEALER):
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(owns), sql.Identifier(OWNER)))
    _give_database(connection, database)
    return made


def payments_wait(connection: psycopg.Connection[tuple[object, ...]], *, database: str) -> bool:
    """Whether nobody has said yet that a restored database was compared with the bank, so that nothing may be paid."""
    found = connection.execute(
        "SELECT true FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
        " WHERE d.datname = %s AND s.setrole = 0 AND %s = ANY (s.setconfig)",
        [database, f"{PAYMENTS_WAIT}=on"],
    ).fetchone()
    return found is not None


def _give_database(connection: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    names = {"database": sql.Identifier(database), "owner": sql.Identifier(OWNER)}
    waits = payments_wait(connection, database=database)
    let_in = sql.SQL(", ").join(sql.Identifier(role) for role in RUNTIME if not (waits and role == PAYMENTS))
    runtime = sql.SQL(", ").join(sql.Identifier(role) for role in RUNTIME)
    for statement in (
        "ALTER DATABASE {database} OWNER TO {owner}",
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {let_in}, {backup}",
        "ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {runtime}, {search}, {eraser}, {resealer}",
    ):
        owners = {"search": sql.Identifier(SEARCH), "eraser": sql.Identifier(ERASER)}
        owners |= {"backup": sql.Identifier(BACKUP), "resealer": sql.Identifier(RESEALER)}
        connection.execute(sql.SQL(statement).format(**names, **owners, runtime=runtime, let_in=let_in))
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
