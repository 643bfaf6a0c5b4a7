"""`janua keys rotate --data`: every sealed value and file under a new key, whatever happens meanwhile."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from psycopg import sql

from demo.cluster.supervisor import SUPERUSER
from janua.base.actors import acting_as, system_actor
from janua.base.documents.actions import read_large_document, store_document, store_large_document
from janua.base.documents.models import Document
from janua.base.documents.pieces import PIECE
from janua.base.documents.store import document_store
from janua.base.keys import SealedField, datakeys
from janua.base.keys.actions import destroy_key
from janua.base.keys.datakeys import KeyDestroyed, cache, data_key, data_keys, newest_keys, open_for
from janua.base.keys.envelope import open_sealed, place, seal
from janua.base.keys.resealing import Column, sealed_columns
from janua.values import uuid7
from tests.database import RunningDatabase

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "keys-rotate.json").read_text())
KEEPER, ASSESSOR = system_actor("keeper"), system_actor("assessor")
# As an operator calls it, in small steps and with short waits.
COMMAND = """
import time
long = time.sleep
time.sleep = lambda seconds: long(min(seconds, 1.0))
from janua.cli import new_data_keys
new_data_keys._KEYS_AT_ONCE, new_data_keys._ROWS_AT_ONCE, new_data_keys._FILES_AT_ONCE = 20, 20, 2
from janua.cli.keys import keys
keys(prog_name="janua keys", args=["rotate", "--data", "--json"])
"""
As = Callable[..., Any]


@pytest.fixture
def town(
    real_database: RunningDatabase, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator["Town"]:
    """A database in which sealed rows can be put without what they hang on, and a folder of documents."""
    settings.JANUA_DOCUMENTS = str(tmp_path / "documents")
    # Other processes ask again after a minute, this one after a moment, and the command waits a second.
    monkeypatch.setattr(datakeys, "CACHE_SECONDS", 0.2)
    cache.clear()
    yield Town(real_database, tmp_path / "documents")
    cache.clear()


class Town:
    """One installation, with what was sealed in it."""

    def __init__(self, database: RunningDatabase, documents: Path) -> None:
        self.database, self.documents = database, documents
        self.sealed: dict[tuple[str, str, UUID], UUID] = {}
        self.superuser = database.connect(SUPERUSER)
        self.superuser.execute("SET session_replication_role = replica")
        for table in {column.table for column in sealed_columns()} | {"accounts_keptform", "analytics_snapshot"}:
            self._loosen(table)

    def _loosen(self, table: str) -> None:
        named = sql.Identifier(table)
        for (name,) in self.superuser.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table]
        ).fetchall():
            self.superuser.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(named, sql.Identifier(name)))
        for (name,) in self.superuser.execute(
            "SELECT attname FROM pg_attribute a WHERE attrelid = %s::regclass AND attnotnull AND attnum > 0 AND NOT"
            " attisdropped AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary"
            " AND a.attnum = ANY (i.indkey))",
            [table],
        ).fetchall():
            self.superuser.execute(
                sql.SQL("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL").format(named, sql.Identifier(name))
            )

    def people(self, number: int) -> list[UUID]:
        """Persons who have keys."""
        people = [uuid7() for _ in range(number)]
        with self.database.as_django("janua_work"), acting_as(ASSESSOR):
            data_keys(people, create=True)
        return people

    def put(self, column: Column, whose: UUID, key: bytes) -> None:
        """Have a value of a person lie in a column, sealed under a key."""
        row = whose if column.key == column.subject else uuid7()
        value = seal(_words(column, row), key, place(column.table, column.column, row))
        columns = dict.fromkeys([column.key, column.subject, column.column])
        given = {column.key: row, column.subject: whose, column.column: value}
        self.superuser.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                sql.Identifier(column.table),
                sql.SQL(", ").join(map(sql.Identifier, columns)),
                sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
            ),
            [given[name] for name in columns],
        )
        self.sealed[column.table, column.column, row] = whose

    def value(self, table: str, column: str, row: UUID) -> bytes:
        """The sealed bytes of one cell."""
        [key] = {one.key for one in sealed_columns() if one.table == table}
        found = self.superuser.execute(
            sql.SQL("SELECT {} FROM {} WHERE {} = %s").format(*map(sql.Identifier, (column, table, key))), [row]
        ).fetchone()
        assert found is not None
        return bytes(found[0])

    def one(self, query: str, *given: object) -> Any:
        """One number."""
        found = self.superuser.execute(query.encode(), given or None).fetchone()
        assert found is not None
        return found[0]

    def begin(self) -> "subprocess.Popen[str]":
        """Start the command."""
        env = os.environ | {"DATABASE_URL": self.database.url("janua_work"), "JANUA_DOCUMENTS": str(self.documents)}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-c", COMMAND], env=env, cwd=ROOT, text=True, **pipes)  # type: ignore[call-overload, no-any-return]

    def run(self) -> dict[str, Any]:
        """Run the command to its end."""
        return _result(self.begin())

    def opened(self) -> dict[tuple[str, str, UUID], bytes]:
        """Every value, under the one key that its person has now."""
        cache.clear()
        with self.database.as_django("janua_work"), acting_as(ASSESSOR):
            keys = {whose: newest_keys(whose) for whose in set(self.sealed.values())}
        assert {len(some) for some in keys.values()} == {1}
        return {
            (table, column, row): open_sealed(self.value(table, column, row), keys[whose][0], place(table, column, row))
            for (table, column, row), whose in self.sealed.items()
        }

    def expected(self) -> dict[tuple[str, str, UUID], bytes]:
        """What was sealed."""
        columns = {(one.table, one.column): one for one in sealed_columns()}
        return {cell: _words(columns[cell[0], cell[1]], cell[2]) for cell in self.sealed}


def _words(column: Column, row: UUID) -> bytes:
    return f"{column.table}.{column.column} of {row}".encode()


def _result(process: "subprocess.Popen[str]") -> dict[str, Any]:
    out, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    result: dict[str, Any] = json.loads(out)
    jsonschema.validate(result, SCHEMA)
    return result


def test_columns_sealed_anew_are_those_of_the_models() -> None:
    found = {
        Column(model._meta.db_table, str(model._meta.pk.column), _subject(model, field), str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedField) and model._meta.db_table != "test_card"
    }
    assert len(found) >= 23
    assert set(sealed_columns()) == found


def _subject(model: Any, field: SealedField) -> str:
    return str(next(one.column for one in model._meta.local_fields if field.subject in {one.name, one.attname}))


def test_resealer_reaches_keys_subjects_and_sealed_columns_alone(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type, table_name, column_name FROM information_schema.column_privileges"
            " WHERE grantee = 'janua_resealer'"
        )
        rights = set(cursor.fetchall())
    columns = sealed_columns()
    waited = {("SELECT", "accounts_keptform", name) for name in ("account_id", "kept_at", "ends_at")}
    read = {("SELECT", one.table, name) for one in columns for name in (one.key, one.subject, one.column)}
    assert rights == read | waited | {("UPDATE", one.table, one.column) for one in columns}


def test_nobody_but_the_keeper_seals_anew(as_process: As) -> None:
    calls = (
        "SELECT keys_sealed_count('casework_note', 'text')",
        "SELECT * FROM keys_sealed_rows('casework_note', 'id', 'person_id', 'text', gen_random_uuid(), 1)",
        "SELECT keys_seal_anew('casework_note', 'id', 'text', '{}', '{}', '{}')",
        "SELECT keys_waited_for(now())",
    )
    for call in calls:
        for role, actor in (("janua_work", ASSESSOR), ("janua_payments", KEEPER)):
            with pytest.raises(DatabaseError, match=r"only the keeper|permission denied"), as_process(role, actor):
                connection.cursor().execute(call)
    # Nor does the keeper reach anything else through them.
    with pytest.raises(DatabaseError, match="permission denied"), as_process("janua_work", KEEPER):
        connection.cursor().execute("SELECT keys_sealed_count('accounts_account', 'password')")


def test_every_column_and_file_is_sealed_anew_while_others_write(town: Town) -> None:
    people = town.people(30)
    *living, erased = people
    snapshot = town.people(1)[0]
    with town.database.as_django("janua_work"), acting_as(ASSESSOR):
        keys = data_keys([*people, snapshot])
    for number, column in enumerate(sealed_columns()):
        for whose in (living[number], living[number + 1]):
            town.put(column, whose, keys[whose])
    town.superuser.execute("INSERT INTO analytics_snapshot (id) VALUES (%s)", [snapshot])
    lost = sealed_columns()[4]
    town.put(lost, erased, keys[erased])
    [cell] = [cell for cell, whose in town.sealed.items() if whose == erased]
    del town.sealed[cell]
    before = town.value(*cell)
    with town.database.as_django("janua_work"), acting_as(KEEPER):
        small = store_document(person_id=living[0], area_id=None, content=b"a paper", media_type="image/jpeg")
        content = os.urandom(2 * PIECE + 5)
        large = store_large_document(
            subject=living[1], area_id=None, source=io.BytesIO(content), media_type="application/xml"
        )
        destroy_key(subject=erased)
    written = len(town.sealed)

    process = town.begin()
    note = next(one for one in sealed_columns() if one.table == "casework_note")
    while process.poll() is None:
        with town.database.as_django("janua_work"):
            with acting_as(ASSESSOR):
                key = data_key(living[0])
            town.put(note, living[0], key)
            with acting_as(ASSESSOR):
                table, name, row = next(iter(town.sealed))
                assert open_for(town.sealed[table, name, row], town.value(table, name, row), place(table, name, row))
        time.sleep(0.02)
    result = _result(process)

    assert (result["replaced"], result["files"], result["broken"], result["left"]) == (len(living), 2, [], 0)
    assert (result["sealed"] >= written, len(town.sealed) > written + 5) == (True, True)
    assert town.opened() == town.expected()
    with town.database.as_django("janua_work"), acting_as(ASSESSOR):
        new = data_keys([*living, snapshot])
        assert {whose for whose in living if new[whose] == keys[whose]} == set()
        assert new[snapshot] == keys[snapshot]
        with pytest.raises(KeyDestroyed):
            data_key(erased)
        assert open_for(living[0], document_store().get(small.id), _of(small)) == b"a paper"
        assert b"".join(read_large_document(document=large)) == content
    assert town.value(*cell) == before
    assert town.superuser.execute(
        "SELECT action, details - 'by' FROM audit_entry WHERE action LIKE 'keys.%%' ORDER BY xid"
    ).fetchall() == [("keys.data_begun", {}), ("keys.data_ended", {"done": len(living)})]
    assert town.superuser.execute("SELECT kind, done, ended_at IS NULL FROM keys_rotation").fetchall() == [
        ("data", len(living), False)
    ]


def _of(document: Document) -> bytes:
    return place("documents_document", "content", document.id)


def test_old_keys_stay_while_a_transaction_or_a_kept_form_needs_them(town: Town) -> None:
    [first, second] = town.people(2)
    with town.database.as_django("janua_work"), acting_as(ASSESSOR):
        keys = data_keys([first, second])
    note = next(one for one in sealed_columns() if one.table == "casework_note")
    town.put(note, first, keys[first])
    town.superuser.execute(
        "INSERT INTO accounts_keptform (id, account_id, kept_at, ends_at)"
        " VALUES (gen_random_uuid(), %s, now(), now() + interval '1 hour')",
        [second],
    )
    with psycopg.connect(town.database.url("janua_work")) as slow:
        # It has taken the key, and will write under it much later.
        slow.execute("SELECT 1")
        process = town.begin()
        deadline = time.monotonic() + 120
        while town.one("SELECT count(*) FROM keys_datakey WHERE previous IS NOT NULL") < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(4)
        assert process.poll() is None
        town.put(note, first, keys[first])
    result = _result(process)

    assert (result["replaced"], result["sealed"], result["left"]) == (2, 2, 1)
    assert town.opened() == town.expected()
    assert town.one("SELECT subject FROM keys_datakey WHERE previous IS NOT NULL") == second
    town.superuser.execute("UPDATE accounts_keptform SET ends_at = now()")
    assert town.run() == {"replaced": 0, "sealed": 0, "files": 0, "broken": [], "left": 0}
    assert town.one("SELECT count(*) FROM keys_rotation WHERE ended_at IS NOT NULL") == 1


def test_what_opens_under_no_key_is_named_and_stops_nothing(town: Town) -> None:
    [person] = town.people(1)
    with town.database.as_django("janua_work"), acting_as(ASSESSOR):
        key = data_key(person)
    note = next(one for one in sealed_columns() if one.table == "casework_note")
    town.put(note, person, os.urandom(32))
    [(_, _, damaged)] = town.sealed
    town.sealed.clear()
    town.put(note, person, key)

    process = town.begin()
    out, _ = process.communicate(timeout=240)

    result = json.loads(out)
    jsonschema.validate(result, SCHEMA)
    assert (process.returncode, result) == (
        1,
        {"replaced": 1, "sealed": 1, "files": 0, "broken": [f"casework_note|text|{damaged}"], "left": 0},
    )
    assert town.opened() == town.expected()


def test_data_keys_take_no_folders(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from janua.cli.keys import keys; keys()", "rotate", "--data", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "--data takes no folders" in done.stderr) == (2, True)


@pytest.mark.long
def test_killed_at_any_moment_nothing_is_lost(town: Town) -> None:
    people = town.people(400)
    with town.database.as_django("janua_work"), acting_as(ASSESSOR):
        keys = data_keys(people)
    note, contact = (
        next(one for one in sealed_columns() if one.table == table)
        for table in ("casework_note", "registers_personcontact")
    )
    for whose in people:
        town.put(note, whose, keys[whose])
        town.put(contact, whose, keys[whose])
    with town.database.as_django("janua_work"), acting_as(KEEPER):
        papers = [
            store_document(person_id=whose, area_id=None, content=whose.bytes, media_type="image/jpeg")
            for whose in people[:40]
        ]
    town.superuser.execute("CREATE TABLE before AS SELECT id, value AS text FROM registers_personcontact")
    old = "SELECT count(*) FROM keys_datakey WHERE previous IS NOT NULL"
    sealed = "SELECT count(*) FROM registers_personcontact n JOIN before b USING (id) WHERE n.value <> b.text"
    stages: list[Callable[[], bool]] = [
        lambda: 0 < town.one(old) < 400,
        lambda: 0 < town.one(sealed) < 400,
        lambda: town.one(sealed) == 400 and 0 < town.one(old) < 400,
    ]
    killed = [_kill_when(town, stage) for stage in stages]
    assert any(killed)
    result = town.run()

    assert result["left"] == 0
    assert town.opened() == town.expected()
    with town.database.as_django("janua_work"), acting_as(ASSESSOR):
        new = data_keys(people)
        opened = {one.person_id: open_for(one.person_id, document_store().get(one.id), _of(one)) for one in papers}
    assert {whose for whose in people if new[whose] == keys[whose]} == set()
    assert opened == {whose: whose.bytes for whose in people[:40]}
    rotations = town.superuser.execute("SELECT kind, done, ended_at IS NULL FROM keys_rotation").fetchall()
    assert rotations == [("data", 400, False)]


def _kill_when(town: Town, stage: Callable[[], bool]) -> bool:
    process = town.begin()
    try:
        while process.poll() is None:
            if stage():
                return True
        return False
    finally:
        process.kill()
        process.communicate()
