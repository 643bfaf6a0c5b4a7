"""What a machine lacks is said in one line, with status 3, and nothing is half done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SHELL_TOOLS = (
    "sh",
    "cat",
    "dirname",
    "sha256sum",
    "df",
    "awk",
    "mkdir",
    "chmod",
    "grep",
    "tail",
    "mv",
    "mktemp",
    "rm",
    "id",
    "find",
    "sed",
    "sort",
    "ls",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that was never set up, of as much as set-up reads."""
    place = tmp_path / "checkout"
    shutil.copytree(ROOT / "tools", place / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, place)
    return place


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder for PATH with the tools of any Debian machine, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in _SHELL_TOOLS:
        found = shutil.which(tool)
        assert found, f"{tool} is missing on this machine"
        (folder / tool).symlink_to(found)
    return folder


def _shim(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _run(command: list[str], path: Path, cwd: Path, **more: str) -> tuple[int, str, str]:
    outcome = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": str(path), "HOME": str(cwd), **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return outcome.returncode, outcome.stdout, outcome.stderr


def test_setup_names_missing_python(checkout: Path, bare: Path) -> None:
    assert _run(["tools/setup"], bare, checkout) == (
        3,
        "",
        "janua: Python 3.11 is missing; on Debian install it with: apt install python3.11\n",
    )


def test_setup_passes_over_older_python(checkout: Path, bare: Path) -> None:
    _shim(bare, "python3", "exit 1")
    assert _run(["tools/setup"], bare, checkout)[0] == 3


def test_setup_names_missing_pip(checkout: Path, bare: Path) -> None:
    # -S leaves out site-packages, where pip lives.
    _shim(bare, "python3.11", f'exec {os.path.realpath(sys.executable)} -S "$@"')
    status, out, err = _run(["tools/setup"], bare, checkout)
    assert (status, out) == (3, "")
    assert err.splitlines()[1:] == [
        "janua: pip is missing for python3.11; on Debian install it with: apt install python3-pip"
    ]


def test_setup_names_missing_shell_tool(checkout: Path, bare: Path) -> None:
    (bare / "df").unlink()
    assert _run(["tools/setup"], bare, checkout) == (
        3,
        "",
        "janua: the command df is missing; on Debian install the package coreutils.\n",
    )


def test_setup_names_disk_that_fills_midway(checkout: Path, bare: Path) -> None:
    _shim(bare, "python3.11", '[ "$1" = -c ] && exit 0; echo "OSError: [Errno 28] No space left on device" >&2; exit 1')
    status, out, err = _run(["tools/setup"], bare, checkout)
    assert (status, out) == (3, "")
    assert err.splitlines()[1:] == [
        f"janua: the disk is full while fetching the installer; free 1 GB under {checkout} or in the cache "
        "and temporary folders, and run again."
    ]
    assert not (checkout / ".tools" / "janua-set-up").exists()


def _on_full_disk(checkout: Path, command: str) -> tuple[int, str]:
    """Run in a mount namespace of its own, with the checkout on a disk of 2 MB."""
    unshare = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    script = f'mount -t tmpfs -o size=2m tmpfs "$1" && cp -r "$2"/. "$1" && cd "$1" && {command}'
    disk = checkout.parent / "disk"
    disk.mkdir()
    # The tests themselves may run under make, whose variables would speak to the inner one.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    outcome = subprocess.run(
        [*unshare, "sh", "-c", script, "sh", str(disk), str(checkout)],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return outcome.returncode, outcome.stderr.replace(str(disk), "DISK")


def test_setup_refuses_full_disk(checkout: Path) -> None:
    status, said = _on_full_disk(checkout, "tools/setup")
    assert (status, len(said.splitlines())) == (3, 1)
    assert said.startswith("janua: the disk of DISK is full: ")
    assert said.endswith(" MB free, setup needs 900 MB. Free some room and run again.\n")


def test_demo_refuses_full_disk(checkout: Path) -> None:
    status, said = _on_full_disk(checkout, "make --no-print-directory -o setup demo")
    # make adds a line and a status of its own
    assert status == 2
    assert said.startswith("janua: the disk of . is full: ")
    assert [line.startswith("make: *** ") for line in said.splitlines()] == [False, True]


def test_setup_is_at_once_when_nothing_changed(checkout: Path, bare: Path) -> None:
    for folder, programs in ((".tools/bin", ("uv",)), (".venv/bin", ("python", "janua"))):
        (checkout / folder).mkdir(parents=True)
        for program in programs:
            _shim(checkout / folder, program, "exit 0")
    _shim(bare, "python3.11", "exit 0")
    assert _run(["tools/setup"], bare, checkout)[0] == 0
    # Without Python a second look can only be the look at the stamp.
    (bare / "python3.11").unlink()
    assert _run(["tools/setup"], bare, checkout) == (0, "", "")
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# newer\n")
    assert _run(["tools/setup"], bare, checkout)[0] == 3


def test_long_tests_name_missing_server(checkout: Path, bare: Path) -> None:
    _shim(bare, "id", "echo 1000")
    assert _run(["tools/test-long"], bare, checkout, JANUA_PG_ROOT=str(checkout)) == (
        3,
        "",
        "janua: the long tests need a PostgreSQL server, version 15 or later; "
        "on Debian install it with: apt install postgresql\n",
    )


def test_long_tests_refuse_named_folder_without_server(checkout: Path, bare: Path) -> None:
    assert _run(["tools/test-long"], bare, checkout, JANUA_TEST_PGBIN="/nowhere") == (
        3,
        "",
        "janua: JANUA_TEST_PGBIN names /nowhere, where no initdb lies.\n",
    )


@pytest.mark.parametrize(("installed", "chosen"), [(["14"], ""), (["15"], "15"), (["9.6", "15", "17"], "17")])
def test_long_tests_choose_newest_server(checkout: Path, bare: Path, installed: list[str], chosen: str) -> None:
    for version in installed:
        folder = checkout / "servers" / version / "bin"
        folder.mkdir(parents=True)
        _shim(folder, "initdb", "")
    _shim(bare, "id", "echo 1000")
    _shim(checkout / "tools", "spark", "")
    (checkout / ".venv/bin").mkdir(parents=True)
    _shim(checkout / ".venv/bin", "pytest", 'echo "$JANUA_TEST_PGBIN $*"')
    status, out, _ = _run(["tools/test-long"], bare, checkout, JANUA_PG_ROOT=str(checkout / "servers"))
    server = f"{checkout}/servers/{chosen}/bin -q -m long"
    law = f"== long tests of the law\n{server} tests/rules\n"
    expected = (0, f"{server} --ignore=tests/rules\n{law}") if chosen else (3, "")
    assert (status, out) == expected


@pytest.mark.parametrize("failing", ["not long and not proof", "long"])
def test_long_tests_fail_when_either_part_fails(checkout: Path, bare: Path, failing: str) -> None:
    for folder in ("tests/base", "servers/15/bin", ".venv/bin"):
        (checkout / folder).mkdir(parents=True)
    _shim(checkout / "servers/15/bin", "initdb", "")
    _shim(checkout / "tools", "spark", "")
    _shim(checkout / ".venv/bin", "pytest", f'echo "$3: $4 $7 $8"; [ "$3" != "{failing}" ]')
    status, out, _ = _run(["tools/test-long"], bare, checkout, JANUA_PG_ROOT=str(checkout / "servers"))
    runs = [line.strip() for line in out.splitlines() if not line.startswith("==")]
    assert (status, runs) == (
        1,
        ["not long and not proof: -n loadfile tests/base", "long: --ignore=tests/rules", "long: tests/rules"],
    )


def test_long_tests_end_where_spark_lacks_a_java(checkout: Path, bare: Path) -> None:
    (checkout / "servers/15/bin").mkdir(parents=True)
    _shim(checkout / "servers/15/bin", "initdb", "")
    _shim(bare, "id", "echo 1000")
    assert _run(["tools/test-long"], bare, checkout, JANUA_PG_ROOT=str(checkout / "servers")) == (
        3,
        "",
        "janua: the law is compared on Apache Spark, which needs a Java; "
        "on Debian install it with: apt install default-jre-headless\n",
    )


def test_help_names_every_target() -> None:
    outcome = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    targets = (ROOT / "Makefile").read_text().partition(".PHONY: ")[2].splitlines()[0].split()
    assert sorted(line.split()[1] for line in outcome.stdout.splitlines()) == sorted(targets)


@pytest.mark.parametrize(("failing", "status"), [("none", 0), ("lint", 1), ("test", 1), ("test-long", 1), ("setup", 1)])
def test_ci_fails_when_a_command_fails(tmp_path: Path, failing: str, status: int) -> None:
    for name in ("make", "apt-get"):
        _shim(tmp_path, name, f'[ "$1" != {failing} ]')
    outcome = subprocess.run(
        [str(ROOT / ".ci/run")],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    steps = [
        line.split()[2] for line in outcome.stdout.splitlines() if line.startswith("== make") and "at most" in line
    ]
    assert outcome.returncode == status
    assert steps == (["setup"] if failing == "setup" else ["setup", "lint", "test", "test-long"])


def test_checkout_is_importable_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "janua").mkdir()
    (tmp_path / "janua" / "__init__.py").write_text("raise RuntimeError('the wrong janua')\n")
    program = "import janua, demo, emulators, bench; print(janua.__file__)"
    outcome = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert outcome.stdout == f"{ROOT / 'janua/__init__.py'}\n"
