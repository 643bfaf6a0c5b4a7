"""`janua status` and the operators' address, of real processes: a stopped worker and a database that is away."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.database import RunningDatabase

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "status.json").read_text())
MAIN = [sys.executable, "-c", "from janua.cli.main import main; main()"]
PATIENCE = 60.0


def _janua(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": url}
    command = [*MAIN, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)


def _status(url: str) -> tuple[int, dict[str, Any]]:
    told = _janua(url, "status", "--json")
    document = json.loads(told.stdout)
    jsonschema.validate(document, SCHEMA)
    return told.returncode, document


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def _until(port: int, path: str, status: int) -> str:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            found, body = _get(port, path)
        except OSError:
            found, body = 0, ""
        if found == status:
            return body
        assert time.monotonic() < until, (path, found, body)
        time.sleep(0.2)


@pytest.fixture
def started(real_database: RunningDatabase) -> Iterator[Any]:
    running = []

    def start(role: str, *arguments: str) -> tuple[int, subprocess.Popen[bytes]]:
        port = _free_port()
        # No documents: how full the disk of this machine is, is its own affair.
        environment = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": real_database.url(role), "JANUA_DOCUMENTS": ""}
        command = [*MAIN, *arguments, "--health", f"127.0.0.1:{port}"]
        running.append(subprocess.Popen(command, env=environment, cwd=ROOT))
        return port, running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_status_says_that_the_worker_was_stopped(real_database: RunningDatabase, started: Any) -> None:
    url = real_database.url("janua_work")
    port, worker = started("janua_work", "work")
    assert json.loads(_until(port, "/ready", 200)) == {"ready": 1, "of": 1, "missing": []}
    assert json.loads(_until(port, "/live", 200)) == {"live": 1, "of": 1}
    superuser = real_database.connect("postgres")
    until = time.monotonic() + PATIENCE
    # What making the database left on the trail is sealed by the worker first.
    sealed = "SELECT number < 5 FROM health_reading WHERE measure = 'seal_waiting_seconds'"
    while superuser.execute(sealed).fetchone() != (True,):
        assert time.monotonic() < until
        time.sleep(0.2)
    code, running = _status(url)
    assert (code, running["alarms"]) == (0, [])
    assert [(one["kind"], one["pid"], one["ready"]) for one in running["processes"]] == [("work", worker.pid, True)]
    text = _get(port, "/metrics")[1]
    assert "janua_database_up 1.0" in text
    assert "janua_processes_ready 1.0" in text

    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    superuser.execute("UPDATE health_process SET seen_at = now() - interval '61 s'")

    code, stopped = _status(url)
    assert (code, [(one["alarm"], one["label"]) for one in stopped["alarms"]]) == (1, [("process-missing", "work")])
    said = _janua(url, "status")
    assert (said.returncode, "docs/operations/alarms/process-missing.md" in said.stdout) == (1, True)
    forgotten = _janua(url, "status", "--forget", "work", "--json")
    assert (forgotten.returncode, json.loads(forgotten.stdout)["alarms"]) == (0, [])


@pytest.mark.long
def test_face_adds_its_workers_up_and_tells_the_public_nothing(real_database: RunningDatabase, started: Any) -> None:
    public = _free_port()
    arguments = ("serve", "portal", "--port", str(public), "--workers", "2", "--threads", "2")
    port, _ = started("janua_portal", *arguments)
    until = time.monotonic() + PATIENCE
    while (told := json.loads(_until(port, "/ready", 200)))["ready"] < 2:
        assert time.monotonic() < until
        time.sleep(0.2)
    for _ in range(12):
        assert _get(public, "/offices/?name=Kanarju")[0] == 200

    text = _get(port, "/metrics")[1]

    assert told == {"ready": 2, "of": 2, "missing": []}
    assert 'janua_answers_total{method="GET",page="portal:offices",status="200"} 12.0' in text
    assert "Kanarju" not in text
    assert [_get(public, path)[0] for path in ("/metrics", "/live", "/ready")] == [404, 404, 404]
    assert _get(port, "/offices/")[0] == 404
    kinds = real_database.connect("postgres").execute("SELECT kind, ready FROM health_process").fetchall()
    assert kinds == [("portal", True), ("portal", True)]


@pytest.mark.long
def test_worker_lives_and_is_not_ready_while_the_database_is_away(real_database: RunningDatabase, started: Any) -> None:
    port, _ = started("janua_work", "work")
    _until(port, "/ready", 200)
    name = real_database.name
    with real_database.cluster.connect() as superuser:
        superuser.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

        assert json.loads(_until(port, "/ready", 503))["missing"] == ["database"]
        assert _get(port, "/live")[0] == 200
        assert "janua_database_up 0.0" in _get(port, "/metrics")[1]
        code, away = _status(real_database.url("janua_work"))
        assert (code, [one["alarm"] for one in away["alarms"]]) == (1, ["database-away"])

        superuser.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
    _until(port, "/ready", 200)


def test_failed_jobs_are_listed_and_tried_again(real_database: RunningDatabase) -> None:
    superuser = real_database.connect("postgres")
    superuser.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) VALUES"
        " ('work', 'test.a', '{}', 'failed', 10), ('payments', 'test.b', '{}', 'failed', 10)"
    )
    url = real_database.url("janua_work")

    listed = _janua(url, "jobs", "list", "--json")
    again = _janua(url, "jobs", "again", "test.a")

    assert (listed.returncode, json.loads(listed.stdout)) == (1, [{"job": "test.a", "failed": 1}])
    assert again.returncode == 0
    rows = superuser.execute("SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY 1").fetchall()
    assert rows == [("test.a", "todo", 0), ("test.b", "failed", 10)]
    assert _janua(url, "jobs", "list").returncode == 0
