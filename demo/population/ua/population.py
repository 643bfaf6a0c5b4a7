"""Households of the fictional Ukraine, one after the other, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from demo.population.draw import Draw, Shares
from demo.population.ua import names
from demo.population.ua.claims import declare, dwelling
from demo.population.ua.lives import AS_OF, Facts, live, since
from demo.population.ua.numbers import Numbers
from demo.population.ua.places import Place, draw_left, draw_place
from janua.values import add_years

_KINDS = Shares(
    {
        "alone": 0.13, "old_alone": 0.17, "old_couple": 0.12, "couple": 0.12, "parents": 0.24, "lone_mother": 0.08,
        "large": 0.03, "three_generations": 0.08, "guardian": 0.01, "orphan": 0.01, "expecting": 0.01,
    }
)  # fmt: skip
_DISPLACED, _WITHOUT_NUMBER, _SINGLE_BY_LAW, _EVADES = 0.13, 0.002, 0.35, 0.3


@dataclass
class Somebody:
    """One person as the registers name them; `taxpayer` is empty for who refuses the number."""

    key: str
    name: str
    latin: str
    born_on: date
    sex: str
    role: str
    taxpayer: str
    demographic: str


@dataclass
class Household:
    """Those who live together, their ties, and what the first of them claims."""

    number: str
    kind: str
    place: Place
    people: list[Somebody] = field(default_factory=list)
    facts: dict[str, Facts] = field(default_factory=dict)
    ties: list[Facts] = field(default_factory=list)
    home: Facts = field(default_factory=dict)
    declared: Facts = field(default_factory=dict)

    def situation(self) -> dict[str, Any]:
        """The input of `janua calculate`."""
        residents = [{"person": one.key, "kind": "registered"} for one in self.people]
        return {
            "persons": self.facts,
            "relationships": self.ties,
            "dwellings": {f"{self.number}-home": {**self.home, "residents": residents}},
            "claimant": self.people[0].key,
            "declared": self.declared,
        }


def draw_situations(*, seed: int, people: int) -> Iterator[dict[str, Any]]:
    """The situations of households with at least so many persons."""
    for household in draw_households(seed=seed, people=people):
        yield household.situation()


def draw_households(*, seed: int, people: int) -> Iterator[Household]:
    """Households until there are at least so many persons; more persons change no household drawn before."""
    numbers, drawn, number = Numbers(), 0, 0
    while drawn < people:
        number += 1
        household = _Builder(Draw(seed, number), f"U{number:08}", numbers).build()
        drawn += len(household.people)
        yield household


class _Builder:
    """Draws one household."""

    def __init__(self, draw: Draw, number: str, numbers: Numbers) -> None:
        self.draw, self.numbers = draw, numbers
        self.household = Household(number, draw.kind(_KINDS), draw_place(draw))
        self.men, self.women = names.surname(draw)

    def build(self) -> Household:
        """Everybody, their ties, their home and their claim."""
        getattr(self, f"_{self.household.kind}")()
        if self.draw.chance(_DISPLACED):
            self._displace()
        self.household.home = dwelling(self.draw, len(self.household.people))
        self.household.declared = declare(self.draw)
        if self.household.kind == "expecting":
            self.household.declared["applied_on"] = AS_OF.isoformat()
        return self.household

    def _add(self, role: str, youngest: int, oldest: int, sex: str = "", father: str = "") -> Somebody:
        """A person of an age; the patronymic is the father's."""
        draw, household = self.draw, self.household
        last = add_years(AS_OF, -youngest)
        born_on = draw.day(max(add_years(AS_OF, -oldest - 1), date(1930, 1, 1)), last)
        sex = sex or draw.pick(("female", "male"))
        given, after = names.given(draw, sex), names.patronymic(father or names.father(draw), sex)
        name = f"{self.women if sex == 'female' else self.men} {given} {after}"
        taxpayer, demographic = self.numbers.give(born_on, sex)
        key = f"{household.number}-{len(household.people) + 1}"
        someone = Somebody(
            key=key,
            name=name,
            latin=names.latin(name),
            born_on=born_on,
            sex=sex,
            role=role,
            taxpayer="" if draw.chance(_WITHOUT_NUMBER) else taxpayer,
            demographic=demographic,
        )
        household.people.append(someone)
        household.facts[key] = live(draw, born_on)
        if role != "child":
            household.facts[key]["maternity_certificate"] = False
        return someone

    def _tie(self, one: Somebody, kind: str, other: Somebody) -> None:
        self.household.ties.append({"of": one.key, "to": other.key, "kind": kind})

    def _mother(self, youngest: int = 20, oldest: int = 44) -> Somebody:
        mother = self._add("adult", youngest, oldest, "female")
        self.household.facts[mother.key] |= {
            "single_mother": False,
            "large_family_certificate": False,
            "maternity_insured": self.draw.chance(0.7),
        }
        return mother

    def _married(self, youngest: int, oldest: int) -> tuple[Somebody, Somebody]:
        wife, husband = self._mother(youngest, oldest), self._add("adult", youngest + 1, oldest + 4, "male")
        self._tie(wife, "spouse", husband)
        return wife, husband

    def _children(self, parents: tuple[Somebody, ...], number: int, kind: str = "parent") -> list[Somebody]:
        """Children young enough for their youngest parent."""
        most = min(17, min((AS_OF - parent.born_on).days // 366 for parent in parents) - 18)
        father = next((one.name.split()[1] for one in parents if one.sex == "male"), "")
        children = [self._add("child", 0, max(most, 0), father=father) for _ in range(number)]
        for child in children:
            self.household.facts[child.key]["alimony_evaded"] = False
            for parent in parents:
                self._tie(parent, kind, child)
        return children

    def _alone(self) -> None:
        self._mother(19, 58) if self.draw.chance(0.4) else self._add("adult", 19, 58, "male")

    def _old_alone(self) -> None:
        self._add("adult", 60, 92, "female" if self.draw.chance(0.75) else "male")

    def _old_couple(self) -> None:
        wife, husband = self._add("adult", 60, 85, "female"), self._add("adult", 61, 88, "male")
        self._tie(wife, "spouse", husband)

    def _couple(self) -> None:
        self._married(21, 58)

    def _parents(self) -> None:
        self._children(self._married(22, 45), self.draw.pick((1, 1, 1, 2, 2)))

    def _lone_mother(self) -> None:
        mother = self._mother(20, 46)
        children = self._children((mother,), self.draw.pick((1, 1, 1, 2, 3)))
        self.household.facts[mother.key]["single_mother"] = self.draw.chance(_SINGLE_BY_LAW)
        evaded = self.draw.chance(_EVADES)
        for child in children:
            self.household.facts[child.key] |= {
                "alimony_evaded": evaded,
                "breadwinner_died_without_record": self.draw.chance(0.04),
            }

    def _large(self) -> None:
        mother, father = self._married(29, 46)
        self._children((mother, father), self.draw.pick((3, 3, 3, 4, 5, 7)))
        self.household.facts[mother.key]["large_family_certificate"] = self.draw.chance(0.9)

    def _three_generations(self) -> None:
        mother, father = self._married(24, 42)
        self._children((mother, father), self.draw.pick((1, 2)))
        grandmother = self._add("grandparent", 62, 85, "female")
        depends = not self.household.facts[grandmother.key].get("pensioner")
        self._tie(grandmother, "dependent_parent" if depends else "family_member", mother)

    def _guardian(self) -> None:
        guardian = self._mother(40, 62)
        for ward in self._children((guardian,), self.draw.pick((1, 1, 2)), "guardian"):
            facts = self.household.facts[ward.key]
            facts |= {"orphan": True, "monthly_alimony": self.draw.pick(("0.00", "1500.25", "2400.00"))}
            facts["breadwinner_died_without_record"] = self.draw.chance(0.1)

    def _orphan(self) -> None:
        self._mother(18, 21)
        self.household.facts[self.household.people[0].key]["orphan"] = True

    def _expecting(self) -> None:
        mother, _ = self._married(20, 39)
        self.household.facts[mother.key] |= {
            "maternity_certificate": True,
            "pregnancy_week": self.draw.between(30, 40),
            "children_expected": self.draw.pick((1, 1, 1, 1, 1, 1, 2)),
            "complicated_birth": self.draw.chance(0.1),
            "chornobyl_status": self.draw.chance(0.02),
        }

    def _displace(self) -> None:
        """The whole family left one place; some have lost the home, some stay abroad."""
        draw, left = self.draw, draw_left(self.draw)
        registered, destroyed = draw.day(date(2022, 3, 1), date(2026, 2, 1)), draw.chance(0.15)
        for one in self.household.people:
            facts = self.household.facts[one.key]
            born_since = one.born_on > registered
            facts |= {
                "idp_registered": since(max(registered, one.born_on)),
                "displaced_from": "born_to_displaced" if born_since else left,
                "home_destroyed": destroyed,
            }
            if draw.chance(0.02):
                facts["abroad"] = since(draw.day(date(2025, 9, 1), AS_OF))
            if draw.chance(0.01):
                facts["returned_home"] = since(draw.day(date(2025, 9, 1), AS_OF))
            if draw.chance(0.15):
                facts["organisations_aid"] = [{"value": True, "starts_on": "2025-09-01", "ends_on": "2025-11-30"}]
