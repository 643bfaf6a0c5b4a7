"""What scanners find is red until somebody answers it, and an answer to nothing is red too."""

import importlib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "scan"))
    return importlib.import_module("run")


def test_judge_tells_of_what_nobody_answered_and_of_answers_to_nothing(run: Any) -> None:
    found = [
        run.Finding("bandit", "B608", "janua/registers/row_security.py", 4, "statement"),
        run.Finding("bandit", "B608", "janua/portal/views/new.py", 7, "statement"),
    ]
    answered = [
        run.Answer("bandit", "B608", ("janua/*/row_security.py",), "ours"),
        run.Answer("bandit", "B102", ("janua/gone.py",), "was ours"),
    ]

    assert run.judge(found, answered) == [
        "janua/portal/views/new.py:7: bandit B608: statement",
        "tools/scan/answers.yaml: bandit B102 janua/gone.py: answers nothing any more",
    ]


def test_every_answer_has_a_reason_and_a_scanner_that_there_is(run: Any) -> None:
    known = {path.stem for path in (ROOT / "tools" / "scan").glob("*.txt")}
    answered = run.answers()

    assert (len(answered) > 10, {one.scanner for one in answered} <= known) == (True, True)
    assert [one for one in answered if len(one.why) < 20 or not one.where] == []


def test_scanner_that_does_not_run_is_red(run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "SCANNERS", tmp_path)

    assert run.main(["bandit"]) == 1
