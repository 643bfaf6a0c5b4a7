"""A reform tried on situations that somebody wrote: both laws of a country over all of them, programme by programme."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from janua.pack.country import Country
from janua.rules import Law, Situation, SituationError
from janua.rules.assessment import Days
from janua.rules.batch.comparing import Sample, compare
from janua.rules.batch.files import write_population
from janua.rules.columns import Layout, joined, layout_of, tables_of_days
from janua.rules.comparison import Comparison
from janua.values import Period, PeriodUnit

AT_ONCE = 5_000
# Below, generated Python is through before the first law is compiled.
WORTH_COMPILING = 50_000


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a reform changes for situations, and how many there were; persons None: some stand in several."""

    situations: int
    persons: int | None
    comparison: Comparison

    def to_json(self) -> dict[str, Any]:
        """As `janua simulate` writes it."""
        return {"situations": self.situations, "persons": self.persons, **self.comparison.to_json()}


def simulate(
    country: Country,
    documents: Iterable[Any],
    reform: Law,
    on: date,
    *,
    programmes: Iterable[str],
    folder: Path,
    cache: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> Simulation:
    """The country's law and a reform of it over situations, each asked of every programme on a day.

    programmes   each there in both laws
    folder       takes the columns, which tell what the situations tell: delete it afterwards
    cache        keeps compiled laws from one run to the next; used for many situations alone
    progress     is told how many situations more were read
    Raises       SituationError with the number of the situation, counted from 1
    """
    law, codes = country.law, tuple(programmes)
    layouts = {code: joined(layout_of(law, code), layout_of(reform, code)) for code in codes}
    samples: list[Sample] = []
    count = persons = 0
    numbered = _read(country, documents)
    while some := list(islice(numbered, AT_ONCE)):
        samples += [_sample(country, layouts[code], some, on, folder / f"{count:09}" / code) for code in codes]
        count += len(some)
        persons += sum(len(situation.persons) for _, situation in some)
        progress(len(some))
    compiled = cache if count >= WORTH_COMPILING else None
    return Simulation(count, persons, compare(law, reform, samples, on=on, cache=compiled))


def _read(country: Country, documents: Iterable[Any]) -> Iterator[tuple[int, Situation]]:
    for number, document in enumerate(documents, start=1):
        try:
            yield number, country.situation(document)
        except SituationError as error:
            raise SituationError(f"situation {number}: {error}") from error


def _sample(
    country: Country, layout: Layout, situations: list[tuple[int, Situation]], on: date, folder: Path
) -> Sample:
    code = layout.programme
    declared = country.law.programme(code)
    rows = []
    for number, situation in situations:
        event_on = situation.claim_days["event_on"] or country.event_of(code, situation, on)
        rows.append((number, situation, Days.of(declared, situation, on, None, None, event_on)))
    population = write_population([tables_of_days(country.law, layout, rows)], folder)
    period = Period(on, on) if declared.period is PeriodUnit.ONCE else Period.of(declared.period, on)
    return Sample(code, country.budget_lines.get(code, ""), on, period, population)
