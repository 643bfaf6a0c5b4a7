"""`python -m demo`: up, the product's command, stop, reset; what the machine lacks is one line, status 3."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.installation import Installation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """A state folder in which the demo was brought up."""
    folder = Path(tempfile.mkdtemp(prefix="janua-demo-"))
    folder.chmod(0o755)
    try:
        up = _demo(folder, "up")
        assert (up.returncode, up.stdout) == (0, ""), up.stderr
        yield folder
    finally:
        _demo(folder, "reset")
        shutil.rmtree(folder)


def _demo(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "demo", *arguments],
        cwd=ROOT,
        env=environment | {"JANUA_STATE": str(state)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_up_makes_a_database_that_agrees_with_the_data(state: Path) -> None:
    checked = _demo(state, "janua", "db", "check", "--json")

    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])


def test_up_again_keeps_the_server(state: Path) -> None:
    cluster = Installation.at(state / "demo").cluster
    first = cluster.pid()

    assert (_demo(state, "up").returncode, cluster.pid()) == (0, first)


def test_roles_again_makes_none(state: Path) -> None:
    again = _demo(state, "janua", "db", "roles")

    assert (again.returncode, again.stderr) == (0, "all roles stand\n")


def test_each_process_holds_its_own_keys_only(state: Path) -> None:
    keys = state / "demo" / "keys"

    assert {folder.name for folder in keys.iterdir() if (folder / "sign-bank.key").exists()} == {"all", "payments"}
    assert {folder.name for folder in keys.iterdir() if (folder / "sign-audit.key").exists()} == {"all", "work"}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in keys.iterdir()} == {0o700}


def test_serve_on_a_taken_port_is_one_line_and_status_3(state: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        served = _demo(state, "janua", "serve", "api", "--port", str(taken.getsockname()[1]))

    assert (served.returncode, served.stdout, len(served.stderr.splitlines())) == (3, "", 1)
    assert "cannot be used" in served.stderr


def test_janua_without_a_demo_is_one_line_and_status_3(tmp_path: Path) -> None:
    asked = _demo(tmp_path, "janua", "db", "check")

    assert (asked.returncode, asked.stderr) == (
        3,
        f"No demo in {tmp_path}/demo: run python -m demo up, or a walkthrough, first.\n",
    )


def test_wrong_use_is_status_2(state: Path) -> None:
    assert _demo(state, "janua", "db", "nonsense").returncode == 2
    assert _demo(state, "nonsense").returncode == 2
