"""`python -m demo`: up until Ctrl-C, codes, the product's command; what the machine lacks is one line, status 3."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from demo.addresses import Addresses
from demo.installation import Installation
from demo.opening import OPEN
from tests.browser.installed import five_in_a_row

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Up:
    """A demo whose doors are open."""

    folder: Path
    process: subprocess.Popen[bytes]
    addresses: Addresses

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text()


def _open(folder: Path, port: int) -> Up:
    """Bring the demo up and wait until its doors are open."""
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "demo", "up", "--port", str(port), "--people", "100"],
            cwd=ROOT,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    until = time.monotonic() + 120
    while not (folder / "demo" / OPEN).exists():
        assert process.poll() is None, (folder / "said").read_text()
        assert time.monotonic() < until, (folder / "said").read_text()
        time.sleep(0.1)
    return Up(folder, process, Addresses.beginning_at(port))


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """A demo that was brought up in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="janua-demo-"))
    folder.chmod(0o755)
    opened = None
    try:
        opened = _open(folder, five_in_a_row())
        yield opened
    finally:
        if opened is not None:
            opened.process.send_signal(signal.SIGINT)
            opened.process.wait(60)
        _demo(folder, "reset")
        shutil.rmtree(folder)


@pytest.fixture
def state(up: Up) -> Path:
    """The state folder of a demo that is up."""
    return up.folder


def _demo(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "demo", *arguments],
        cwd=ROOT,
        env=_environment(state),
        capture_output=True,
        text=True,
        check=False,
    )


def _environment(state: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
    return environment | {"JANUA_STATE": str(state)}


def _status(address: str) -> int:
    with urlopen(address, timeout=20) as answer:
        return int(answer.status)


def test_up_opens_the_doors_and_says_where_and_who(up: Up) -> None:
    there = up.addresses
    pages = (there.portal_url, f"{there.workbench_url}/sign-in/")

    assert [_status(page) for page in pages] == [200, 200]
    assert [one for one in (there.portal_url, there.workbench_url, there.eid_url) if one not in up.said] == []
    assert [login for login in ("case", "decision", "prepares", "approves", "steward") if login not in up.said] == []


def test_up_makes_a_database_that_agrees_with_the_data(state: Path) -> None:
    checked = _demo(state, "janua", "db", "check", "--json")

    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])


def test_up_a_second_time_is_one_line_and_status_3(up: Up) -> None:
    again = _demo(up.folder, "up", "--port", str(up.addresses.portal))

    assert (again.returncode, again.stdout, again.stderr) == (
        3,
        "",
        "The demo of this folder is running already: press Ctrl-C where it runs.\n",
    )


def test_up_on_a_taken_port_is_one_line_and_status_3(up: Up, tmp_path: Path) -> None:
    other = _demo(tmp_path, "up", "--port", str(up.addresses.portal - 1))

    assert (other.returncode, other.stdout, other.stderr) == (
        3,
        "",
        f"Port {up.addresses.portal}, wanted by the workbench, is taken: end what uses it, or choose another.\n",
    )


def test_code_is_the_one_of_now(up: Up) -> None:
    told, unknown = _demo(up.folder, "code", "case"), _demo(up.folder, "code", "nobody")

    assert (told.returncode, len(told.stdout.strip()), told.stdout.strip().isdecimal()) == (0, 6, True)
    assert (unknown.returncode, unknown.stdout) == (2, "")


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


def test_up_ends_in_order_at_ctrl_c_and_goes_on_from_there(up: Up) -> None:
    up.process.send_signal(signal.SIGINT)
    ended = up.process.wait(60)
    cluster = Installation.at(up.folder / "demo").cluster
    stopped = (ended, cluster.pid(), "Everything is stopped" in up.said)

    began = time.monotonic()
    again = _open(up.folder, up.addresses.portal)
    again.process.send_signal(signal.SIGINT)

    assert stopped == (0, None, True)
    assert time.monotonic() - began < 45
    assert again.process.wait(60) == 0
