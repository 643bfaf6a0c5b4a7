"""The restore drill: data, backup, an erasure, the end of everything, and the way back until a face answers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import psycopg
import pytest

from demo.cluster.supervisor import SUPERUSER
from janua.base.actors import acting_as
from janua.base.documents.actions import store_document
from janua.base.row_security.roles import make_roles
from janua.registers.models import Person
from tests.base.backup.drill import KEEPER, ROOT, Town, build
from tests.database import RunningDatabase, TestServer
from tests.faces import portal_client
from tests.registers import factories as people

pytestmark = pytest.mark.long


@pytest.fixture
def town(server: TestServer, real_database: RunningDatabase, tmp_path: Path) -> Town:
    """An installation with a granted family."""
    return build(server, real_database, tmp_path)


@pytest.fixture
def empty(server: TestServer) -> Iterator[RunningDatabase]:
    """A database with nothing in it."""
    with server.cluster.connect() as superuser:
        superuser.execute("CREATE DATABASE restored")
    database = RunningDatabase(server.cluster, "restored")
    yield database
    database.drop()


def test_drill(town: Town, empty: RunningDatabase) -> None:
    with town.open():
        stranger = people.person(family="Zammit")
        account = people.citizen(stranger)
        with acting_as(KEEPER):
            paper = store_document(person_id=stranger.id, area_id=None, content=b"a paper", media_type="image/jpeg")
        portal_client(account)
        # Known for so short a time that nobody may be erased yet.
        Person.objects.filter(id=stranger.id).update(registered_at="2044-12-01T00:00:00Z")
    with psycopg.connect(town.database.url(SUPERUSER)) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('work', 'gone', '{}', 'doing')"
        )
    before = _head(town.database)
    made = town.back_up()
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    jsonschema.validate(told, _schema("backup"))
    file = Path(told["file"])
    assert _noted(town.database) == float(file.stat().st_size)
    assert _traced(town.database) == [("backup.made", told["digest"])]
    town.erase_family()
    shutil.rmtree(town.documents)

    done = town.restore(file, empty.name, "--verify", "--head", before)

    result = json.loads(done.stdout)
    jsonschema.validate(result, _schema("restore"))
    assert result["digest"] == told["digest"]
    # What was written after the copy was made is not in it: the first row is that of the restore.
    assert _traced(empty) == [("backup.restored", told["digest"])]
    looks = {one["check"]: (one["ok"], one["looked_at"] > 0) for one in result["checks"]}
    names = ("rows", "erasures", "trail", "trail_head", "documents", "signatures", "invariants", "replays")
    assert (done.returncode, looks) == (0, {name: (True, name != "signatures") for name in names}), done.stderr
    assert {name: result[name] for name in ("open", "sessions_ended", "jobs_put_back", "erased_again")} == {
        "open": True,
        "sessions_ended": 1,
        "jobs_put_back": 1,
        "erased_again": 4,
    }
    # The mother's papers are gone, the stranger's is there.
    assert [path.stem for path in town.restored.glob("??/*")] == [str(paper.id)]
    assert _names(empty, town.scene.mother.id) == ("", "")
    assert _names(empty, stranger.id)[1] == "Zammit"
    restored = Town(town.server, empty, town.folder, town.scene)
    with restored.open():
        page = portal_client(account).get("/")
    assert page.status_code == 200
    # A face's own sign-in: the doors are open.
    with psycopg.connect(empty.url("janua_portal")) as connection:
        assert connection.execute("SELECT kind FROM config_installation").fetchone() == ("test",)
    _pays_only_when_the_bank_was_compared(town, empty)


def _pays_only_when_the_bank_was_compared(town: Town, restored: RunningDatabase) -> None:
    def refuse_who_pays() -> None:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(restored.url("janua_payments"))

    refuse_who_pays()
    # What whoever installs runs as often as they like.
    with psycopg.connect(restored.url(SUPERUSER), autocommit=True) as connection:
        make_roles(connection, database=restored.name)
    refuse_who_pays()

    first, second = town.resume_payments(restored.name), town.resume_payments(restored.name)

    told = [json.loads(done.stdout) for done in (first, second)]
    for one in told:
        jsonschema.validate(one, _schema("payments-resume"))
    assert (first.returncode, second.returncode, told) == (0, 1, [{"resumed": True}, {"resumed": False}]), first.stderr
    psycopg.connect(restored.url("janua_payments")).close()
    acts = _one(restored, "SELECT count(*), min(details ->> 'by') FROM audit_entry WHERE action = 'payments.resume'")
    assert (acts[0], acts[1].startswith("operator:")) == (1, True)


def _schema(command: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / "docs" / "schemas" / f"{command}.json").read_text())
    return schema


def _traced(database: RunningDatabase) -> list[tuple[str, str]]:
    """What the trail says of backups, with the operator's name."""
    with psycopg.connect(database.url(SUPERUSER)) as connection:
        rows = connection.execute(
            "SELECT action, details ->> 'digest', details ->> 'by' FROM audit_entry"
            " WHERE action LIKE 'backup.%' ORDER BY xid"
        ).fetchall()
    assert all(str(row[2]).startswith("operator:") for row in rows)
    return [(str(row[0]), str(row[1])) for row in rows]


def _head(database: RunningDatabase) -> str:
    return str(_one(database, "SELECT encode(head, 'hex') FROM audit_batch ORDER BY number DESC LIMIT 1")[0])


def _noted(database: RunningDatabase) -> float:
    return float(_one(database, "SELECT number FROM health_reading WHERE measure = 'backup_made'")[0])


def _names(database: RunningDatabase, person: Any) -> tuple[str, str]:
    row = _one(database, f"SELECT given_names, family_name FROM registers_person WHERE id = '{person}'")
    return row[0], row[1]


def _one(database: RunningDatabase, statement: Any) -> tuple[Any, ...]:
    with psycopg.connect(database.url(SUPERUSER)) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    return tuple(row)


def test_restore_is_refused_in_one_line(town: Town, empty: RunningDatabase, tmp_path: Path) -> None:
    from janua.base.keys.folder import create_keys

    file = town.the_backup()
    whole = file.read_bytes()
    changed, cut, shorter = tmp_path / "changed", tmp_path / "cut", tmp_path / "shorter"
    changed.write_bytes(whole[:-4000] + bytes([whole[-4000] ^ 1]) + whole[-3999:])
    cut.write_bytes(whole[:-100_000])
    shorter.write_bytes(whole[: whole.index(b"\n", 20) + 40])
    moved = tmp_path / "moved"
    moved.write_bytes(whole.replace(b'"made_at": "2', b'"made_at": "3', 1))
    create_keys(tmp_path / "other", "box-backup", demo=False)

    said = {
        "changed": town.restore(changed, empty.name),
        "cut": town.restore(cut, empty.name),
        "shorter": town.restore(shorter, empty.name),
        "another day": town.restore(moved, empty.name),
        "no backup": town.restore(town.journal, empty.name),
        "another key": town.restore(file, empty.name, key=tmp_path / "other" / "box-backup.key"),
        "not empty": town.restore(file, town.database.name),
        "disk full": town.restore(file, empty.name, most=10),
    }

    damaged = "Error: This backup was changed or cut off: take another copy of it."
    fingerprints = [done.stderr.strip() for name, done in said.items() if name == "another key"]
    assert {name: (done.returncode, _last(done.stderr)) for name, done in said.items() if name != "another key"} == {
        **dict.fromkeys(("changed", "cut", "shorter", "another day"), (1, damaged)),
        "no backup": (1, "Error: This file is no backup of Janua."),
        "not empty": (
            3,
            f"Error: The database {town.database.name} is not empty: create another one, nothing is written over.",
        ),
        "disk full": (3, "Error: The documents could not be written: [Errno 27] File too large"),
    }
    assert "This backup was made for the key" in fingerprints[0]
    assert said["another key"].returncode == 3
    # Nothing was left behind, in the database or beside it.
    assert _one(empty, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == (0,)
    assert [path for path in town.folder.iterdir() if path.name.startswith("restored")] == []


def test_restore_needs_the_newest_journal_and_a_recovered_database_forgets_too(
    town: Town, empty: RunningDatabase, server: TestServer
) -> None:
    # As the server recovers it to a point in time: everybody is there again.
    with server.cluster.connect() as superuser:
        superuser.execute(f'CREATE DATABASE recovered TEMPLATE "{town.database.name}"'.encode())
    recovered = RunningDatabase(server.cluster, "recovered")
    town.erase_family()
    file = town.the_backup()
    journal = town.journal.rename(town.folder / "kept")
    without = town.restore(file, empty.name)
    town.journal.touch()
    too_old = town.restore(file, empty.name)

    assert (without.returncode, "There is no journal of erasures at" in without.stderr) == (3, True)
    assert (too_old.returncode, "erasures that the journal does not" in too_old.stderr) == (3, True)
    # The doors stay shut: whoever was erased would be there again.
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(empty.url("janua_portal"))

    assert _names(recovered, town.scene.mother.id)[0] != ""
    place = ("--documents", str(town.documents))
    done = town.recover(recovered.name, *place, "--erasures", str(journal), "--verify")

    result = json.loads(done.stdout)
    assert (done.returncode, result["open"], result["erased_again"]) == (0, True, 4), done.stderr
    assert _names(recovered, town.scene.mother.id) == ("", "")
    with psycopg.connect(recovered.url("janua_portal")) as connection:
        assert connection.execute("SELECT kind FROM config_installation").fetchone() == ("test",)
    recovered.drop()


def _last(said: str) -> str:
    return said.strip().splitlines()[-1]
