"""The shape that other programs rely on, and the exit status."""

import json
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

import bench.__main__ as command
from bench.results import Options, Result

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/bench.json").read_text())


def _result(*, ours: float, better: str = "lower") -> Result:
    return Result(
        name="x", ours=ours, limit=2, bar=1, unit="ms", runs=3, better="higher" if better != "lower" else "lower"
    )


@pytest.mark.parametrize(
    ("ours", "better", "status"), [(1, "lower", 0), (3, "lower", 1), (3, "higher", 0), (1, "higher", 1)]
)
def test_main_judges_by_the_bar_and_writes_one_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ours: float, better: str, status: int
) -> None:
    asked = []

    def run(options: Options) -> list[Result]:
        asked.append(options)
        return [_result(ours=ours, better=better)]

    monkeypatch.setattr(command, "import_module", lambda name: SimpleNamespace(run=run))

    given = command.main(["facts", "--json", "--rows", "5"])

    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, SCHEMA)
    assert (given, asked, document[0]["ratio"], document[0]["pass"]) == (
        status,
        [Options(rows=5)],
        ours / 2,
        status == 0,
    )


def test_every_benchmark_that_is_named_can_be_run() -> None:
    assert all(callable(command._runner(name)) for name in command.BENCHMARKS)
