"""ruff and mypy bite with the settings of pyproject.toml, and `make lint` tells when any check found something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

_PROGRAMS = Path(sys.executable).parent

# What ruff is there to refuse, and the code it does so under.
FAULTS = {
    "DTZ011": "from datetime import date\n\nprint(date.today())\n",
    "BLE001": "try:\n    pass\nexcept Exception:\n    pass\n",
    "S608": "def find(table: str) -> str:\n    return f'SELECT * FROM {table}'\n",
    "S602": "import subprocess\n\nsubprocess.run('ls *', shell=True, check=True)\n",
    "T201": "print('here')\n",
    "ERA001": "# total = total + 1\n",
    "F401": "import json\n",
    "E501": f"words = '{'a' * 120}'\n",
    "C901": "def f(a):\n" + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(13)),
    "INP001": "x = 1\n",
    "TD002": "# TO" + "DO: later\n",
    "B006": "def f(a=[]):\n    return a\n",
}


@pytest.mark.parametrize(("code", "text"), FAULTS.items(), ids=FAULTS)
def test_ruff_refuses(code: str, text: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "janua" / "planted.py"
    planted.parent.mkdir()
    planted.write_text(text)
    outcome = _run(tmp_path, "ruff", "check", "--no-cache", "--output-format=concise", "janua")
    assert outcome.returncode == 1
    assert f" {code} " in outcome.stdout


def test_ruff_leaves_law_to_its_own_checker(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "janua" / "countries" / "zz" / "law" / "benefit.py"
    planted.parent.mkdir(parents=True)
    planted.write_text("import json\n")
    assert _run(tmp_path, "ruff", "check", "--no-cache", "janua").returncode == 0


def test_mypy_refuses_untyped_and_wrong_code(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "from typing import Any\n\n\n"
        "def untyped(a):\n    return a\n\n\n"
        "def bare(a: list) -> None: ...\n\n\n"
        "def anything(a: Any) -> int:\n    return a\n\n\n"
        "number: int = 'one'  # type: ignore\n"
    )
    outcome = _run(
        ROOT, "mypy", f"--cache-dir={tmp_path}/cache", "--no-error-summary", "--hide-error-context", str(planted)
    )
    codes = [line.rpartition("[")[2].rstrip("]") for line in outcome.stdout.splitlines() if ": error: " in line]
    assert (outcome.returncode, codes) == (1, ["no-untyped-def", "type-arg", "no-any-return", "ignore-without-code"])


@pytest.mark.parametrize(
    ("failing", "status"), [("none", 0), ("ruff", 1), ("mypy", 1), ("lint-imports", 1), ("python", 1), ("janua", 1)]
)
def test_lint_runs_every_check_and_tells_of_any_finding(tmp_path: Path, failing: str, status: int) -> None:
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "janua" / "countries" / "zz" / "law").mkdir(parents=True)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("ruff", "mypy", "lint-imports", "python", "janua"):
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $*"\n[ {name} != {failing} ]\n')
        (programs / name).chmod(0o755)
    outcome = subprocess.run([tmp_path / "tools" / "lint"], capture_output=True, text=True, timeout=60, check=False)
    ran = [line.split()[0] for line in outcome.stdout.splitlines()]
    assert (outcome.returncode, ran) == (status, ["ruff", "mypy", "lint-imports", "python", "janua"])
    assert outcome.stdout.endswith("janua law check zz\n")


def _run(cwd: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [_PROGRAMS / program, *arguments],
        cwd=cwd,
        env={**os.environ, "JANUA_ENV": "test"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
