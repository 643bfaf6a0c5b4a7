"""The population as rows of the registers' tables, for COPY."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from demo.population.people import Dwelling, Family, Person, Residence
from janua.values import WrittenName, uuid7s

Row = tuple[Any, ...]
_TIME = ("true_from", "true_to", "known_from")

# In the order in which rows may be written: what is pointed at comes first.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "registers_person": (
        *("id", "given_names", "other_names", "family_name", "script", "found_by", "identifier", "sort_by"),
        *("born_on", "died_on", "language", "restricted", "area_id", "registered_at"),
    ),
    "registers_personname": (
        *("id", "person_id", "kind", "script", "place", "given", "other", "family", "sort_by", "source"),
        *_TIME,
    ),
    "registers_personidentifier": ("id", "person_id", "scheme", "value", "source", *_TIME),
    "registers_relationship": (
        *("id", "of_person_id", "to_person_id", "kind", "share_numerator", "share_denominator", "source"),
        *_TIME,
    ),
    "registers_dwelling": ("id", "reference", "street", "locality", "postcode", "area_id", "registered_at"),
    "registers_residence": ("id", "person_id", "dwelling_id", "kind", "source", *_TIME),
    "registers_household": ("id", "kind", "dwelling_id", "source", "registered_at"),
    "registers_membership": ("id", "household_id", "person_id", *_TIME),
    "registers_fact": (
        *("id", "subject_id", "number", "day", "subject_kind", "assurance", "status", "truth"),
        *("attribute", "source", "item", "words"),
        *_TIME,
    ),
}
_OF_A_PERSON, _CONFIRMED, _KNOWN = 1, 3, 0


class PlacedArea(NamedTuple):
    """A place in the tree of areas."""

    id: int
    code: str
    kind: str
    names: dict[str, str]
    parent: int | None


class PlacedOffice(NamedTuple):
    """An office and the area that it serves."""

    id: int
    code: str
    names: dict[str, str]
    area: int


class Stated(NamedTuple):
    """One statement of one register about a person; the value is an int, a date, a bool or a code."""

    source: str
    attribute: str
    value: int | date | str
    item: str = ""
    true_from: date | None = None
    true_to: date | None = None


@dataclass(frozen=True)
class Country:
    """What a country adds: how its registers are called and what they state.

    area_of   a dwelling's area in the tree
    language  whose alphabet lists of people follow
    stated    what the registers named in the second argument state of a person
    """

    areas: tuple[PlacedArea, ...]
    offices: tuple[PlacedOffice, ...]
    scheme: str
    civil: str
    identity: str
    custody: str
    language: str
    area_of: Callable[[Dwelling], int]
    stated: Callable[[Person, frozenset[str]], Iterator[Stated]]


@dataclass
class Rows:
    """Collects families as rows; `take` empties it."""

    country: Country
    sources: frozenset[str]
    known_from: datetime
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, family: Family) -> None:
        """Turn one family into rows."""
        keys = dict(
            zip(
                [*(person.card for person in family.persons), *(dwelling.id for dwelling in family.dwellings)],
                uuid7s(len(family.persons) + len(family.dwellings)),
                strict=True,
            )
        )
        self._dwellings(family, keys)
        for person in family.persons:
            self._person(person, keys[person.card])
        self._ties(family, keys)
        self._residences(family, keys)
        self._households(family, keys)

    def take(self) -> dict[str, list[Row]]:
        """Give all rows collected so far, by table, and begin anew."""
        taken, self.tables = self.tables, {name: [] for name in COLUMNS}
        return taken

    def _dwellings(self, family: Family, keys: dict[str, UUID]) -> None:
        for home in family.dwellings:
            area = self.country.area_of(home)
            row = (keys[home.id], home.id, home.street, home.locality, home.postcode, area, self.known_from)
            self.tables["registers_dwelling"].append(row)

    def _person(self, person: Person, key: UUID) -> None:
        country, known_from = self.country, self.known_from
        names = [("Latn", person.given, person.family)]
        if person.script:
            names.insert(0, (person.script.code, person.script.given, person.script.family))
        keys = [WrittenName(first, last).sort_key(country.language, script=code) for code, first, last in names]
        script, given, surname = names[0]
        found_by = " ".join(f"{first} {last}" for _, first, last in names)
        area = country.area_of(person.dwelling) if person.dwelling and not person.died_on else None
        self.tables["registers_person"].append(
            (
                *(key, given, "", surname, script, found_by, person.card, keys[0]),
                *(person.born_on, person.died_on, person.language, False, area, known_from),
            )
        )
        ids = iter(uuid7s(len(names) + 1))
        for place, (script, first, last) in enumerate(names):
            written = (script, place, first, "", last, keys[place], country.identity)
            self.tables["registers_personname"].append((next(ids), key, "legal", *written, None, None, known_from))
        number = (next(ids), key, country.scheme, person.card, country.identity, None, None, known_from)
        self.tables["registers_personidentifier"].append(number)
        self._facts(person, key)

    def _facts(self, person: Person, key: UUID) -> None:
        facts, known_from = self.tables["registers_fact"], self.known_from
        stated = list(self.country.stated(person, self.sources))
        for fact, one in zip(uuid7s(len(stated)), stated, strict=True):
            number, day, truth, words = _in_its_column(one.value)
            facts.append(
                (
                    *(fact, key, number, day, _OF_A_PERSON, _CONFIRMED, _KNOWN, truth),
                    *(one.attribute, one.source, one.item, words, one.true_from, one.true_to, known_from),
                )
            )

    def _ties(self, family: Family, keys: dict[str, UUID]) -> None:
        ids = iter(uuid7s(len(family.ties)))
        for tie in family.ties:
            one, other = keys[tie.of], keys[tie.to]
            if tie.kind != "parent" and other < one:  # a couple is written once, the smaller key first
                one, other = other, one
            source = self.country.custody if tie.share else self.country.civil
            numerator, denominator = tie.share or (None, None)
            self.tables["registers_relationship"].append(
                (
                    *(next(ids), one, other, tie.kind, numerator, denominator, source),
                    *(tie.starts_on, tie.ends_on, self.known_from),
                )
            )

    def _residences(self, family: Family, keys: dict[str, UUID]) -> None:
        ids = iter(uuid7s(len(family.residences)))
        for one in family.residences:
            source = self.country.identity if one.kind == "registered" else self.country.custody
            self.tables["registers_residence"].append(
                (
                    *(next(ids), keys[one.card], keys[one.dwelling], one.kind, source),
                    *(one.starts_on, one.ends_on, self.known_from),
                )
            )

    def _households(self, family: Family, keys: dict[str, UUID]) -> None:
        """Those registered in one dwelling now are one household, as the identity register has it."""
        homes: dict[str, list[Residence]] = {}
        for one in family.residences:
            if one.kind == "registered" and one.ends_on is None:
                homes.setdefault(one.dwelling, []).append(one)
        for dwelling, members in homes.items():
            household, *ids = uuid7s(1 + len(members))
            row = (household, "registered", keys[dwelling], self.country.identity, self.known_from)
            self.tables["registers_household"].append(row)
            self.tables["registers_membership"].extend(
                (membership, household, keys[member.card], member.starts_on, None, self.known_from)
                for membership, member in zip(ids, members, strict=True)
            )


def _in_its_column(value: int | date | str) -> tuple[int | None, date | None, bool | None, str | None]:
    """Number, day, truth, words: the value in the one column that holds its type."""
    if isinstance(value, bool):
        return None, None, value, None
    if isinstance(value, int):
        return value, None, None, None
    if isinstance(value, str):
        return None, None, None, value
    return None, value, None, None
