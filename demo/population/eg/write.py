"""The Egyptian population as a folder."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from demo.population.eg.calendar import AS_OF
from demo.population.eg.people import Household
from demo.population.eg.population import draw_households

Record = dict[str, Any]


def persons(household: Household) -> list[Record]:
    """Who there is."""
    return [
        {
            "national_number": person.number,
            "name": {"Arab": person.arabic, "Latn": person.latin},
            "born_on": person.born_on.isoformat(),
            "sex": person.sex,
            "language": "ar",
            "household": household.number,
        }
        for person in household.persons
    ]


def households(household: Household) -> list[Record]:
    """How and where a household lives."""
    place = household.place
    return [
        {
            "id": household.number,
            "kind": household.kind,
            "governorate": place.governorate,
            "village": place.is_village,
        }
    ]


def situations(household: Household) -> list[Record]:
    """The household as the law reads it."""
    return [{"id": household.number, "situation": household.situation()}]


FILES: dict[str, Callable[[Household], list[Record]]] = {
    shape.__name__: shape for shape in (persons, households, situations)
}


def write(*, seed: int, people: int, to: Path, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Write the folder described in README.md and return its manifest."""
    to.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(FILES, 0)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((to / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for name in FILES
        }
        for household in draw_households(seed=seed, people=people):
            for name, lines_of in FILES.items():
                lines = lines_of(household)
                counts[name] += len(lines)
                files[name].writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
            progress(len(household.persons))
    manifest = {"country": "eg", "seed": seed, "people": people, "as_of": AS_OF.isoformat(), "counts": counts}
    (to / "manifest.json").write_text(f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n", encoding="utf-8")
    return manifest
