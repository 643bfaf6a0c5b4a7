"""One household assessed with its full trace: thread time, household by household.

Thread time is what the processor did for us; what other programs of the machine did meanwhile is no part of it.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import uuid4

from bench.results import Options, Result, highest_ms

HOUSEHOLDS = 10_000
BAR_MS = 2.0
TODAY = date(2026, 3, 2)
PROGRAMME = "MT-CA"
_CHILD_BORN_AFTER = date(2010, 4, 2)


def run(options: Options) -> list[Result]:
    """Assess families with children under 16 for the children's allowance; the 99th hundredth keeps to the bar."""
    from janua.config.start import calm_collector
    from janua.countries.mt.pack import COUNTRY
    from janua.rules import Situation, assess

    law, attributes = COUNTRY.law, COUNTRY.law.attributes
    documents = islice(_documents(), options.rows or HOUSEHOLDS)
    first = next(documents)
    calm_collector()
    assess(law, Situation(first, attributes), PROGRAMME, TODAY)
    assessed, read, nodes = [], [], []
    for document in documents:
        began = time.thread_time()
        situation = Situation(document, attributes)
        middle = time.thread_time()
        found = assess(law, situation, PROGRAMME, TODAY)
        assessed.append(time.thread_time() - middle)
        read.append(middle - began)
        nodes.append(len(found.explanation.rows))
    both = [one + other for one, other in zip(assessed, read, strict=True)]
    for what, taken in (("assess", assessed), ("read the situation", read), ("both", both)):
        print(
            f"law, {what}: median {statistics.median(taken) * 1000:.2f} ms, p99 {highest_ms(taken):.2f} ms,"
            f" highest {max(taken) * 1000:.2f} ms",
            file=sys.stderr,
        )
    print(f"law: {statistics.median(nodes):.0f} values in the trace of the median household", file=sys.stderr)
    return [
        Result(
            name="journey-law-p99",
            ours=highest_ms(assessed),
            limit=BAR_MS,
            bar=1.0,
            unit="ms thread",
            runs=len(assessed),
        )
    ]


def _documents() -> Iterator[dict[str, Any]]:
    """Situations as the registers give them, persons and rows by keys, of families with children under 16."""
    from demo.population.mt.population import draw_families

    for family in draw_families(seed=7, people=10**9):
        children = {one.card for one in family.persons if one.born_on >= _CHILD_BORN_AFTER and not one.died_on}
        parents = [tie.of for tie in family.ties if tie.kind == "parent" and tie.to in children]
        if parents:
            yield _document(family, parents[0])


def _document(family: Any, claimant: str) -> dict[str, Any]:
    dwellings: dict[str, dict[str, Any]] = {home.id: {"residents": []} for home in family.dwellings}
    for one in family.residences:
        entry = {"person": one.card, "kind": one.kind} | _days(one.starts_on, one.ends_on)
        dwellings[one.dwelling]["residents"].append(entry)
    return {
        "claimant": claimant,
        "persons": {person.card: _values(person) for person in family.persons},
        "relationships": [
            {"of": tie.of, "to": tie.to, "kind": tie.kind, "ref": str(uuid4())}
            | _days(tie.starts_on, tie.ends_on)
            | ({"share": f"{tie.share[0]}/{tie.share[1]}"} if tie.share else {})
            for tie in family.ties
        ],
        "dwellings": dwellings,
        "declared": {"applied_on": TODAY.isoformat()},
    }


def _values(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything that the registers state of a person; where two state the same, what identita says."""
    from demo.population.mt.facts import ALL, stated
    from janua.countries.mt.pack import COUNTRY
    from janua.values import Money

    values: dict[str, list[dict[str, Any]]] = {}
    for one in stated(person, ALL - {"civil"}):
        # Of an account people are paid into it; no law asks about it.
        if one.attribute not in COUNTRY.law.attributes:
            continue
        value: Any = one.value
        if COUNTRY.attributes_by_name[one.attribute].type == "money":
            value = Money(int(value), COUNTRY.currency).amount
        elif isinstance(value, date):
            value = value.isoformat()
        entry = {"value": value, "ref": str(uuid4())} | _days(one.true_from, one.true_to)
        values.setdefault(one.attribute, []).append(entry | ({"item": one.item} if one.item else {}))
    return values


def _days(first: date | None, last: date | None) -> dict[str, str]:
    days = {"starts_on": first, "ends_on": last}
    return {name: day.isoformat() for name, day in days.items() if day is not None}
