"""A population from file to file: the interpreter's answers, in blocks, over several editions of the law."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from janua.rules import Law, Situation, assess
from janua.rules.batch.compiled import run_compiled
from janua.rules.batch.files import NotSorted, Population, write_population
from janua.rules.batch.plain import run_plain
from janua.rules.batch.stream import Results, Run, ahead, behind, run_files
from janua.rules.columns import tables_of
from janua.values import Period, PeriodUnit
from tests.rules import laws
from tests.rules.batch.agreeing import interpreted

ON = laws.ON
LAW = """
@rule("Act, s. 1", of=PERSON)
def counted(income, wage, period):
    if not known(income) and not known(wage):
        return 0
    return per(WEEK, total(income, calendar_year(year_of(period.first)), crossing=BY_START)) + wage


@rule("Act, s. 2")
def base(p):
    return p.sound.base


@rule("Act, s. 3", of=PERSON)
def own_part(everybody, base):
    return share(base, (max(one.counted, 0) for one in everybody))


@condition("Act, s. 4")
def is_poor(everybody, p):
    return sum(one.counted for one in everybody) <= p.sound.limit * 10


@condition("Act, s. 5")
def is_shared(everybody):
    return all(one.own_part >= 0 for one in everybody)


@amount("Act, s. 6")
def payment(base, children):
    return round_half_up(base * count(child for child in children) / 3, to=CENT)
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    head = laws.HEAD.replace("parameters=ON", "parameters=APPLIED")
    return laws.load(laws.write(tmp_path_factory.mktemp("law"), sound=head + LAW, sound_yaml=laws.NUMBERS))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def situations() -> Iterator[tuple[int, Situation]]:
    days = ["2021-05-05", "2026-01-05", "2027-03-01"]
    wages = ["0", "79.99", None, "12.34"]
    for number in range(40):
        income = (
            []
            if number % 3
            else [{"value": f"{number}.{number:02d}", "starts_on": "2026-01-01", "ends_on": "2026-02-01"}]
        )
        claimant = {"wage": wages[number % 4], "income": None if number % 7 == 0 else income}
        more = {"declared": {"applied_on": days[number % 3]}}
        children = {"children": number % 4}
        yield number * 3, laws.family(claimant, **children, more=more, partner={"wage": "5", "income": []})


def run_of(law: Law, cache: Path, outputs: tuple[str, ...] = ()) -> Run:
    return Run(law, "P", ON, Period.of(PeriodUnit.WEEK, ON), cache, outputs)


def test_run_files_answers_as_the_interpreter(law: Law, cache: Path, tmp_path: Path) -> None:
    everybody = list(situations())
    pieces = (tables_of(law, "P", everybody[at : at + 15], ON, outputs=("sound.own_part",)) for at in range(0, 40, 15))
    population = write_population(pieces, tmp_path / "population")
    results = Results(tmp_path / "units.parquet", tmp_path / "persons.parquet")

    counted = run_files(run_of(law, cache, outputs=("sound.own_part",)), population, results, units_at_once=7)

    units = pq.read_table(results.units).to_pydict()
    found = zip(*(units[name] for name in ("outcome", "amount", "amount_kind", "failed", "missing")), strict=True)
    assert (counted.units, counted.editions) == (40, 3)
    assert units["unit"] == [number for number, _ in everybody]
    assert list(found) == [interpreted(law, situation, "P", ON) for _, situation in everybody]
    persons = pq.read_table(results.persons).to_pydict()
    assert counted.persons == len(persons["unit"]) == sum(len(situation.persons) for _, situation in everybody)
    for number, situation in everybody:
        mine = [part for unit, part in zip(persons["unit"], persons["sound.own_part"], strict=True) if unit == number]
        assert mine == shares_of(law, situation)


def shares_of(law: Law, situation: Situation) -> list[Any]:
    """Each person's part as the interpreter tells it, in the order of the unit."""
    found = assess(law, situation, "P", ON)
    told = {node.subject: node.value for node in found.explanation.nodes if node.key == "sound.own_part"}
    return [told[person] for person in found.unit.persons]


def test_overlay_of_a_reform_changes_numbers_without_another_programme(law: Law, cache: Path) -> None:
    tables = tables_of(law, "P", list(situations())[1:2], ON, applied_on=date(2026, 1, 5))
    period = Period.of(PeriodUnit.WEEK, ON)
    before = {path.name for path in cache.glob("*.py")}
    now = run_compiled(law, tables, ON, period, cache)
    then = run_compiled(law, tables, ON, period, cache, overlay={"sound.base": 3000})

    assert (now.amount, then.amount) == ([411], [1000])
    assert run_plain(law, tables, ON, period, overlay={"sound.base": 3000}) == then
    assert len({path.name for path in cache.glob("*.py")} - before) <= 1


def test_overlay_refuses_a_number_that_the_law_does_not_read(law: Law, cache: Path) -> None:
    tables = tables_of(law, "P", list(situations())[:1], ON)
    with pytest.raises(KeyError, match=r"sound\.way"):
        run_plain(law, tables, ON, Period.of(PeriodUnit.WEEK, ON), overlay={"sound.way": 1})


@pytest.mark.parametrize("spoiled", ["members", "units", "income"])
def test_run_files_refuses_rows_that_do_not_fit(law: Law, cache: Path, tmp_path: Path, spoiled: str) -> None:
    population = write_population([tables_of(law, "P", list(situations())[:6], ON)], tmp_path)
    path = {"members": population.members, "units": population.units}.get(spoiled) or population.series[spoiled]
    rows = pq.read_table(path)
    pq.write_table(pa.concat_tables([rows.slice(1, 1), rows.slice(0, 1), rows.slice(2)]), path)
    results = Results(tmp_path / "results.parquet")

    with pytest.raises(NotSorted):
        run_files(run_of(law, cache), population, results)

    assert not results.units.exists()


def test_run_files_refuses_members_of_nobody(law: Law, cache: Path, tmp_path: Path) -> None:
    population = write_population([tables_of(law, "P", list(situations())[:6], ON)], tmp_path)
    units = pq.read_table(population.units)
    fewer = tmp_path / "fewer.parquet"
    pq.write_table(units.slice(0, 5), fewer)

    with pytest.raises(NotSorted, match="rows of no unit"):
        run_files(run_of(law, cache), Population(population.members, fewer, population.series), Results(tmp_path / "r"))


def test_ahead_raises_what_its_source_raises() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    found = ahead(source())

    assert next(found) == 1
    with pytest.raises(ValueError, match="broken"):
        next(found)


def test_behind_raises_what_its_use_raises_and_stops() -> None:
    used: list[int] = []

    def use(one: int) -> None:
        used.append(one)
        raise ValueError("full")

    with pytest.raises(ValueError, match="full"):
        behind(iter(range(1000)), use)

    assert used == [0]
