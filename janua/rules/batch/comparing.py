"""A law and a new one over the same claims, whole columns at a time: the counts of `janua.rules.comparison`."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from janua.rules.batch.compiled import warm
from janua.rules.batch.files import Piece, Population, block_of, pieces
from janua.rules.batch.plain import run_plain
from janua.rules.batch.programme import BOARD_DECIDES, CANNOT_DECIDE, ELIGIBLE, NEEDS_WAIVER
from janua.rules.batch.stream import UNITS_AT_ONCE, Run, ahead
from janua.rules.batch.words import NA
from janua.rules.columns import Layout, Tables, layout_of
from janua.rules.comparison import EDGES, Comparison, Group, ProgrammeChange, added
from janua.rules.law import Law
from janua.values import Period

THREADS = 2
Whole = npt.NDArray[np.int64]
Answers = Callable[[Piece], tuple[Whole, Whole]]  # outcome and amount of every unit of a piece
Key = tuple[str, int]  # by what units are grouped, and the group
WHOLE: Key = ("", 0)
SIZES, TENTHS = "size", "income"
# How many persons: 1 to 5, and 6 or more. Tenths of incomes, and one group of those whose income is not known.
GROUPS_OF = {SIZES: 6, TENTHS: 11}
NO_TENTH = 10


class FactsMissing(LookupError):
    """The new law reads facts that the columns do not have; they have to be made with this law as well."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Claims of one programme in columns, all asked about on one day and for one period.

    budget_line   where the programme's cost stands in the state's budget
    """

    programme: str
    budget_line: str
    on: date
    period: Period
    population: Population


def compare(
    law: Law,
    reform: Law,
    samples: Iterable[Sample],
    *,
    on: date,
    cache: Path | None,
    units_at_once: int = UNITS_AT_ONCE,
) -> Comparison:
    """What a new law changes for claims, programme by programme; samples of one programme are added up.

    cache    folder of compiled laws: the fast way, that waits once for each text of law to be compiled (new numbers
             change no text); None works everything out by generated Python, that never waits
    Raises   FactsMissing; KeyError for a programme that one of the laws has not
    """
    found: dict[str, ProgrammeChange] = {}
    for sample in samples:
        change = _programme(law, reform, sample, cache, units_at_once, {})[WHOLE]
        known = found.get(change.programme)
        found[change.programme] = change if known is None else added(known, change)
    return Comparison(on, law.hash, reform.hash, tuple(found[code] for code in sorted(found)))


def warm_up(law: Law, programme: str, days: Iterable[date], *, on: date, period: Period, cache: Path) -> None:
    """Compile what a programme's law needs on some days, so that nobody waits for it later."""
    run = Run(law, programme, on, period, cache)
    for day in days:
        run.prepare(Piece(pa.table({"parameter_day": [day.toordinal()]}), pa.table({}), ()))
    for kernel, _ in run.kernels.values():
        warm(kernel)


def compare_groups(
    law: Law, reform: Law, samples: Iterable[Sample], *, on: date, cache: Path | None, incomes: Mapping[str, str]
) -> tuple[Comparison, dict[str, dict[str, tuple[ProgrammeChange, ...]]]]:
    """As `compare`, and of each programme who gains and loses, by the size of the unit and by its income.

    incomes   programme → `<file>.<rule>`, the rule whose value is the unit's income; without one there are no tenths
    Returns   the comparison; programme → SIZES and TENTHS → a change for each group, in order
    """
    found: dict[str, ProgrammeChange] = {}
    groups: dict[str, dict[str, list[ProgrammeChange]]] = {}
    by_programme: dict[str, list[Sample]] = {}
    for sample in samples:
        by_programme.setdefault(sample.programme, []).append(sample)
    for code, theirs in by_programme.items():
        tenths = tenths_of(law, theirs, incomes[code]) if code in incomes else None
        for place, sample in enumerate(theirs):
            by = {SIZES: None} if tenths is None else {SIZES: None, TENTHS: tenths[place]}
            for (name, group), change in _programme(law, reform, sample, cache, UNITS_AT_ONCE, by).items():
                if not name:
                    found[code] = added(found[code], change) if code in found else change
                    continue
                rows = groups.setdefault(code, {}).setdefault(name, [_blank(law, sample)] * GROUPS_OF[name])
                rows[group] = added(rows[group], change)
    comparison = Comparison(on, law.hash, reform.hash, tuple(found[code] for code in sorted(found)))
    return comparison, {code: {by: tuple(rows) for by, rows in some.items()} for code, some in groups.items()}


def tenths_of(law: Law, samples: Sequence[Sample], rule: str) -> list[Whole] | None:
    """For each sample the tenth of every unit, from the lowest incomes (0) on; NO_TENTH where none is known.

    None where the columns have not what the rule reads.
    """
    incomes = []
    for sample in samples:
        layout = layout_of(law, sample.programme, (rule,))
        try:
            found = [_values(law, sample, layout, piece, rule) for piece in pieces(sample.population, layout, 50_000)]
        except KeyError:
            return None
        incomes.append(np.concatenate(found) if found else np.zeros(0, np.int64))
    known = np.concatenate(incomes)
    known = known[known != NA]
    if not len(known):
        return None
    edges = np.quantile(known, [tenth / 10 for tenth in range(1, 10)], method="inverted_cdf")
    return [np.where(one == NA, NO_TENTH, np.searchsorted(edges, one, side="left")) for one in incomes]


def _values(law: Law, sample: Sample, layout: Layout, piece: Piece, rule: str) -> Whole:
    """The value of a rule of the unit, for each unit."""
    found = run_plain(law, _tables(layout, piece), sample.on, sample.period, outputs=(rule,))
    return np.array([NA if value is None else value for value in found.of_units[rule]], np.int64)


def _blank(law: Law, sample: Sample) -> ProgrammeChange:
    declared = law.programme(sample.programme)
    return ProgrammeChange(declared.code, sample.budget_line, declared.period.value, declared.currency)


def _programme(
    law: Law, reform: Law, sample: Sample, cache: Path | None, units_at_once: int, by: Mapping[str, Whole | None]
) -> dict[Key, ProgrammeChange]:
    """What changes for a sample, whole and by group.

    by   SIZES, TENTHS → the group of each unit in order; None: it is counted from the piece
    """
    blank, totals = _blank(law, sample), dict[Key, ProgrammeChange]()
    layouts = layout_of(law, sample.programme), layout_of(reform, sample.programme)
    sides = [
        _compiled(one, sample, layout, cache) if cache else _plain(one, sample, layout)
        for one, layout in zip((law, reform), layouts, strict=True)
    ]
    workers = THREADS if cache else 1

    def add(counted: dict[Key, ProgrammeChange]) -> None:
        for key, change in counted.items():
            totals[key] = added(totals[key], change) if key in totals else change

    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[dict[Key, ProgrammeChange]]] = deque()
        first = 0
        for before, after in ahead(_pairs(sample.population, layouts, units_at_once)):
            for (prepare, _), piece in zip(sides, (before, after), strict=True):
                prepare(piece)
            groups = _groups(before, first, by)
            first += before.units.num_rows
            waiting.append(pool.submit(_count, blank, sides[0][1], sides[1][1], before, after, groups))
            if len(waiting) > 2 * workers:
                add(waiting.popleft().result())
        for rest in waiting:
            add(rest.result())
    return totals or {WHOLE: blank}


def _groups(piece: Piece, first: int, by: Mapping[str, Whole | None]) -> dict[str, Whole]:
    rows = piece.units.num_rows
    sizes = np.clip(piece.units["members"].to_numpy(), 1, GROUPS_OF[SIZES]) - 1
    return {name: sizes if of is None else of[first : first + rows] for name, of in by.items()}


def _pairs(population: Population, layouts: tuple[Layout, Layout], units_at_once: int) -> Iterator[tuple[Piece, Piece]]:
    """Each piece as the law and as the new one reads it; read once where both read the same."""
    first, second = layouts
    try:
        if first == second:
            for piece in pieces(population, first, units_at_once):
                yield piece, piece
            return
        both = pieces(population, first, units_at_once), pieces(population, second, units_at_once)
        yield from zip(*both, strict=True)
    except KeyError as error:
        raise FactsMissing(f"The columns of {first.programme} lack {error}: make them with the new law.") from error


def _compiled(law: Law, sample: Sample, layout: Layout, cache: Path) -> tuple[Callable[[Piece], None], Answers]:
    run = Run(law, sample.programme, sample.on, sample.period, cache)

    def answers(piece: Piece) -> tuple[Whole, Whole]:
        found = run.work(block_of(piece, layout))
        return found.results[0], found.results[1]

    return run.prepare, answers


def _plain(law: Law, sample: Sample, layout: Layout) -> tuple[Callable[[Piece], None], Answers]:
    def answers(piece: Piece) -> tuple[Whole, Whole]:
        found = run_plain(law, _tables(layout, piece), sample.on, sample.period)
        amounts = [NA if amount is None else amount for amount in found.amount]
        return np.array(found.outcome, np.int64), np.array(amounts, np.int64)

    return lambda _: None, answers


def _tables(layout: Layout, piece: Piece) -> Tables:
    series = {one.name: table.to_pydict() for one, table in zip(layout.series, piece.series, strict=True)}
    return Tables(layout, piece.units.to_pydict(), piece.members.to_pydict(), series)


def _count(
    blank: ProgrammeChange, law: Answers, reform: Answers, piece: Piece, same: Piece, groups: Mapping[str, Whole]
) -> dict[Key, ProgrammeChange]:
    answers = (piece.units["members"].to_numpy(), *law(piece), *reform(same))
    found = {WHOLE: _counted(blank, *answers)}
    for name, of in groups.items():
        for group in np.unique(of):
            found[name, int(group)] = _counted(blank, *(one[of == group] for one in answers))
    return found


def _counted(
    blank: ProgrammeChange, persons: Whole, before: Whole, paid_before: Whole, after: Whole, paid_after: Whole
) -> ProgrammeChange:
    undecided = (before >= CANNOT_DECIDE) | (after >= CANNOT_DECIDE)
    by_person = ~undecided & (_a_person_decides(before) | _a_person_decides(after))
    decided = ~(undecided | by_person)
    right, still = decided & (before == ELIGIBLE), decided & (after == ELIGIBLE)
    was = np.where(right & (paid_before != NA), paid_before, 0)
    now = np.where(still & (paid_after != NA), paid_after, 0)
    change = now - was
    both = right & still
    groups = {
        "more": both & (change > 0), "less": both & (change < 0), "same": both & (change == 0),
        "newly": ~right & still, "no_longer": right & ~still, "neither": decided & ~right & ~still,
        "by_person": by_person, "undecided": undecided,
    }  # fmt: skip
    counted = {name: Group(int(mask.sum()), int(persons[mask].sum())) for name, mask in groups.items()}
    moved = both & (change != 0)
    return ProgrammeChange(
        blank.programme, blank.budget_line, blank.period, blank.currency,
        **counted,
        undecided_before=int((before >= CANNOT_DECIDE).sum()), undecided_after=int((after >= CANNOT_DECIDE).sum()),
        gained=int(change[change > 0].sum()), lost=int(-change[change < 0].sum()),
        cost_before=int(was.sum()), cost_after=int(now.sum()), bands=_bands(was[moved], change[moved]),
    )  # fmt: skip


def _a_person_decides(outcome: Whole) -> npt.NDArray[np.bool_]:
    return np.asarray((outcome == NEEDS_WAIVER) | (outcome == BOARD_DECIDES))


def _bands(was: Whole, change: Whole) -> tuple[int, ...]:
    places = np.full(len(was), len(EDGES), np.int64)
    paid = was != 0
    places[paid] = sum((100 * change[paid] > edge * was[paid]).astype(np.int64) for edge in EDGES)
    return tuple(np.bincount(places, minlength=len(EDGES) + 1).tolist())
