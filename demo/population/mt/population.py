"""Families of the fictional Malta, one after the other, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.population.draw import Draw, Shares
from demo.population.households import Kind, Member, Plan, draw_plan
from demo.population.mt import numbers
from demo.population.mt.calendar import AS_OF
from demo.population.mt.claims import told
from demo.population.mt.families import named_families
from demo.population.mt.names import email_of
from demo.population.mt.origins import (
    MALTESE,
    Origin,
    arrival,
    foreign_origin,
    permit_of,
    settle_foreigner,
    settle_native,
)
from demo.population.mt.places import draw_dwelling
from demo.population.mt.situations import situation_of
from demo.population.mt.work import live_a_working_life
from demo.population.people import Dwelling, Family, Person, Placement, Residence, Tie, Union
from janua.values import age_on

_DAY = timedelta(days=1)
_KINDS = Shares(
    {
        Kind.COUPLE_WITH_CHILDREN: 0.29,
        Kind.COUPLE: 0.16,
        Kind.SINGLE: 0.17,
        Kind.LONE_PARENT: 0.07,
        Kind.JOINT_CUSTODY: 0.03,
        Kind.THREE_GENERATIONS: 0.05,
        Kind.ELDERLY_COUPLE: 0.10,
        Kind.ELDERLY_SINGLE: 0.09,
        Kind.SHARERS: 0.04,
    }
)
_FOREIGN_FAMILIES = 0.17
_ALWAYS_MALTESE = {Kind.ELDERLY_COUPLE, Kind.ELDERLY_SINGLE, Kind.THREE_GENERATIONS}
_MIXED_COUPLES = 0.06
_UNIONS = Shares({"spouse": 0.82, "cohabitant": 0.18})
_SAME_SEX_UNIONS = Shares({"civil_partner": 0.6, "spouse": 0.25, "cohabitant": 0.15})
_SINCE = {"civil_partner": date(2014, 4, 17), "spouse": date(2017, 9, 1)}  # for two persons of one sex
_TAKES_NAME = 0.7
_HAS_UNKNOWN_FATHER = 0.004
_IN_CARE = 0.006
_TELLS = 1 << 20  # of another stream than what the family is


def draw_families(*, seed: int, people: int) -> Iterator[Family]:
    """The families always there, then as many drawn ones as it takes to reach `people` persons.

    Memory does not grow with `people`. The first families are the same whatever their number.
    """
    cards = numbers.Cards()
    made = 0
    for family in named_families():
        made += len(family.persons)
        yield family
    number = 0
    while made < people:
        family = _Maker(Draw(seed, number), cards, AS_OF).make()
        made += len(family.persons)
        number += 1
        yield family


def draw_situations(*, seed: int, people: int) -> Iterator[dict[str, Any]]:
    """Each family as the law reads it, claimed for by the first of its adults who lives; orphans for themselves.

    To what the registers state comes what the family tells on the day of the population.
    """
    for number, family in enumerate(draw_families(seed=seed, people=people)):
        draw = Draw(seed + _TELLS, number)
        living = [person for person in family.persons if person.died_on is None]
        adults = [person for person in living if age_on(person.born_on, AS_OF) >= 18]
        situation = situation_of(family, (adults or living)[0].card)
        rented = any(home.monthly_rent for home in family.dwellings)
        for person in living:
            facts = situation["persons"][person.card]
            situation["persons"][person.card] = told(draw, person, pays_rent=rented) | facts
        yield situation | {"declared": {"applied_on": AS_OF.isoformat()}}


@dataclass(slots=True)
class _Where:
    """Origin of one side of a family: where from, since when, under which permit."""

    origin: Origin
    came_on: date
    permit: str


class _Maker:
    """Turns one plan into persons with homes, papers and work."""

    def __init__(self, draw: Draw, cards: numbers.Cards, as_of: date) -> None:
        self.draw, self.cards, self.as_of = draw, cards, as_of
        self.plan: Plan = draw_plan(draw, _KINDS, as_of)
        self.family = Family()
        self.by_role: dict[str, list[Person]] = {}

    def make(self) -> Family:
        """The whole family."""
        plan, draw = self.plan, self.draw
        foreign = plan.kind is Kind.SHARERS or (plan.kind not in _ALWAYS_MALTESE and draw.chance(_FOREIGN_FAMILIES))
        ours = self._where(foreign)
        mixed = not foreign and plan.kind not in _ALWAYS_MALTESE and draw.chance(_MIXED_COUPLES)
        theirs = self._where(foreign=True) if mixed else ours
        home = self._dwelling(foreign)
        surname = draw.pick(ours.origin.names.family)
        for member in plan.members:
            where = theirs if member.role == "partner" else ours
            own_name = member.role == "sharer" or (member.role == "partner" and (mixed or not draw.chance(_TAKES_NAME)))
            self._person(member, where, draw.pick(where.origin.names.family) if own_name else surname, home)
        self._unite()
        self._descend()
        self._live_somewhere(home)
        for person in self.family.persons:
            live_a_working_life(draw, person, self.as_of)
        self._take_into_care()
        return self.family

    def _where(self, foreign: bool) -> _Where:
        if not foreign:
            return _Where(MALTESE, self.as_of, "")
        origin = foreign_origin(self.draw)
        return _Where(origin, arrival(self.draw, self.as_of), permit_of(self.draw, origin))

    def _dwelling(self, foreign: bool) -> Dwelling:
        number = f"D{self.draw.number:07}-{len(self.family.dwellings) + 1}"
        dwelling = draw_dwelling(self.draw, number, foreign=foreign)
        self.family.dwellings.append(dwelling)
        return dwelling

    def _person(self, member: Member, where: _Where, surname: str, home: Dwelling) -> None:
        draw, as_of = self.draw, self.as_of
        native = where.origin is MALTESE
        born_here = native or member.born_on >= where.came_on
        registered_on = min(member.born_on + draw.between(1, 20) * _DAY, as_of)
        card = self.cards.native(registered_on, home.area) if native else self.cards.foreigner()
        given = draw.pick(where.origin.names.female if member.sex == "female" else where.origin.names.male)
        person = Person(card, given, surname, member.sex, member.born_on)
        if born_here:
            person.born_in, person.registered_on = home.locality, registered_on
        person.script = where.origin.names.in_own_script(given, surname)
        person.dwelling = home
        if member.role == "late":
            person.died_on = draw.day(max(as_of - 5000 * _DAY, self.plan.together_since or member.born_on), as_of)
        if native:
            settle_native(draw, person, as_of)
        else:
            settle_foreigner(draw, person, where.origin, where.came_on, where.permit, as_of)
        if member.role != "child" or age_on(member.born_on, as_of) >= 16:
            person.iban, person.phone = numbers.iban(card), numbers.phone(card)
            person.email = email_of(given, surname, card)
        self.family.persons.append(person)
        self.by_role.setdefault(member.role, []).append(person)

    def _unite(self) -> None:
        """Marry the couple, or let them live together; grandparents are long married."""
        partners = self.by_role.get("partner", []) + self.by_role.get("late", [])
        if partners and self.plan.together_since:
            adult, partner = self.by_role["adult"][0], partners[0]
            last_day = self.plan.apart_since - _DAY if self.plan.apart_since else partner.died_on
            if adult.sex != partner.sex:
                kind = "spouse" if partner.died_on else self.draw.kind(_UNIONS)
                self._union(adult, partner, kind, self.plan.together_since, last_day)
            elif not partner.died_on:
                kind = self.draw.kind(_SAME_SEX_UNIONS)
                since = max(self.plan.together_since, _SINCE.get(kind, self.plan.together_since))
                self._union(adult, partner, kind, since, last_day)
        grandparents = self.by_role.get("grandparent", [])
        if len(grandparents) == 2:
            married_on = self.by_role["adult"][0].born_on - 400 * _DAY
            self._union(grandparents[0], grandparents[1], "spouse", married_on, None)

    def _union(self, one: Person, other: Person, kind: str, starts_on: date, ends_on: date | None) -> None:
        one.unions.append(Union(kind, other.card, starts_on, ends_on))
        other.unions.append(Union(kind, one.card, starts_on, ends_on))
        self.family.ties.append(Tie(one.card, other.card, kind, starts_on, ends_on, None))

    def _descend(self) -> None:
        """Tie children to their parents, with the halves of custody from the day the parents part."""
        adults = self.by_role.get("adult", [])
        for child in self.by_role.get("child", []):
            parents = [adults[0], *self.by_role.get("partner", [])]
            child.mother, child.father = parents[0].card, parents[1].card if len(parents) > 1 else None
            child.citizenships = tuple(dict.fromkeys(code for parent in parents for code in parent.citizenships))
            for parent in parents:
                self._parent(parent, child, self.plan.apart_since)
        for grandparent in self.by_role.get("grandparent", []):
            if grandparent.sex == "female":
                adults[0].mother = grandparent.card
            else:
                adults[0].father = grandparent.card
            self._parent(grandparent, adults[0], None)

    def _parent(self, parent: Person, child: Person, apart_since: date | None) -> None:
        parent.children.append(child.card)
        ties = self.family.ties
        if apart_since is None:
            ties.append(Tie(parent.card, child.card, "parent", child.born_on, None, None))
            return
        ties.append(Tie(parent.card, child.card, "parent", child.born_on, apart_since - _DAY, None))
        ties.append(Tie(parent.card, child.card, "parent", apart_since, None, (1, 2)))

    def _live_somewhere(self, home: Dwelling) -> None:
        """Registered homes since the first day in Malta; a second home where the parents live apart."""
        moved_in = self.draw.day(date(2000, 1, 1), self.as_of)
        if self.plan.together_since and not self.plan.apart_since:
            moved_in = max(self.plan.together_since, date(2000, 1, 1))
        apart = self._dwelling(foreign=False) if self.plan.apart_since else None
        for person in self.family.persons:
            earlier = self._dwelling(foreign=False) if self._lived_elsewhere(person, moved_in) else None
            for since, until in person.stays:
                self._reside(person, home, earlier, since, until, moved_in)
        if apart and self.plan.apart_since:
            self._move_out(apart, home, self.plan.apart_since)

    def _lived_elsewhere(self, person: Person, moved_in: date) -> bool:
        came_on = person.stays[0].starts_on
        return came_on < moved_in and (person.children != [] or came_on.year < 1990)

    def _reside(
        self, person: Person, home: Dwelling, earlier: Dwelling | None, since: date, until: date | None, moved_in: date
    ) -> None:
        residences = self.family.residences
        if earlier and since < moved_in:
            last_day = moved_in - _DAY
            if until is not None and until <= last_day:
                residences.append(Residence(person.card, earlier.id, "registered", since, until))
                return
            residences.append(Residence(person.card, earlier.id, "registered", since, last_day))
            since = moved_in
        residences.append(Residence(person.card, home.id, "registered", since, until))

    def _move_out(self, apart: Dwelling, home: Dwelling, apart_since: date) -> None:
        """The partner has moved; the children live in both homes."""
        partner = self.by_role["partner"][0]
        moved: list[Residence] = []
        for one in self.family.residences:
            ended = one.ends_on is not None and one.ends_on < apart_since
            if one.card != partner.card or one.dwelling != home.id or ended:
                moved.append(one)
                continue
            if one.starts_on < apart_since:
                moved.append(one._replace(ends_on=apart_since - _DAY))
            moved.append(one._replace(dwelling=apart.id, starts_on=max(one.starts_on, apart_since)))
        self.family.residences = moved
        partner.dwelling = apart
        for child in self.by_role["child"]:
            since = max(apart_since, child.stays[-1].starts_on)
            self.family.residences.append(Residence(child.card, apart.id, "actual", since, None))

    def _take_into_care(self) -> None:
        if not self.draw.chance(_IN_CARE):
            return
        for child in self.by_role.get("child", [])[-1:]:
            if age_on(child.born_on, self.as_of) < 16:
                since = self.draw.day(max(child.stays[-1].starts_on, self.as_of - 900 * _DAY), self.as_of)
                child.placements.append(Placement("residential", since, None, ()))
