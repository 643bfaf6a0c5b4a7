"""The mass run, file to file: reading and writing go on beside the law; memory stays as small as one block of units."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import Full, Queue
from threading import Event, Thread
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from janua.rules.batch.compiled import Block, Found, Kernel, kernel_of
from janua.rules.batch.files import Piece, Population, block_of, pieces, writer_of
from janua.rules.batch.numbers import Overlay, numbers_of
from janua.rules.batch.plain import given_days
from janua.rules.batch.programme import print_programme
from janua.rules.batch.words import NA
from janua.rules.columns import layout_of
from janua.rules.law import Law
from janua.values import Period

UNITS_AT_ONCE = 65_536
WAITING = 2  # blocks that may wait between two steps
T = TypeVar("T")
_SMALL = {"outcome": pa.int32(), "amount_kind": pa.int32(), "missing": pa.int32()}


@dataclass(frozen=True, slots=True)
class Results:
    """Files of a run's results: `units` has unit, outcome, amount, amount_kind, failed, missing and what is wanted of
    units; `persons` has unit, member and what is wanted of persons (None: not wanted)."""

    units: Path
    persons: Path | None = None


@dataclass(slots=True)
class Counted:
    """How much a run worked out; `groups` are the editions of the law that it met."""

    units: int = 0
    persons: int = 0
    editions: int = 0


@dataclass(slots=True)
class Run:
    """One programme for one population: its kernels, made when the first unit of an edition comes."""

    law: Law
    programme: str
    on: date
    period: Period
    cache: Path
    outputs: tuple[str, ...] = ()
    overlay: Overlay | None = None
    kernels: dict[int, tuple[Kernel, Any]] = field(default_factory=dict)
    _groups: dict[int, int] = field(default_factory=dict)

    def prepare(self, piece: Piece) -> None:
        """Make the kernels of every edition that a piece asks for, before several threads work."""
        for day in set(piece.units["parameter_day"].unique().to_pylist()):
            self._edition(NA if day is None else day)

    def work(self, block: Block) -> Found:
        """Results of a block."""
        self._group(block)
        kernel, _ = self.kernels[int(block.groups[0])]
        found = Found.empty(kernel.printed, len(block.groups), int(block.bounds[-1]))
        for group in np.unique(block.groups).tolist():
            kernel, numbers = self.kernels[group]
            kernel.run(block, numbers, given_days(self.on, self.period), group, found)
        return found

    def _group(self, block: Block) -> None:
        """Which edition of the law is each unit's: that of its parameter day."""
        if (block.units[0] == block.units[0, 0]).all():  # most runs have one day
            block.groups[:] = self._edition(int(block.units[0, 0]))
            return
        days, places = np.unique(block.units[0], return_inverse=True)
        block.groups = np.array([self._edition(day) for day in days.tolist()], np.int64)[places]

    def _edition(self, number: int) -> int:
        if number not in self._groups:
            day = self.on if number == NA else date.fromordinal(number)
            edition = self.law.edition(day, traced=False).day
            if edition not in self.kernels:
                printed = print_programme(self.law, self.programme, day, compiled=True, outputs=self.outputs)
                self.kernels[edition] = kernel_of(printed, self.cache), numbers_of(printed, self.overlay)
            self._groups[number] = edition
        return self._groups[number]


def run_files(run: Run, population: Population, results: Results, *, units_at_once: int = UNITS_AT_ONCE) -> Counted:
    """Work out a whole population from files into files."""
    layout = layout_of(run.law, run.programme, run.outputs)
    counted = Counted()

    def worked() -> Iterator[tuple[Piece, Found]]:
        for piece in ahead(pieces(population, layout, units_at_once)):
            found = run.work(block_of(piece, layout))
            counted.units += piece.units.num_rows
            counted.persons += piece.members.num_rows
            yield piece, found

    with _Writing(run, results) as writing:
        behind(worked(), writing.write)
    counted.editions = len(run.kernels)
    return counted


def ahead(source: Iterable[T]) -> Iterator[T]:
    """What a source gives, made by a thread of its own while the last one is used."""
    queue: Queue[Any] = Queue(WAITING)
    ended, stop = object(), Event()

    def put(one: object) -> bool:
        while not stop.is_set():
            try:
                queue.put(one, timeout=0.1)
            except Full:
                continue
            return True
        return False

    def fill() -> None:
        try:
            for one in source:
                if not put((one, None)):
                    return
            put((ended, None))
        except BaseException as error:  # noqa: BLE001 - raised again where the results are used
            put((ended, error))

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        while True:
            one, error = queue.get()
            if error is not None:
                raise error
            if one is ended:
                return
            yield one
    finally:
        stop.set()
        thread.join()


def behind(source: Iterable[T], use: Callable[[T], None]) -> None:
    """Use what a source gives in the caller's thread's stead: the source runs here, the use behind it."""
    queue: Queue[Any] = Queue(WAITING)
    ended = object()
    failed: list[BaseException] = []

    def drain() -> None:
        while (one := queue.get()) is not ended:
            if not failed:
                try:
                    use(one)
                except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                    failed.append(error)

    thread = Thread(target=drain, daemon=True)
    thread.start()
    try:
        for one in source:
            if failed:
                break
            queue.put(one)
    finally:
        queue.put(ended)
        thread.join()
    if failed:
        raise failed[0]


class _Writing:
    """Result files under way; taken away again where the run fails."""

    def __init__(self, run: Run, results: Results) -> None:
        self._run, self._results = run, results
        self._writers: dict[Path, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for path, writer in self._writers.items():
            writer.close()
            if kind is not None:
                path.unlink()

    def write(self, worked: tuple[Piece, Found]) -> None:
        piece, found = worked
        printed = next(iter(self._run.kernels.values()))[0].printed
        columns: dict[str, Any] = {"unit": piece.units["unit"]}
        for name, row in zip(("outcome", "amount", "amount_kind", "failed", "missing"), found.results, strict=True):
            columns[name] = _column(row, _SMALL.get(name, pa.int64()))
        for name, row in zip(printed.of_units, found.of_units, strict=True):
            columns[name] = _column(row, pa.int64())
        self._put(self._results.units, pa.table(columns))
        if self._results.persons is not None:
            self._put(self._results.persons, _persons(piece, found, printed.of_persons))

    def _put(self, path: Path, table: pa.Table) -> None:
        if path not in self._writers:
            self._writers[path] = writer_of(path, table.schema)
        self._writers[path].write_table(table.cast(self._writers[path].schema))


def _persons(piece: Piece, found: Found, names: tuple[str, ...]) -> pa.Table:
    columns = {"unit": piece.members["unit"], "member": piece.members["member"]}
    for name, row in zip(names, found.of_persons, strict=True):
        columns[name] = _column(row, pa.int64())
    return pa.table(columns)


def _column(row: npt.NDArray[np.int64], kind: pa.DataType) -> pa.Array:
    """Numbers as a column; none where nothing is known."""
    unknown = row == NA
    if unknown.any():
        return pa.array(row, kind, mask=unknown) if kind == pa.int64() else pa.array(row, mask=unknown).cast(kind)
    return pa.array(row if kind == pa.int64() else row.astype(kind.to_pandas_dtype()))
