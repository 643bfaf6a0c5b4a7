"""Small laws for tests: a sound one, and the means to write, load and ask any."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from janua.rules import (
    MANY,
    ONE,
    OPTIONAL,
    Assessment,
    Attribute,
    Given,
    Law,
    LawErrors,
    Members,
    Situation,
    View,
    assess,
    load_law,
    unit,
)

ON = date(2026, 2, 3)

ATTRIBUTES = (
    Attribute(name="date_of_birth", entity="person", type="date", registers=("civil",)),
    Attribute(name="wage", entity="person", type="money", unit="EUR per week", registers=("revenue",)),
    Attribute(name="income", entity="person", type="money", unit="EUR per year", repeats=True, registers=("revenue",)),
    Attribute(name="days_worked", entity="person", type="count", registers=("jobs",)),
    Attribute(name="part", entity="person", type="rate", registers=("courts",), minimum="0", maximum="1"),
    Attribute(name="resident", entity="person", type="bool", repeats=True, registers=("identity",)),
    Attribute(name="fit", entity="person", type="bool", registers=("jobs",)),
    Attribute(name="status", entity="person", type="choice", choices=("citizen", "union", "other")),
    Attribute(name="jobs", entity="person", type="choice", choices=("full", "half"), repeats=True, default=()),
    Attribute(name="huge", entity="person", type="count", minimum=0, maximum=10**30),
    Attribute(
        name="started_by", entity="claim", type="choice", choices=("application", "birth"), default="application"
    ),
    Attribute(name="rooms", entity="dwelling", type="count", registers=("land",)),
)


@unit(
    "home",
    roles={"claimant": ONE, "partner": OPTIONAL, "children": MANY, "everybody": MANY},
    gives=(Attribute(name="place_at_table", entity="member", type="count"),),
)
def home(view: View, on: date) -> Members:
    partner = view.partner_of(view.claimant, on)
    children = view.related(of=view.claimant, kind="parent", on=on)
    roles = {
        "claimant": (view.claimant,),
        "partner": (partner,) if partner else (),
        "children": children,
        "everybody": (view.claimant, *((partner,) if partner else ()), *children),
    }
    facts: dict[tuple[str | None, str], Given] = {
        (person, "place_at_table"): Given(number, ref=f"seat-{number}") for number, person in enumerate(view.persons, 1)
    }
    return Members(roles=roles, facts=facts, dwelling=view.dwelling_of(view.claimant, on))


@unit("alone", roles={"claimant": ONE})
def alone(view: View, on: date) -> Members:
    return Members(roles={"claimant": (view.claimant,)})


UNITS = (home, alone)

HEAD = """
programme("P", unit="home", parameters=ON, period=WEEK, currency=EUR, citation="Act")
"""

SOUND = '''
"""A sound law."""
from janua.rules.language import CENT, EUR, ON, PERSON, WEEK, Date, amount, condition, exception_to, per, programme
from .shared import is_grown_on

programme("P", unit="home", parameters=ON, period=WEEK, currency=EUR, citation="Act", title="Sound")


@condition("Act, s. 1")
def is_grown(claimant, on):
    """The claimant is grown up."""
    return claimant.is_grown_on(on)


@rule("Act, s. 2", since="2020-01-01")
def rate(claimant, p):
    if claimant.wage > p.sound.limit:
        return 0
    return p.sound.base


@exception_to(rate, when=by_birth, citation="Act, s. 3")
def rate_by_birth(p):
    return p.sound.base * 2


@rule("Act, s. 3")
def by_birth(started_by):
    return started_by == "birth"


@amount("Act, s. 4")
def payment(rate, children):
    shared = rate * count(child for child in children) / 3
    return rate + round_half_up(shared, to=CENT, place="children")
'''

SHARED = """
from janua.rules.language import PERSON, Date, age, rule


@rule("Act, s. 1", of=PERSON)
def is_grown_on(when: Date, date_of_birth):
    return age(date_of_birth, when) >= 18
"""

NUMBERS = """
limit:
  meaning: Wage above which nothing is paid
  type: money
  unit: EUR per week
  values:
    - {from: 2020-01-01, value: "100.50", citation: Schedule, mark: S}
base:
  meaning: What is paid
  type: money
  unit: EUR per week
  values:
    - {from: 2020-01-01, value: "10", citation: Schedule, mark: S}
    - {from: 2025-01-01, value: "12.34", citation: Schedule, mark: N}
    - {from: 2027-01-01, value: null, citation: not found, mark: G}
way:
  meaning: One way or another
  type: choice
  choices: [one, another]
  switch: true
  values:
    - {from: 2020-01-01, value: one, citation: silent, mark: A}
bands:
  meaning: Shares by day
  type: table
  key: {type: count}
  cell: {type: rate}
  values:
    - {from: 2020-01-01, citation: Schedule, mark: S, rows: [{to: 36, value: "0.60"}, {to: 96, value: "0.55"}]}
steps:
  meaning: Rates by part of the wage
  type: table
  key: {type: money, unit: EUR per week}
  cell: {type: rate}
  values:
    - {from: 2020-01-01, citation: Schedule, mark: S, rows: [{to: "100", value: "0.1"}, {value: "0.25"}]}
by_order:
  meaning: Bonus by place
  type: table
  key: {type: count}
  cell: {type: money, unit: EUR}
  values:
    - {from: 2020-01-01, citation: Schedule, mark: S, rows: [{key: 1, value: "5"}, {key: "2+", value: "7"}]}
states:
  meaning: Who counts
  type: choices
  values:
    - {from: 2020-01-01, value: [citizen, union], citation: Schedule, mark: S}
"""


def write(folder: Path, **files: str) -> Path:
    """A law folder: each argument is a file, `sound` the rules and `sound_yaml` the numbers."""
    for name, text in files.items():
        ending = ".yaml" if name.endswith("_yaml") else ".py"
        (folder / f"{name.removesuffix('_yaml')}{ending}").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def load(folder: Path, switches: Mapping[str, str] | None = None) -> Law:
    return load_law(folder, attributes=ATTRIBUTES, units=UNITS, switches=switches)


def law_of(folder: Path, text: str, numbers: str = NUMBERS) -> Law:
    """A law with the usual head and numbers."""
    return load(write(folder, sound=HEAD + dedent(text), sound_yaml=numbers))


def faults(folder: Path) -> list[str]:
    """What is wrong with a law, by file name."""
    try:
        load(folder)
    except LawErrors as errors:
        return [str(error).removeprefix(f"{folder}/") for error in errors.errors]
    return []


def mutated(folder: Path, old: str, new: str) -> list[str]:
    """What is reported when one piece of the sound law is replaced."""
    assert old in SOUND + SHARED + NUMBERS
    return faults(
        write(
            folder,
            sound=SOUND.replace(old, new),
            shared=SHARED.replace(old, new),
            sound_yaml=NUMBERS.replace(old, new),
        )
    )


def family(claimant: Mapping[str, Any] | None = None, children: int = 2, **rest: Any) -> Situation:
    """Anna with children; `partner` gives her one."""
    persons: dict[str, Any] = {"anna": {"date_of_birth": "1990-05-05", "wage": "80", **(claimant or {})}}
    relationships = []
    if "partner" in rest:
        persons["paul"] = rest["partner"]
        relationships.append({"of": "paul", "to": "anna", "kind": "spouse"})
    for number in range(1, children + 1):
        persons[f"child{number}"] = {"date_of_birth": f"20{15 + number}-01-01"}
        relationships.append({"of": "anna", "to": f"child{number}", "kind": "parent"})
    document = {"persons": persons, "relationships": relationships, "claimant": "anna", **rest.get("more", {})}
    return Situation.from_json(document, ATTRIBUTES)


def ask(law: Law, situation: Situation, on: date = ON, **words: Any) -> Assessment:
    return assess(law, situation, "P", on, **words)


def value_of(folder: Path, body: str, situation: Situation, on: date = ON, arguments: str = "claimant, p") -> Any:
    """What one expression of the law language gives, as typed JSON."""
    wanted = f'@rule("Act")\ndef wanted({arguments}):\n    {body}\n\n'
    law = law_of(folder, wanted + '@condition("Act")\ndef holds(wanted):\n    return wanted == wanted\n')
    explanation = ask(law, situation, on).explanation
    return next(node.shown for node in explanation.nodes if (node.kind, node.key) == ("rule", "sound.wanted"))
