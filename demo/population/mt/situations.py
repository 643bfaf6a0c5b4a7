"""A family's situation as the law reads it, built from what the registers state: what casework does from rows."""

from collections import defaultdict
from datetime import date
from typing import Any

from demo.population.mt.facts import ALL, stated
from demo.population.people import Family, Person
from janua.countries.mt.attributes import ATTRIBUTES
from janua.values import Money

_BY_NAME = {attribute.name: attribute for attribute in ATTRIBUTES}


def situation_of(family: Family, claimant: str) -> dict[str, Any]:
    """The input of `janua calculate` for one family, everybody named by card."""
    residents: dict[str, list[dict[str, Any]]] = {home.id: [] for home in family.dwellings}
    for one in family.residences:
        days = _days(one.starts_on, one.ends_on)
        residents[one.dwelling].append({"person": one.card, "kind": one.kind, **days})
    return {
        "claimant": claimant,
        "persons": {person.card: _attributes(person) for person in family.persons},
        "relationships": [
            {
                "of": tie.of,
                "to": tie.to,
                "kind": tie.kind,
                **_days(tie.starts_on, tie.ends_on),
                **({"share": f"{tie.share[0]}/{tie.share[1]}"} if tie.share else {}),
            }
            for tie in family.ties
        ],
        "dwellings": {home: {"residents": living} for home, living in residents.items()},
    }


def _attributes(person: Person) -> dict[str, Any]:
    entries: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in stated(person, ALL - {"civil"}):
        if one.attribute not in _BY_NAME:  # kept by a register, read by no law
            continue
        value: Any = one.value
        if _BY_NAME[one.attribute].type == "money":
            value = Money(int(value), "EUR").to_json()
        elif _BY_NAME[one.attribute].type == "date":
            value = value.isoformat()
        entries[one.attribute].append({"value": value, "item": one.item, **_days(one.true_from, one.true_to)})
    return {
        name: entries_ if _BY_NAME[name].repeats or "starts_on" in entries_[0] else entries_[0]["value"]
        for name, entries_ in entries.items()
    }


def _days(first: date | None, last: date | None) -> dict[str, str]:
    return {name: day.isoformat() for name, day in (("starts_on", first), ("ends_on", last)) if day is not None}
