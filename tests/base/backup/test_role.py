"""Whoever copies everything: reads every table, writes none, and calls nothing that does but the two notes."""

import psycopg
import pytest
from psycopg import sql

from demo.cluster.supervisor import SUPERUSER
from janua.base.row_security.roles import BACKUP
from tests.database import RunningDatabase

NOTED = ("sha256:" + "0" * 64, 5, "operator:root")


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1"
    )
    return [str(row[0]) for row in rows]


def _column(connection: psycopg.Connection[tuple[object, ...]], table: str) -> sql.Identifier:
    row = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attidentity = '' AND attgenerated = '' LIMIT 1",
        [f"public.{table}"],
    ).fetchone()
    assert row is not None
    return sql.Identifier(str(row[0]))


def test_backup_reads_every_table_and_writes_none(real_database: RunningDatabase) -> None:
    connection = real_database.connect(BACKUP)
    tables = _tables(connection)
    assert len(tables) > 90
    written = []
    for table in tables:
        named, column = sql.Identifier(table), _column(connection, table)
        connection.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(named))
        for statement in (
            sql.SQL("INSERT INTO {} DEFAULT VALUES").format(named),
            sql.SQL("UPDATE {} SET {} = NULL").format(named, column),
            sql.SQL("DELETE FROM {}").format(named),
            sql.SQL("TRUNCATE {}").format(named),
        ):
            try:
                connection.execute(statement)
                written.append(statement.as_string(connection))
            except psycopg.errors.InsufficientPrivilege:
                continue
    assert written == []


def test_right_to_write_would_be_noticed(real_database: RunningDatabase) -> None:
    real_database.connect(SUPERUSER).execute(f"GRANT DELETE ON jobs_loop TO {BACKUP}".encode())
    connection = real_database.connect(BACKUP)
    connection.execute("DELETE FROM jobs_loop")


def test_backup_calls_no_function_that_writes_but_the_two_notes(real_database: RunningDatabase) -> None:
    rows = real_database.connect(SUPERUSER).execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND provolatile = 'v'"
        " AND has_function_privilege(%s, oid, 'EXECUTE') ORDER BY 1",
        [BACKUP],
    )
    assert [str(row[0]) for row in rows] == ["audit_note_backup", "health_note_backup"]


def test_backup_makes_nothing_of_its_own(real_database: RunningDatabase) -> None:
    connection = real_database.connect(BACKUP)
    for statement in ("CREATE TABLE mine (a int)", "CREATE TEMPORARY TABLE mine (a int)", "SET ROLE janua_owner"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_note_of_a_backup_takes_a_digest_and_a_name_alone(real_database: RunningDatabase) -> None:
    connection = real_database.connect(BACKUP)
    connection.execute("SELECT audit_note_backup(%s, %s, %s)", NOTED)
    for wrong in (("Maria Borg", 5, NOTED[2]), (NOTED[0], 5, "operator:Maria Borg"), (NOTED[0], 5, "Maria")):
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            connection.execute("SELECT audit_note_backup(%s, %s, %s)", wrong)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        real_database.connect("janua_work").execute("SELECT audit_note_backup(%s, %s, %s)", NOTED)
    rows = real_database.connect(SUPERUSER).execute(
        "SELECT actor, purpose, action, object_type, details FROM audit_entry WHERE action LIKE 'backup.%'"
    )
    details = {"digest": NOTED[0], "bytes": 5, "by": NOTED[2]}
    assert rows.fetchall() == [("system:keeper", "backup", "backup.made", "backup", details)]
