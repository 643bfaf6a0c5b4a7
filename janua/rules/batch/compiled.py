"""The printed programme compiled by Numba, once for each text; the law's numbers are arguments: no reform waits."""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from janua.rules.batch import days, entries, sharing, wide, words
from janua.rules.batch.arrays import Arrays, opened
from janua.rules.batch.numbers import Numbers, Overlay, numbers_of
from janua.rules.batch.plain import given_days
from janua.rules.batch.programme import RESULTS, Printed, print_programme
from janua.rules.batch.results import Results
from janua.rules.columns import Tables
from janua.rules.law import Law
from janua.values import Period

Whole = npt.NDArray[np.int64]
_BESIDE = (days, entries, sharing, wide, words)  # modules that are compiled into the programme


def kept_laws() -> Path:
    """Where compiled laws are kept for the next time: a folder of this user's own, for it is code that is run."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "janua" / "laws"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


@dataclass(slots=True)
class Block:
    """Some units in arrays; every array is of whole numbers, `words.NA` where nothing is known.

    members  (roles and facts, n_members)     units  (days and facts, n_units)
    bounds   (n_units + 1,) first member of each unit        groups  (n_units,) which edition of the law
    values, starts, ends, dated   (n_entries,) of all series one after another
    offsets  (n_series, most of n_members and n_units, + 1) first entry of each member, or of each unit
    """

    members: Whole
    units: Whole
    bounds: Whole
    groups: Whole
    values: Whole
    starts: Whole
    ends: Whole
    dated: Whole
    offsets: Whole

    @property
    def widest(self) -> int:
        """Members of the largest unit."""
        return max(int(np.diff(self.bounds).max(initial=1)), 1)


@dataclass(slots=True)
class Found:
    """What comes out: results (5, n_units), values of persons (k, n_members), of units (k, n_units)."""

    results: Whole
    of_persons: Whole
    of_units: Whole

    @classmethod
    def empty(cls, printed: Printed, units: int, members: int) -> "Found":
        """To be filled by a run of every group."""
        shapes = (len(RESULTS), units), (len(printed.of_persons), members), (len(printed.of_units), units)
        return cls(*(np.empty(shape, dtype=np.int64) for shape in shapes))


@dataclass(frozen=True, slots=True)
class Kernel:
    """One printed programme, ready to run; may be shared between threads, which it does not hold up."""

    printed: Printed
    function: Callable[..., None]

    def run(self, block: Block, numbers: Numbers, given: tuple[int, int, int], group: int, found: Found) -> None:
        """Work out the units of one group.

        given   the legal date, first and last day of the period, as numbers of the calendar
        """
        widest, printed = block.widest, self.printed
        slots = max(printed.slots, 1)
        scratch = np.empty((widest, slots), np.int64), np.empty((widest, slots), np.int8)
        kept = np.zeros(2, np.int64), np.empty(max(printed.singles, 1), np.int64)
        weights = np.empty(max(2 * printed.shares * widest, 1), np.int64)
        lists = [
            np.array(column, dtype=np.int64) for column in (numbers.places, numbers.lows, numbers.highs, numbers.values)
        ]
        self.function(
            block.members, block.units, np.array(given, dtype=np.int64), *lists, block.values, block.starts, block.ends,
            block.dated, block.offsets, *scratch, *kept, weights, widest, block.bounds, block.groups, group,
            found.results, found.of_persons, found.of_units,
        )  # fmt: skip


def kernel_of(printed: Printed, folder: Path) -> Kernel:
    """The compiled programme: from the folder where it was compiled before, else compiled now.

    folder   keeps text and machine code; may be thrown away at any time
    """
    module = _loaded(printed.text, folder)
    return Kernel(printed, module.run)


def run_compiled(
    law: Law,
    tables: Tables,
    on: date,
    period: Period,
    folder: Path,
    *,
    outputs: tuple[str, ...] = (),
    overlay: Overlay | None = None,
) -> Results:
    """What `assess` says of every unit of the tables, worked out by the compiled programme; as `run_plain`."""
    arrays = Arrays(tables, law, on)
    block = _block(arrays)
    found: Found | None = None
    printed: Printed | None = None
    for group, day in enumerate(arrays.days):
        printed = print_programme(law, tables.layout.programme, day, compiled=True, outputs=outputs)
        found = found or Found.empty(printed, arrays.units, arrays.members)
        kernel_of(printed, folder).run(block, numbers_of(printed, overlay), given_days(on, period), group, found)
    if printed is None or found is None:
        return Results([], [], [], [], [], [])
    outcome, amount, kind, failed, missing = found.results.tolist()
    return Results(
        [number or 0 for number in tables.units["unit"]], outcome, opened(amount), kind, failed, missing,
        dict(zip(printed.of_persons, map(opened, found.of_persons.tolist()), strict=True)),
        dict(zip(printed.of_units, map(opened, found.of_units.tolist()), strict=True)),
    )  # fmt: skip


def _block(arrays: Arrays) -> Block:
    longest = max((len(row) for row in arrays.offsets), default=1)
    offsets = np.zeros((len(arrays.offsets), longest), np.int64)
    for number, row in enumerate(arrays.offsets):
        offsets[number, : len(row)] = row
    lists = (arrays.bounds, arrays.groups, arrays.values, arrays.starts, arrays.ends, arrays.dated)
    members = np.array(arrays.of_members, np.int64).reshape(len(arrays.of_members), arrays.members)
    units = np.array(arrays.of_units, np.int64).reshape(len(arrays.of_units), arrays.units)
    bounds, groups, *entries = (np.array(column, np.int64) for column in lists)
    values, starts, ends, dated = entries
    return Block(members, units, bounds, groups, values, starts, ends, dated, offsets)


def _loaded(text: str, folder: Path) -> ModuleType:
    """The module of a text; its name carries the digest of everything that is compiled into it."""
    digest = hashlib.sha256(text.encode())
    for module in _BESIDE:
        assert module.__file__ is not None  # they are files of this package
        digest.update(Path(module.__file__).read_bytes())
    name = f"law_{digest.hexdigest()[:32]}"
    if name in sys.modules:
        return sys.modules[name]
    path = folder / f"{name}.py"
    if not path.exists():  # a new file would be compiled anew
        folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{os.getpid()}")
        written.write_text(text, encoding="utf-8")
        written.replace(path)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # it is a file of Python
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def warm(kernel: Kernel) -> None:
    """Compile (or load) now rather than at the first block."""
    printed = kernel.printed
    columns = len(printed.layout.roles) + len(printed.layout.of_members)
    empty: Any = np.empty(0, np.int64)
    offsets = np.zeros((len(printed.layout.series), 1), np.int64)
    units = np.empty((3 + len(printed.layout.of_units), 0), np.int64)
    members = np.empty((columns, 0), np.int64)
    block = Block(members, units, np.zeros(1, np.int64), empty, empty, empty, empty, empty, offsets)
    nothing = Numbers([0] * printed.places, [], [], [])
    kernel.run(block, nothing, (1, 1, 1), 0, Found.empty(printed, 0, 0))
