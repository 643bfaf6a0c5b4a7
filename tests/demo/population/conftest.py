"""One population of the usual size, written once, read by all tests here."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demo.population.mt.write import write

SEED = 1
PEOPLE = 2000


@dataclass(frozen=True)
class Folder:
    """A written population: `lines` by file, `manifest`, and where it lies."""

    path: Path
    manifest: dict[str, Any]
    lines: dict[str, list[dict[str, Any]]]

    def by_card(self, file: str) -> dict[str, dict[str, Any]]:
        """The lines of a file by identity-card number."""
        return {line["id_card"]: line for line in self.lines[file]}

    def members(self, family: str) -> dict[str, str]:
        """Role → identity-card number of a family that is always there."""
        members: dict[str, str] = self.manifest["families"][family]["members"]
        return members


@pytest.fixture(scope="session")
def population(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """2,000 persons of seed 1."""
    path = tmp_path_factory.mktemp("population")
    manifest = write(seed=SEED, people=PEOPLE, to=path)
    lines = {
        file: [json.loads(line) for line in (path / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()]
        for file in manifest["counts"]
    }
    return Folder(path, manifest, lines)
