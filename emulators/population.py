"""What one register knows: a file of the fictional population, read once and kept by identity-card number."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Person = dict[str, Any]


def by_id_card(folder: Path | None, file: str) -> dict[str, Person]:
    """The lines of one file by their `id_card`; empty where there is no folder or file."""
    return {line["id_card"]: line for line in _lines(folder, file)}


def families(folder: Path | None) -> dict[str, dict[str, Any]]:
    """The families that are always there: key → what is to be said of them and their members by role."""
    if folder is None or not (folder / "manifest.json").exists():
        return {}
    named: dict[str, dict[str, Any]] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["families"]
    return named


def _lines(folder: Path | None, file: str) -> Iterator[Person]:
    if folder is None or not (folder / file).exists():
        return
    with (folder / file).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
