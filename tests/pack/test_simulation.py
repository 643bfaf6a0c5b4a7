"""A reform on the fictional people of every country: the counts of asking the interpreter of each claim twice."""

from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from janua.config.countries import COUNTRIES
from janua.pack.simulation import simulate
from janua.rules import SituationError
from janua.rules.comparison import Comparison, Verdict, changes
from janua.values import Money

ON = date(2026, 2, 1)
SINCE = date(2026, 1, 1)  # the period paid holds the day, and may have begun before it
FAMILIES = 40


def country_of(code: str) -> Any:
    return import_module(COUNTRIES[code].module).COUNTRY


def people_of(code: str) -> list[Any]:
    draw = import_module(f"demo.population.{code}.population").draw_situations
    return list(islice(draw(seed=20, people=10_000), FAMILIES))


def write_reform(country: Any, folder: Path) -> Path:
    """Every sum of money of the law a tenth higher."""
    files: dict[str, list[str]] = {}
    for key, parameter in country.law.parameters.items():
        found = parameter.on(ON.toordinal())
        if parameter.type.kind != "money" or found is None or not isinstance(found.value, int) or parameter.switch:
            continue
        file, _, name = key.partition(".")
        amount = Money(found.value * 11 // 10, country.currency).amount
        value = f'{{from: {SINCE}, value: "{amount}", citation: Reform, mark: S}}'
        files.setdefault(file, []).append(f"{name}:\n  values:\n    - {value}\n")
    folder.mkdir()
    for file, texts in files.items():
        (folder / f"{file}.yaml").write_text("\n".join(texts), encoding="utf-8")
    return folder


def one_by_one(country: Any, documents: list[Any], reform: Any, programmes: tuple[str, ...]) -> Comparison:
    found = []
    for code in programmes:
        verdicts = []
        for document in documents:
            both = [
                country.assess(country.situation(document), code, ON, law=law, trace=False)
                for law in (country.law, reform)
            ]
            before, after = (Verdict(one.outcome, one.amount) for one in both)
            verdicts.append((before, after, len(both[0].unit.persons)))
        found.append(changes(country.law.programme(code), country.budget_lines.get(code, ""), verdicts))
    return Comparison(ON, country.law.hash, reform.hash, tuple(sorted(found, key=lambda one: one.programme)))


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_simulate_counts_what_the_law_says_of_each_claim(code: str, tmp_path: Path) -> None:
    country, documents = country_of(code), people_of(code)
    reform = country.reformed(write_reform(country, tmp_path / "reform"))
    programmes = tuple(country.law.programmes)

    found = simulate(
        country, documents, reform, ON, programmes=programmes, folder=tmp_path / "columns", cache=tmp_path / "laws"
    )

    assert found.comparison == one_by_one(country, documents, reform, programmes)
    assert found.situations == FAMILIES
    changed = [one for one in found.comparison.programmes if one.gained or one.lost]
    assert changed


def test_simulate_says_which_situation_cannot_be(tmp_path: Path) -> None:
    country, documents = country_of("mt"), people_of("mt")[:2]
    documents[1]["persons"]["nobody"] = {"no_such_thing": 1}

    with pytest.raises(SituationError, match="situation 2: "):
        simulate(country, documents, country.law, ON, programmes=("MT-CA",), folder=tmp_path, cache=tmp_path)
