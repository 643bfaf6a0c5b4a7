"""What a benchmark gives: one line a figure, each against its bar."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Result:
    """One figure.

    ours, limit   what our code reached, and what it is measured against, in `unit`
    bar           what `ratio` (ours ÷ limit) must keep to
    better        whether a higher or a lower ratio is the better one
    """

    name: str
    ours: float
    limit: float
    bar: float
    unit: str
    runs: int
    better: Literal["higher", "lower"] = "lower"

    @property
    def ratio(self) -> float:
        """Ours ÷ limit."""
        return self.ours / self.limit

    @property
    def passed(self) -> bool:
        """Whether the ratio keeps to the bar."""
        return self.ratio >= self.bar if self.better == "higher" else self.ratio <= self.bar

    def to_json(self) -> dict[str, Any]:
        """The shape that other programs rely on: docs/schemas and the README of the commands."""
        shape = asdict(self)
        shape.pop("better")
        for figure in ("ours", "limit"):
            shape[figure] = round(shape[figure], 4)
        return {
            "name": shape["name"],
            "ours": shape["ours"],
            "limit": shape["limit"],
            "ratio": round(self.ratio, 4),
            "bar": self.bar,
            "pass": self.passed,
            "unit": self.unit,
            "runs": self.runs,
        }


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the caller chose.

    rows    size, in the benchmark's own rows; None leaves it to the benchmark
    small   all benchmarks are run one after the other: each takes the size that fits
    pack    a country's code, where a benchmark can take a country's own law
    folder  where a benchmark keeps what takes long to make; JANUA_BENCH_DIR or the cache of the home where None
    minutes, citizens, officers   how long the day is, and who comes
    """

    rows: int | None = None
    small: bool = False
    pack: str | None = None
    folder: Path | None = None
    minutes: float | None = None
    citizens: int | None = None
    officers: int | None = None


def times_of(action: Callable[[], object], *, runs: int) -> list[float]:
    """Seconds of each run, in the order of time."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return taken


def median_ms(taken: list[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(taken) * 1000


def highest_ms(taken: list[float], share: float = 0.99) -> float:
    """The time in milliseconds that this share of the runs keeps to."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000
