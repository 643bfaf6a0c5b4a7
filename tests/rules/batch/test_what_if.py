"""A reform on a population: the same as asking the law of each household twice."""

from pathlib import Path

from janua.rules import assess
from janua.rules.batch.files import write_population
from janua.rules.batch.stream import Run
from janua.rules.batch.what_if import Comparison, what_if
from janua.rules.columns import tables_of
from janua.values import Period, PeriodUnit
from tests.rules import laws

ON = laws.ON
LAW = """
@rule("Act, s. 1")
def earned(claimant):
    return claimant.wage


@rule("Act, s. 2")
def line(everybody, p):
    return p.sound.limit * count(one for one in everybody)


@condition("Act, s. 3")
def is_low(earned, p):
    return earned <= p.sound.limit


@amount("Act, s. 4")
def payment(earned, p):
    return max(p.sound.base * 4 - earned, 0)
"""
OUTPUTS = ("sound.earned", "sound.line")


def test_what_if_counts_what_a_reform_changes(tmp_path: Path) -> None:
    law = laws.law_of(tmp_path, LAW)
    wages = ["0", "30.00", "49.35", "49.36", "49.37", "100.50", "100.51", "500", None]
    situations = [laws.family({"wage": wage}, children=number % 3) for number, wage in enumerate(wages)]
    tables = tables_of(law, "P", enumerate(situations), ON, outputs=OUTPUTS)
    population = write_population([tables], tmp_path / "population")
    now, reform = (
        Run(law, "P", ON, Period.of(PeriodUnit.WEEK, ON), tmp_path / "cache", OUTPUTS, overlay)
        for overlay in (None, {"sound.base": 1500, "sound.limit": 4936})
    )

    # Paid now, to 100.50: 49.36 − wage; under the reform, to 49.36: 60.00 − wage. Lines: 100.50 and 49.36 a head.
    # Poor after: those of wage 30.00 (2 persons), 49.35 (3), 49.37 (2) and 100.50 (3).
    assert what_if(now, reform, population) == Comparison(
        units=9, persons=18, undecided=1,
        winners=4, losers=0, gained=4 * 1064, lost=0,
        cost_before=4936 + 1936 + 1, cost_after=6000 + 3000 + 1065 + 1064,
        poor_units_before=6, poor_units_after=4, poor_persons_before=12, poor_persons_after=10,
    )  # fmt: skip


def test_what_if_of_the_law_itself_changes_nothing(tmp_path: Path) -> None:
    law = laws.law_of(tmp_path, LAW)
    situation = laws.family({"wage": "30.00"}, children=0)
    population = write_population([tables_of(law, "P", [(1, situation)], ON, outputs=OUTPUTS)], tmp_path / "population")
    now = Run(law, "P", ON, Period.of(PeriodUnit.WEEK, ON), tmp_path / "cache", OUTPUTS)

    found = what_if(now, now, population)

    assert found == Comparison(
        units=1, persons=1, cost_before=1936, cost_after=1936, poor_units_before=1, poor_units_after=1,
        poor_persons_before=1, poor_persons_after=1,
    )  # fmt: skip
    assert assess(law, situation, "P", ON).amount == 1936
