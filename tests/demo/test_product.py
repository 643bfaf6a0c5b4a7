"""The product's processes run side by side, each signed in under its own role, and leave nothing behind."""

import http.client
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.installation import DATABASE, Installation
from demo.processes import Processes, free_port
from demo.product import api_program, worker_program


@pytest.fixture
def installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="janua-product-"))
    folder.chmod(0o755)
    made = Installation(folder / "demo", durable=False)
    try:
        made.start()
        yield made
    finally:
        made.remove()
        shutil.rmtree(folder)


def _signed_in(installation: Installation) -> set[str]:
    with installation.cluster.connect() as superuser:
        rows = superuser.execute(
            "SELECT DISTINCT usename::text FROM pg_stat_activity WHERE datname = %s", (DATABASE,)
        ).fetchall()
    return {str(row[0]) for row in rows}


def test_processes_sign_in_under_their_own_roles_and_leave_none(installation: Installation, tmp_path: Path) -> None:
    port = free_port()
    with Processes(tmp_path) as running:
        running.start(api_program(installation, port))
        running.start(worker_program(installation))
        running.start(worker_program(installation, payments=True))
        deadline = time.monotonic() + 60
        seen: set[str] = set()
        while not seen >= {"janua_work", "janua_payments"} and time.monotonic() < deadline:
            # Over time, not at one instant: a worker signs out and in again where its server was busy.
            seen |= _signed_in(installation)
            time.sleep(0.1)

        assert seen - {"janua_api"} == {"janua_work", "janua_payments"}
        assert {name: process.is_alive() for name, process in running.running.items()} == dict.fromkeys(
            ("api", "work", "payments"), True
        )

    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/")
    assert _signed_in(installation) == set()
