"""Persons and households of the fictional Egypt."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from demo.population.eg.names import Written
from demo.population.eg.places import Place


@dataclass(slots=True)
class Person:
    """Somebody who does not exist; `facts` are what registers state, in the words and values of a situation.

    chain   given name, father's, grandfather's, name of the family
    """

    number: str
    chain: tuple[Written, ...]
    sex: str
    born_on: date
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def arabic(self) -> str:
        return " ".join(name.arabic for name in self.chain)

    @property
    def latin(self) -> str:
        return " ".join(name.latin for name in self.chain)


@dataclass(slots=True)
class Household:
    """Those who live together; the first is the claimant.

    declared   what is known of the household's claims
    """

    number: int
    kind: str
    place: Place
    persons: list[Person] = field(default_factory=list)
    relationships: list[dict[str, Any]] = field(default_factory=list)
    declared: dict[str, Any] = field(default_factory=dict)

    def situation(self) -> dict[str, Any]:
        """The household as `janua calculate` reads it; persons are named by their national numbers."""
        residents = [{"person": person.number, "kind": "resident"} for person in self.persons]
        return {
            "claimant": self.persons[0].number,
            "persons": {
                person.number: {"date_of_birth": person.born_on.isoformat(), "sex": person.sex, **person.facts}
                for person in self.persons
            },
            "relationships": self.relationships,
            "dwellings": {"home": {"residents": residents}},
            "declared": self.declared,
        }
