"""Who lives with whom: one household of the fictional Egypt, before the registers state anything of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.population.draw import Draw, Shares
from demo.population.eg.names import FAMILIES, FEMALE, MALE, Written
from demo.population.eg.numbers import NationalNumbers
from demo.population.eg.people import Household, Person
from demo.population.eg.places import Place, draw_place
from janua.values import add_months, add_years

KINDS = Shares(
    {
        "couple_with_children": 0.56,
        "three_generations": 0.13,
        "widow_with_children": 0.06,
        "divorced_with_children": 0.03,
        "guardian": 0.02,
        "couple": 0.07,
        "elderly_couple": 0.06,
        "elderly_alone": 0.06,
    }
)
_CHILDREN = Shares({1: 0.18, 2: 0.29, 3: 0.29, 4: 0.15, 5: 0.06, 6: 0.03})
_WITHOUT_CHILDREN = {"couple", "elderly_couple", "elderly_alone"}
_SEXES = ("female", "male")
_MARRIES_FROM = 18


@dataclass(frozen=True, slots=True)
class _Line:
    """What somebody bears after the own name: the father's, the grandfather's, the family's."""

    names: tuple[Written, Written, Written]

    def of_children(self, father: Written) -> tuple[Written, Written, Written]:
        """The names that the children of a man of this line bear after their own."""
        return father, self.names[0], self.names[2]


def draw_household(draw: Draw, numbers: NationalNumbers, as_of: date) -> Household:
    """One household as it lives on the day; facts are added by `facts.py`."""
    return _Maker(draw, numbers, as_of).make()


class _Maker:
    """Builds one household, person by person."""

    def __init__(self, draw: Draw, numbers: NationalNumbers, as_of: date) -> None:
        self.draw, self.numbers, self.as_of = draw, numbers, as_of
        self.place: Place = draw_place(draw)
        self.household = Household(draw.number, draw.kind(KINDS), self.place)

    def make(self) -> Household:
        """The whole household."""
        kind = self.household.kind
        if kind in ("elderly_couple", "elderly_alone"):
            self._elderly(kind == "elderly_couple")
            return self.household
        mother_born = self._born(20, 48)
        line = _Line((self.draw.pick(MALE), self.draw.pick(MALE), self.draw.pick(FAMILIES)))
        mother = self._person("female", mother_born)
        with_father = kind in ("couple_with_children", "three_generations", "couple")
        father_born = mother_born - timedelta(self.draw.between(-300, 4000))
        father = self._person("male", father_born, line) if with_father else None
        father_name = father.chain[0] if father else self.draw.pick(MALE)
        if father:
            self._marry(mother, father)
        if kind not in _WITHOUT_CHILDREN:
            self._children(mother, father, line, father_name)
        if kind == "three_generations" and father:
            self._grandparents(father, line)
        return self.household

    def _elderly(self, as_a_couple: bool) -> None:
        wife = self._person("female", self._born(58, 85))
        if as_a_couple:
            self._marry(wife, self._person("male", wife.born_on - timedelta(self.draw.between(0, 4000))))

    def _children(self, mother: Person, father: Person | None, line: _Line, father_name: Written) -> None:
        kind = "guardian" if self.household.kind == "guardian" else "parent"
        for born_on in self._births(mother.born_on):
            child = self._person(self.draw.pick(_SEXES), born_on, _Line(line.of_children(father_name)))
            for adult in (mother, father):
                if adult:
                    self._relate(adult, kind, child)

    def _births(self, mother_born: date) -> list[date]:
        """Birthdays of the children at home, the eldest first; at least one."""
        first = add_years(mother_born, self.draw.between(_MARRIES_FROM + 1, 30))
        births = []
        for _ in range(self.draw.kind(_CHILDREN)):
            if add_years(self.as_of, -24) < first <= self.as_of:
                births.append(first)
            gap = 0 if self.draw.chance(0.012) else self.draw.between(12, 55)
            first = add_months(first, gap) + timedelta(self.draw.between(0, 27) if gap else 0)
        if births:
            return births
        return [self.draw.day(max(add_years(mother_born, _MARRIES_FROM), add_years(self.as_of, -17)), self.as_of)]

    def _grandparents(self, father: Person, line: _Line) -> None:
        born_on = father.born_on - timedelta(self.draw.between(19 * 366, 32 * 365))
        grandmother = self._person("female", born_on)
        self._relate(grandmother, "parent", father)
        if self.draw.chance(0.45):
            later = self.draw.between(0, 3000)
            older = (line.names[1], self.draw.pick(MALE), line.names[2])
            grandfather = self._person("male", born_on - timedelta(later), _Line(older), given=line.names[0])
            self._relate(grandfather, "parent", father)
            self._marry(grandmother, grandfather)

    def _person(self, sex: str, born_on: date, line: _Line | None = None, *, given: Written | None = None) -> Person:
        own = line or _Line((self.draw.pick(MALE), self.draw.pick(MALE), self.draw.pick(FAMILIES)))
        name = given or self.draw.pick(FEMALE if sex == "female" else MALE)
        number = self.numbers.give(born_on, self.place.governorate, sex)
        person = Person(number, (name, *own.names), sex, born_on)
        self.household.persons.append(person)
        return person

    def _marry(self, wife: Person, husband: Person) -> None:
        grown = add_years(max(wife.born_on, husband.born_on), _MARRIES_FROM)
        latest = max(min(self.as_of, add_years(grown, 12)), grown)
        self._relate(wife, "spouse", husband, starts_on=self.draw.day(grown, latest).isoformat())

    def _relate(self, of: Person, kind: str, to: Person, **more: Any) -> None:
        self.household.relationships.append({"of": of.number, "to": to.number, "kind": kind, **more})

    def _born(self, least: int, most: int) -> date:
        return date.fromordinal(self.as_of.toordinal() - self.draw.between(least * 366, most * 365))
