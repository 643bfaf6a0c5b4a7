"""The population of Ukraine as a folder."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from demo.population.ua.lives import AS_OF
from demo.population.ua.population import Household, Somebody, draw_households


def _person(one: Somebody) -> dict[str, Any]:
    return {
        "id": one.key,
        "rnokpp": one.taxpayer or None,
        "unzr": one.demographic,
        "name": {"Cyrl": one.name, "Latn": one.latin},
        "born_on": one.born_on.isoformat(),
        "sex": one.sex,
        "role": one.role,
    }


_FILES: dict[str, Callable[[Household], list[dict[str, Any]]]] = {
    "persons": lambda household: [_person(one) for one in household.people],
    "households": lambda household: [
        {"id": household.number, "kind": household.kind, "address": household.place._asdict()}
    ],
    "situations": lambda household: [{"id": household.number, "situation": household.situation()}],
}


def write(*, seed: int, people: int, to: Path, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Write the folder described in README.md and return its manifest."""
    to.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(_FILES, 0)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((to / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for name in _FILES
        }
        for household in draw_households(seed=seed, people=people):
            for name, lines_of in _FILES.items():
                lines = lines_of(household)
                counts[name] += len(lines)
                files[name].writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
            progress(len(household.people))
    manifest = {"country": "ua", "seed": seed, "people": people, "as_of": AS_OF.isoformat(), "counts": counts}
    (to / "manifest.json").write_text(f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n", encoding="utf-8")
    return manifest
