"""The command writes the folder, talks on standard error only, and says what is wrong in one line."""

import json
from pathlib import Path

from click.testing import CliRunner

from demo.__main__ import main


def test_population_writes_the_folder_and_leaves_standard_output_alone(tmp_path: Path) -> None:
    out = tmp_path / "people"
    done = CliRunner().invoke(
        main, ["population", "--country", "mt", "--seed", "5", "--people", "60", "--out", str(out)]
    )
    assert (done.exit_code, done.stdout) == (0, "")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["country"], manifest["seed"], manifest["people"]) == ("mt", 5, 60)
    assert f"{manifest['counts']['persons']} persons of mt, seed 5" in done.stderr
    assert sorted(path.stem for path in out.glob("*.jsonl")) == sorted(manifest["counts"])


def test_population_refuses_a_country_without_people(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["population", "--country", "xx", "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert "'mt'" in done.stderr


def test_population_refuses_a_folder_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert CliRunner().invoke(main, ["population", "--out", str(file)]).exit_code == 2
