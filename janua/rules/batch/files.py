"""A population's files, in Parquet: the columns of `janua.rules.columns`, written once and read in blocks of units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numba import njit

from janua.rules.attributes import Attribute
from janua.rules.batch.compiled import Block
from janua.rules.batch.sources import UNIT_DAYS
from janua.rules.batch.words import NA
from janua.rules.columns import OF_UNIT, Layout, Tables, is_of_member

# Arrow's own pool asks for huge pages and gives them back at every block: that costs as much as the law.
pa.set_memory_pool(pa.system_memory_pool())

Whole = npt.NDArray[np.int64]
ALWAYS = {"unit", "member", "members", "ordinal", "dated", "outcome", "amount_kind", "failed", "missing"}
BATCH = 131_072
ENTRIES = ("value", "starts_on", "ends_on", "dated")


class NotSorted(Exception):
    """The files of a population do not fit each other: rows of a unit are missing, or stand elsewhere."""


class Seal(Protocol):
    """How files are encrypted: Parquet's own way, each file under a key of its own."""

    def for_writing(self) -> Any:
        """Encryption properties of one new file."""

    def for_reading(self) -> Any:
        """Decryption properties of one file."""


@dataclass(frozen=True, slots=True)
class Population:
    """The files of one programme's population, each sorted by unit, member, entry.

    series   attribute → file of its entries
    seal     None where the files are not encrypted
    """

    members: Path
    units: Path
    series: dict[str, Path] = field(default_factory=dict)
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some units with all that belongs to them, as read."""

    units: pa.Table
    members: pa.Table
    series: tuple[pa.Table, ...]


def write_population(tables: Iterable[Tables], folder: Path, seal: Seal | None = None) -> Population:
    """Tables, one after another, as the files of one population."""
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[Path, pq.ParquetWriter] = {}
    found = Population(folder / "members.parquet", folder / "units.parquet", seal=seal)
    for some in tables:
        parts = [(found.members, some.members), (found.units, some.units)]
        for name, entries in some.series.items():
            found.series[name] = folder / f"series_{name}.parquet"
            parts.append((found.series[name], entries))
        for path, columns in parts:
            table = pa.table({name: pa.array(column, pa.int64()) for name, column in columns.items()})
            writers[path] = writers.get(path) or writer_of(path, table.schema, seal, told=True)
            writers[path].write_table(table.cast(writers[path].schema))
    for writer in writers.values():
        writer.close()
    return found


def writer_of(path: Path, schema: pa.Schema, seal: Seal | None = None, *, told: bool = False) -> pq.ParquetWriter:
    """A file of whole numbers: their differences pack better than a general compression, and cost less.

    told   the footer tells of every column whether anything is missing in it (encrypted where the file is)
    """
    fields = [field.with_nullable(field.name not in ALWAYS) for field in schema]
    return pq.ParquetWriter(
        path, pa.schema(fields), use_dictionary=False, write_statistics=True if told else ["unit"], compression="none",
        column_encoding=dict.fromkeys(schema.names, "DELTA_BINARY_PACKED"),
        encryption_properties=seal.for_writing() if seal else None,
    )  # fmt: skip


def pieces(population: Population, layout: Layout, units_at_once: int) -> Iterator[Piece]:
    """The population in blocks of so many units."""
    seal = population.seal
    units = _Taking(population.units, ["unit", "members", *UNIT_DAYS, *_facts(layout.of_units)], seal)
    members = _Taking(population.members, ["unit", "member", *_roles(layout), *_facts(layout.of_members)], seal)
    names = ["unit", "member", *ENTRIES]
    series = [_Taking(population.series[attribute.name], names, seal) for attribute in layout.series]
    while (some := units.take(units_at_once)).num_rows:
        number = pc.sum(some["members"]).as_py()
        theirs = members.take(number)
        if theirs.num_rows < number:
            raise NotSorted(f"{population.members}: {number - theirs.num_rows} members are missing at its end")
        last = some["unit"][-1].as_py()
        yield Piece(some, theirs, tuple(entries.take_until(last) for entries in series))
    for path, rest in ((population.members, members), *zip(population.series.values(), series, strict=False)):
        if rest.take(1).num_rows:
            raise NotSorted(f"{path}: rows of no unit stand at its end")


def block_of(piece: Piece, layout: Layout) -> Block:
    """A piece in arrays; all units of the first group.

    Raises   NotSorted where members or entries do not stand where their unit says
    """
    unit = _whole(piece.units["unit"])
    counts = _whole(piece.units["members"])
    bounds = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=bounds[1:])
    if not _in_order(unit, bounds, _whole(piece.members["unit"]), _whole(piece.members["member"])):
        raise NotSorted("members do not stand in the order of their units")
    members = _matrix(piece.members, [*_roles(layout), *_facts(layout.of_members)])
    units = _matrix(piece.units, [*UNIT_DAYS, *_facts(layout.of_units)])
    longest = max(int(bounds[-1]), len(unit)) + 1
    offsets = np.zeros((len(layout.series), longest), np.int64)
    first = 0
    for number, (attribute, entries) in enumerate(zip(layout.series, piece.series, strict=True)):
        width = int(bounds[-1]) if is_of_member(attribute) else len(unit)
        rows = _rows_of(entries, unit, bounds)
        np.cumsum(np.bincount(rows, minlength=width), out=offsets[number, 1 : width + 1])
        offsets[number] += first
        first += len(rows)
    entries = [_joined(piece.series, name) for name in ENTRIES]
    values, starts, ends, dated = entries
    return Block(members, units, bounds, np.zeros(len(unit), np.int64), values, starts, ends, dated, offsets)


@njit(nogil=True, cache=True)
def _in_order(unit: Whole, bounds: Whole, owner: Whole, member: Whole) -> bool:
    """Do members stand unit by unit, each from the first to the last?"""
    for number in range(len(unit)):
        for row in range(bounds[number], bounds[number + 1]):
            if owner[row] != unit[number] or member[row] != row - bounds[number]:
                return False
    return True


def _rows_of(entries: pa.Table, unit: Whole, bounds: Whole) -> Whole:
    """Whose each entry is: the row of its member, or of its unit."""
    owner, member = _whole(entries["unit"]), _whole(entries["member"])
    place = np.searchsorted(unit, owner)
    if np.any(unit[np.minimum(place, len(unit) - 1)] != owner):
        raise NotSorted("entries of no unit")
    rows = np.where(member == OF_UNIT, place, bounds[place] + member)
    if np.any(np.diff(rows) < 0) or np.any((member != OF_UNIT) & (rows >= bounds[place + 1])):
        raise NotSorted("entries do not stand in the order of their members")
    return rows


def _roles(layout: Layout) -> list[str]:
    return [f"role_{role}" for role in layout.roles]


def _facts(attributes: Iterable[Attribute]) -> list[str]:
    return [f"fact_{attribute.name}" for attribute in attributes]


def _joined(tables: tuple[pa.Table, ...], name: str) -> Whole:
    columns = [_whole(table[name]) for table in tables]
    return np.concatenate(columns) if columns else np.zeros(0, np.int64)


def _matrix(table: pa.Table, names: list[str]) -> Whole:
    found = np.empty((len(names), table.num_rows), np.int64)
    for row, name in enumerate(names):
        _fill(found[row], table[name])
    return found


def _whole(column: pa.ChunkedArray) -> Whole:
    found = np.empty(len(column), np.int64)
    _fill(found, column)
    return found


def _fill(target: Whole, column: pa.ChunkedArray) -> None:
    """A column of whole numbers of any width; a number of its own for what is not known."""
    at = 0
    for chunk in column.chunks:
        part = target[at : at + len(chunk)]
        if chunk.null_count == len(chunk):
            part[:] = NA
        elif chunk.null_count:
            part[:] = chunk.cast(pa.int64()).fill_null(NA).to_numpy()
        elif pa.types.is_boolean(chunk.type):
            part[:] = chunk.cast(pa.int8()).to_numpy()
        else:
            part[:] = chunk.to_numpy()
        at += len(chunk)


class _Taking:
    """Rows of a file in the order they stand, some at a time."""

    def __init__(self, path: Path, columns: list[str], seal: Seal | None) -> None:
        opened = seal.for_reading() if seal else None
        self._file = pq.ParquetFile(path, pre_buffer=False, decryption_properties=opened)
        self._batches = self._file.iter_batches(batch_size=BATCH, columns=columns)
        self._empty = self._file.schema_arrow.empty_table().select(columns)
        self._left: list[pa.RecordBatch] = []

    def take(self, number: int) -> pa.Table:
        """The next rows; fewer at the end."""
        taken = []
        while number and (batch := self._next()) is not None:
            taken.append(batch.slice(0, number))
            if batch.num_rows > number:
                self._left.append(batch.slice(number))
            number -= taken[-1].num_rows
        return pa.Table.from_batches(taken) if taken else self._empty

    def take_until(self, last: int) -> pa.Table:
        """The next rows of units up to one."""
        taken = []
        while (batch := self._next()) is not None:
            units = batch.column(0).to_numpy()
            number = int(np.searchsorted(units, last, side="right"))
            taken.append(batch.slice(0, number))
            if number < batch.num_rows:
                self._left.append(batch.slice(number))
                break
        return pa.Table.from_batches(taken) if taken else self._empty

    def _next(self) -> pa.RecordBatch | None:
        return self._left.pop() if self._left else next(self._batches, None)
