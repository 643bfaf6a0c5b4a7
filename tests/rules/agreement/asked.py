"""A pack's law asked of the same households in every way there is."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from janua.rules import Law, Situation
from janua.rules.columns import Tables, tables_of
from tests.rules.agreement.back_ends import BackEnd, Row, country, interpreted, period_of, rows_of
from tests.rules.agreement.households import Households
from tests.rules.agreement.multitudes import completed, multiplied


@dataclass
class Asked:
    """One pack: how many were asked, what came out, how long each way took, and every difference in words."""

    code: str
    seed: str
    units: int = 0
    outcomes: dict[int, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        ways = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items())
        return (
            f"{self.code}, seed {self.seed}: {self.units} units, outcomes {dict(sorted(self.outcomes.items()))}; {ways}"
        )


def ask(
    code: str,
    seed: str,
    back_ends: Mapping[str, BackEnd],
    *,
    households: int,
    days: int = 1,
    times: int = 1,
    told: int,
    programmes: int | None = None,
    complete: bool = False,
) -> Asked:
    """Ask every programme of a pack of its share of the households.

    days    how many legal dates each programme is asked about
    times   each household again and again, with other numbers (without the interpreter)
    told    how many households the interpreter is asked about
    programmes  how many of the pack's programmes, drawn anew each time; all unless given
    complete    the same households with nothing missing (without the interpreter)
    """
    asked = Asked(code, seed)
    pack = country(code)
    law = pack.law_with({})
    drawn = Households(pack, law, f"{seed} {code}")
    chosen = list(law.programmes)
    if programmes is not None:
        chosen = drawn.chance.sample(chosen, min(programmes, len(chosen)))
    rounds = [(programme, drawn.day(programme)) for programme in chosen for _ in range(days)]
    share, told_of_each = -(-households // (len(rounds) * times)), -(-told // len(rounds))
    for programme, on in rounds:
        situations = [(number, drawn.situation(programme, on)) for number in range(share)]
        tables = tables_of(law, programme, situations, on)
        if complete:
            tables = completed(tables, f"{seed} {programme}")
        _compare(asked, law, tables, on, back_ends, situations[:told_of_each])
        if times > 1:
            many = multiplied(tables, times, f"{seed} {programme}")
            _compare(asked, law, many, on, back_ends, [])
    return asked


def _compare(
    asked: Asked,
    law: Law,
    tables: Tables,
    on: date,
    back_ends: Mapping[str, BackEnd],
    situations: list[tuple[int, Situation]],
) -> None:
    programme = tables.layout.programme
    answers: dict[str, dict[int, Row]] = {}
    if situations:
        start = time.perf_counter()
        answers["interpreter"] = interpreted(law, programme, situations, on)
        _took(asked, "interpreter", start)
    for name, run in back_ends.items():
        start = time.perf_counter()
        answers[name] = rows_of(run(law, tables, on, period_of(law, programme, on)))
        _took(asked, name, start)
        if len(answers[name]) != len(tables.units["unit"]):
            asked.differences.append(f"{name}: {programme} on {on}: {len(answers[name])} units came back")
    first = next(iter(answers.values()))
    last = list(answers.values())[-1]
    asked.units += len(tables.units["unit"])
    for row in last.values():
        asked.outcomes[row[0]] = asked.outcomes.get(row[0], 0) + 1
    documents = {number: situation.to_json() for number, situation in situations}
    for name, rows in answers.items():
        for unit in sorted(first.keys() & rows.keys()):
            if rows[unit] != first[unit]:
                asked.differences.append(
                    f"{programme} on {on}, household {unit}: {next(iter(answers))} {first[unit]}, {name} {rows[unit]}; "
                    f"{documents.get(unit, 'one written again')}"
                )


def _took(asked: Asked, name: str, start: float) -> None:
    asked.seconds[name] = asked.seconds.get(name, 0.0) + time.perf_counter() - start
