"""A new law over a population, in columns: what asking both laws of each claim gives, by every engine."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from janua.rules import Law, Outcome, Situation, assess
from janua.rules.assessment import Days
from janua.rules.batch.comparing import FactsMissing, Sample, compare, warm_up
from janua.rules.batch.files import Seal, write_population
from janua.rules.columns import Layout, joined, layout_of, tables_of, tables_of_days
from janua.rules.comparison import ProgrammeChange, Verdict, changes
from janua.values import Period, PeriodUnit
from tests.rules import laws

ON = laws.ON
PERIOD = Period.of(PeriodUnit.WEEK, ON)
LAW = """
@condition("Act, s. 1")
def is_low(claimant, p):
    return claimant.wage <= p.sound.limit


@condition("Act, s. 2", if_not=BOARD_DECIDES)
def is_fit(claimant):
    return claimant.fit


@amount("Act, s. 3")
def payment(claimant, children, p):
    return round_half_up(p.sound.base * count(child for child in children) / 3, to=CENT)
"""
REFORMED = """
@condition("Act, s. 1")
def is_low(claimant, p):
    return claimant.wage <= p.sound.limit


@condition("Act, s. 2", if_not=BOARD_DECIDES)
def is_fit(claimant):
    return claimant.fit


@amount("Act, s. 3")
def payment(claimant, children, p):
    if claimant.days_worked > 10:
        return 0
    return round_half_up(p.sound.base * count(child for child in children) / 3, to=CENT)
"""
WAGES = ("0", "49.35", "49.36", "49.37", "100.50", "100.51", "500", None)


def families() -> Iterator[tuple[int, Situation]]:
    for number in range(96):
        facts = {"wage": WAGES[number % 8], "fit": (True, True, False, None)[number // 8 % 4], "days_worked": number}
        yield number, laws.family(facts, children=number % 5)


def law_of(folder: Path, text: str, **numbers: tuple[str, str]) -> Law:
    """A law whose numbers are set; one text of law gives one text of program."""
    folder.mkdir()
    yaml = laws.NUMBERS
    for old, new in numbers.values():
        assert old in yaml
        yaml = yaml.replace(old, new)
    return laws.load(laws.write(folder, sound=laws.HEAD + text, sound_yaml=yaml))


def expected(law: Law, reform: Law) -> ProgrammeChange:
    verdicts = []
    for _, situation in families():
        found = [assess(one, situation, "P", ON, trace=False) for one in (law, reform)]
        before, after = (Verdict(one.outcome, one.amount) for one in found)
        verdicts.append((before, after, len(found[0].unit.persons)))
    return changes(law.programme("P"), "5001", verdicts)


def sample(law: Law, folder: Path, layout: Layout | None = None, seal: Seal | None = None) -> Sample:
    layout = layout or layout_of(law, "P")
    days = ((n, one, Days.of(law.programme("P"), one, ON, PERIOD, None, None)) for n, one in families())
    population = write_population([tables_of_days(law, layout, days)], folder, seal)
    return Sample("P", "5001", ON, PERIOD, population)


@pytest.mark.parametrize("compiled", [False, True])
def test_compare_counts_what_the_interpreter_says_of_each_claim(tmp_path: Path, compiled: bool) -> None:
    law = law_of(tmp_path / "law", LAW)
    reform = law_of(tmp_path / "reform", LAW, limit=("100.50", "49.36"), base=("12.34", "12.50"))

    found = compare(
        law, reform, [sample(law, tmp_path / "columns")], on=ON, cache=tmp_path / "cache" if compiled else None,
        units_at_once=20,
    )  # fmt: skip

    by_hand = expected(law, reform)
    assert {name: group.claims for name, group in by_hand.groups.items() if group.claims}.keys() == {
        "more", "same", "no_longer", "neither", "by_person", "undecided",
    }  # fmt: skip
    assert found.programmes == (by_hand,)


def test_compare_of_new_numbers_compiles_nothing_more(tmp_path: Path) -> None:
    text = LAW.replace("/ 3", "/ 7")  # no other test has compiled it
    law = law_of(tmp_path / "law", text)
    reform = law_of(tmp_path / "reform", text, base=("12.34", "12.50"))
    warm_up(law, "P", [ON], on=ON, period=PERIOD, cache=tmp_path / "cache")
    compiled = {path.name for path in (tmp_path / "cache").glob("**/*.nb[ic]")}

    compare(law, reform, [sample(law, tmp_path / "columns")], on=ON, cache=tmp_path / "cache")

    assert len(compiled) == 2  # index and machine code of one program
    assert {path.name for path in (tmp_path / "cache").glob("**/*.nb[ic]")} == compiled


def test_compare_of_a_rule_that_reads_another_fact(tmp_path: Path) -> None:
    law, reform = law_of(tmp_path / "law", LAW), law_of(tmp_path / "reform", REFORMED)
    layout = joined(layout_of(law, "P"), layout_of(reform, "P"))

    found = compare(law, reform, [sample(law, tmp_path / "columns", layout)], on=ON, cache=None)

    by_hand = expected(law, reform)
    assert by_hand.lost
    assert found.programmes == (by_hand,)


def test_compare_refuses_columns_without_a_fact_of_the_new_law(tmp_path: Path) -> None:
    law, reform = law_of(tmp_path / "law", LAW), law_of(tmp_path / "reform", REFORMED)

    with pytest.raises(FactsMissing, match="fact_days_worked"):
        compare(law, reform, [sample(law, tmp_path / "columns")], on=ON, cache=None)


def test_tables_of_days_are_those_of_one_day(tmp_path: Path) -> None:
    law = law_of(tmp_path / "law", LAW)
    days = [(n, one, Days.of(law.programme("P"), one, date(2026, 3, 1), None, None, None)) for n, one in families()]

    assert tables_of_days(law, layout_of(law, "P"), days) == tables_of(law, "P", families(), date(2026, 3, 1))


def test_a_law_that_cannot_decide_is_counted(tmp_path: Path) -> None:
    law = law_of(tmp_path / "law", LAW)
    found = compare(law, law, [sample(law, tmp_path / "columns")], on=ON, cache=None).programmes[0]

    unknown = [one for _, one in families() if assess(law, one, "P", ON, trace=False).outcome is Outcome.CANNOT_DECIDE]
    assert (found.undecided_before, found.undecided_after, found.gained, found.lost) == (len(unknown),) * 2 + (0, 0)
    assert unknown
