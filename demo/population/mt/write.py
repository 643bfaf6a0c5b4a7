"""The Maltese population as a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.population.folder import write_folder
from demo.population.mt.calendar import AS_OF
from demo.population.mt.population import draw_families
from demo.population.mt.shapes import FILES


def write(*, seed: int, people: int, to: Path, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Write the folder described in README.md and return its manifest."""
    about = {"country": "mt", "seed": seed, "people": people, "as_of": AS_OF.isoformat()}
    families = draw_families(seed=seed, people=people)
    return write_folder(families, shapes=FILES, about=about, currency="EUR", to=to, progress=progress)
