"""Writing the population to a folder that emulators and loaders read."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from demo.population.people import Family
from janua.values import Money

Shapes = Mapping[str, Callable[[Family], list[dict[str, Any]]]]


def write_folder(
    families: Iterable[Family],
    *,
    shapes: Shapes,
    about: Mapping[str, Any],
    currency: str,
    to: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """Write one `.jsonl` file for each shape, then `manifest.json`, and return the manifest.

    about      what the manifest says besides: country, seed, people, as_of
    progress   told the number of persons after each family
    """
    to.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(shapes, 0)
    named: dict[str, Any] = {}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((to / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for name in shapes
        }
        for family in families:
            for name, shape in shapes.items():
                records = shape(family)
                counts[name] += len(records)
                files[name].writelines(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
            if family.key:
                named[family.key] = _named(family, currency)
            progress(len(family.persons))
    manifest = {**about, "counts": counts, "families": named}
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (to / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    return manifest


def _named(family: Family, currency: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"about": family.about, "members": dict(family.members)}
    if family.declares:
        entry["declares"] = [
            {
                "member": declared.member,
                "attribute": declared.attribute,
                "year": declared.year,
                "amount": Money(declared.minor, currency).to_json(),
            }
            for declared in family.declares
        ]
    return entry
