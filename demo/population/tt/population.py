"""Households of the fictional Trinidad and Tobago, one after the other, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from demo.population.draw import Draw, Shares
from demo.population.households import Kind, Member, Plan, draw_plan
from demo.population.tt.claims import declare, lose_what_a_disaster_takes
from demo.population.tt.lives import Facts, live
from demo.population.tt.names import draw_names
from demo.population.tt.places import Place, draw_place

AS_OF = date(2026, 7, 1)
_DAY = timedelta(days=1)
_KINDS = Shares(
    {
        Kind.COUPLE_WITH_CHILDREN: 0.24,
        Kind.COUPLE: 0.10,
        Kind.SINGLE: 0.13,
        Kind.LONE_PARENT: 0.15,
        Kind.JOINT_CUSTODY: 0.02,
        Kind.THREE_GENERATIONS: 0.17,
        Kind.ELDERLY_COUPLE: 0.08,
        Kind.ELDERLY_SINGLE: 0.09,
        Kind.SHARERS: 0.02,
    }
)
_NEWCOMERS = 0.03
_MARRIED = 0.62
_IN_PRISON = 0.02  # of fathers who are married
_AWAY = Shares({"no": 0.80, "abandoned": 0.12, "deceased": 0.05, "imprisoned": 0.02, "in_hospital": 0.01})
_DISASTER = 0.02


class Somebody(NamedTuple):
    """A person who does not exist, by a key of their own."""

    key: str
    role: str
    name: str
    sex: str
    born_on: date


@dataclass(slots=True)
class Household:
    """People of one dwelling, with everything that the law may read of them; `late` persons have died."""

    number: str
    place: Place
    people: list[Somebody] = field(default_factory=list)
    facts: dict[str, Facts] = field(default_factory=dict)
    ties: list[Facts] = field(default_factory=list)
    residents: list[Facts] = field(default_factory=list)
    declared: Facts = field(default_factory=dict)

    @property
    def claimant(self) -> str:
        """Who claims for the household: the first adult."""
        return next(one.key for one in self.people if one.role in ("adult", "sharer"))

    @property
    def adults(self) -> tuple[str, ...]:
        """Everybody who may claim."""
        return tuple(one.key for one in self.people if one.role not in ("child", "late"))

    def situation(self, claimant: str | None = None) -> dict[str, Any]:
        """The input of `janua calculate`, with the first adult as claimant where none is named."""
        return {
            "claimant": claimant or self.claimant,
            "persons": self.facts,
            "relationships": self.ties,
            "dwellings": {"home": {"residents": self.residents}},
            "declared": self.declared,
        }


def draw_households(*, seed: int, people: int) -> Iterator[Household]:
    """As many households as it takes to reach `people` persons; the first are the same whatever their number."""
    made = number = 0
    while made < people:
        household = _draw_household(Draw(seed, number))
        made += len(household.people)
        number += 1
        yield household


def draw_situations(*, seed: int, people: int) -> Iterator[dict[str, Any]]:
    """The household of each, as the law reads it, its first adult the claimant."""
    for household in draw_households(seed=seed, people=people):
        yield household.situation()


def _draw_household(draw: Draw) -> Household:
    plan = draw_plan(draw, _KINDS, AS_OF)
    household = Household(f"H{draw.number:08}", draw_place(draw))
    came_on = _came_on(draw, plan)
    names = draw_names(draw, newcomer=came_on is not None)
    surname = draw.pick(names.family)
    for number, member in enumerate(plan.members, start=1):
        key = f"{household.number}-{number}"
        own = member.role == "sharer" or (member.role == "partner" and draw.chance(0.4))
        given = draw.pick(names.female if member.sex == "female" else names.male)
        family = draw.pick(names.family) if own else surname
        household.people.append(Somebody(key, member.role, f"{given} {family}", member.sex, member.born_on))
        household.facts[key] = _facts(draw, member, came_on)
        if member.role != "late":
            household.residents.append(_resident(plan, key, member, number))
    _unite(draw, plan, household)
    _descend(draw, plan, household)
    if draw.chance(_DISASTER):
        lose_what_a_disaster_takes(draw, household.facts, household.declared)
    declare(draw, household.facts, household.declared, AS_OF)
    return household


def _came_on(draw: Draw, plan: Plan) -> date | None:
    if plan.kind in (Kind.ELDERLY_COUPLE, Kind.ELDERLY_SINGLE, Kind.THREE_GENERATIONS):
        return None
    lately = plan.kind is Kind.SHARERS or draw.chance(_NEWCOMERS)
    return draw.day(date(2017, 1, 1), AS_OF - 10 * _DAY) if lately else None


def _facts(draw: Draw, member: Member, came_on: date | None) -> Facts:
    if member.role == "late":
        died_on = draw.day(AS_OF - 5000 * _DAY, AS_OF - _DAY)
        return {"date_of_birth": member.born_on.isoformat(), "date_of_death": died_on.isoformat()}
    born_abroad = came_on if came_on is not None and member.born_on < came_on else None
    return live(draw, member.born_on, born_abroad, AS_OF)


def _resident(plan: Plan, key: str, member: Member, number: int) -> Facts:
    resident: Facts = {"person": key, "kind": "owner" if number == 1 else "family"}
    if member.role == "partner" and plan.apart_since:
        resident["ends_on"] = (plan.apart_since - _DAY).isoformat()
    return resident


def _of_role(household: Household, *roles: str) -> list[Somebody]:
    return [one for one in household.people if one.role in roles]


def _unite(draw: Draw, plan: Plan, household: Household) -> None:
    """Marry the couple, or let them live together; say what a marriage or a death brings."""
    partners = _of_role(household, "partner", "late")
    if partners and plan.together_since:
        adult, partner = _of_role(household, "adult")[0], partners[0]
        married = partner.role == "late" or draw.chance(_MARRIED)
        tie: Facts = {"of": adult.key, "to": partner.key, "kind": "spouse" if married else "cohabitant"}
        tie["starts_on"] = plan.together_since.isoformat()
        facts = household.facts[partner.key]
        if plan.apart_since:
            tie["ends_on"] = max(plan.together_since, plan.apart_since - _DAY).isoformat()
        elif partner.role == "late":
            tie["ends_on"] = max(facts["date_of_death"], tie["starts_on"])
            household.facts[adult.key]["widowed_of_a_grantee"] = draw.chance(0.15)
        elif married and partner.sex == "male" and draw.chance(_IN_PRISON):
            facts["in_prison"] = [{"value": True, "starts_on": (AS_OF - draw.between(20, 900) * _DAY).isoformat()}]
        household.ties.append(tie)


def _descend(draw: Draw, plan: Plan, household: Household) -> None:
    """Tie children to their parents; a lone mother's children may have a father who is gone."""
    parents = _of_role(household, "adult", "partner") if _of_role(household, "child") else []
    away = draw.kind(_AWAY) if plan.kind is Kind.LONE_PARENT else "no"
    sought = draw.chance(0.5)
    for child in _of_role(household, "child"):
        for parent in parents:
            tie: Facts = {"of": parent.key, "to": child.key, "kind": "parent"}
            household.ties.append({**tie, "share": "1/2"} if plan.apart_since else tie)
        if away != "no":
            household.facts[child.key] |= {"parent_away": away, "maintenance_sought_and_unpaid": sought}
    cares = any(household.facts[one.key].get("disability_level") in ("severe", "complete") for one in household.people)
    if parents:
        household.facts[parents[0].key]["cannot_earn_for_care"] = draw.chance(0.6 if cares else 0.08)
    for grandparent in _of_role(household, "grandparent"):
        adult = _of_role(household, "adult")[0]
        household.ties.append({"of": grandparent.key, "to": adult.key, "kind": "parent"})
