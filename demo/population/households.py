"""Who lives with whom and how old they are: the plan of a family, whatever the country."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from demo.population.draw import Draw, Shares
from janua.values import add_months, add_years


class Kind(StrEnum):
    """How a family lives."""

    COUPLE_WITH_CHILDREN = "couple_with_children"
    COUPLE = "couple"
    SINGLE = "single"
    LONE_PARENT = "lone_parent"
    JOINT_CUSTODY = "joint_custody"
    THREE_GENERATIONS = "three_generations"
    ELDERLY_COUPLE = "elderly_couple"
    ELDERLY_SINGLE = "elderly_single"
    SHARERS = "sharers"


class Member(NamedTuple):
    """A place in the family; roles: adult, partner, child, grandparent, sharer, late (has died)."""

    role: str
    sex: str
    born_on: date


@dataclass(slots=True)
class Plan:
    """A family before it has names; `together_since` is when the couple's life together began."""

    kind: Kind
    members: list[Member] = field(default_factory=list)
    together_since: date | None = None
    apart_since: date | None = None

    def first(self, role: str) -> Member:
        """The first member with this role."""
        return next(member for member in self.members if member.role == role)


_CHILDREN = Shares({1: 0.42, 2: 0.41, 3: 0.13, 4: 0.04})
_SEXES = ("female", "male")
_WITH_CHILDREN = {Kind.COUPLE_WITH_CHILDREN, Kind.LONE_PARENT, Kind.JOINT_CUSTODY, Kind.THREE_GENERATIONS}
_LEAVES_HOME_AT = 24
_SAME_SEX = 0.03  # of couples without children
_NEWBORN = 0.05  # of families with children, a birth in the last ninety days


def draw_plan(draw: Draw, shares: Shares[Kind], as_of: date) -> Plan:
    """Draw the members of one family as they are on `as_of`."""
    plan = Plan(draw.kind(shares))
    if plan.kind in _WITH_CHILDREN:
        _family_with_children(draw, plan, as_of)
    elif plan.kind in {Kind.ELDERLY_COUPLE, Kind.ELDERLY_SINGLE}:
        _elderly(draw, plan, as_of)
    elif plan.kind is Kind.SHARERS:
        plan.members = [
            Member("sharer", draw.pick(_SEXES), _born(draw, as_of, 20, 45)) for _ in range(draw.between(2, 5))
        ]
    else:
        adult = Member("adult", draw.pick(_SEXES), _born(draw, as_of, 20, 66))
        plan.members = [adult]
        if plan.kind is Kind.COUPLE:
            plan.members.append(_partner(draw, adult))
            plan.together_since = _together(draw, plan.members, as_of)
    return plan


def _family_with_children(draw: Draw, plan: Plan, as_of: date) -> None:
    mother = Member("adult", "female", _born(draw, as_of, 21, 50))
    births = _births(draw, mother.born_on, as_of)
    children = [Member("child", draw.pick(_SEXES), born_on) for born_on in births]
    father = Member("partner", "male", _near(draw, mother.born_on, -6, 1))
    if plan.kind is Kind.THREE_GENERATIONS:
        years = draw.between(19, 38)
        plan.members.append(Member("grandparent", "female", add_years(mother.born_on, -years)))
        if draw.chance(0.4):
            plan.members.append(Member("grandparent", "male", add_years(mother.born_on, -years - draw.between(0, 5))))
    plan.members.append(mother)
    with_father = plan.kind is not Kind.LONE_PARENT and (plan.kind is not Kind.THREE_GENERATIONS or draw.chance(0.6))
    if with_father:
        plan.members.append(father)
        adult_since = add_years(max(mother.born_on, father.born_on), 18)
        plan.together_since = max(adult_since, births[0] - timedelta(draw.between(300, 2000)))
    plan.members.extend(children)
    if plan.kind is Kind.JOINT_CUSTODY:
        plan.apart_since = draw.day(births[-1] + timedelta(30), as_of)


def _births(draw: Draw, mother_born_on: date, as_of: date) -> list[date]:
    """Birthdays of the children still at home, the eldest first; at least one."""
    if draw.chance(_NEWBORN):
        latest = as_of - timedelta(draw.between(1, 90))
    else:
        earliest = max(add_years(mother_born_on, 20), add_years(as_of, -22))
        latest = draw.day(earliest, min(as_of, add_years(mother_born_on, 44)))
    births = [min(latest, as_of)]
    for _ in range(draw.kind(_CHILDREN) - 1):
        gap = 0 if draw.chance(0.015) else draw.between(14, 50)
        earlier = add_months(births[0], -gap) - timedelta(draw.between(0, 27) if gap else 0)
        too_early = earlier < add_years(mother_born_on, 17) or earlier < add_years(as_of, -_LEAVES_HOME_AT)
        if not too_early:
            births.insert(0, earlier)
    return births


def _elderly(draw: Draw, plan: Plan, as_of: date) -> None:
    adult = Member("adult", draw.pick(_SEXES), _born(draw, as_of, 64, 92))
    plan.members = [adult]
    if plan.kind is Kind.ELDERLY_COUPLE or draw.chance(0.6):
        partner = _partner(draw, adult)
        late = plan.kind is Kind.ELDERLY_SINGLE
        plan.members.append(partner._replace(role="late") if late else partner)
        plan.together_since = _together(draw, plan.members, add_years(adult.born_on, 40))


def _partner(draw: Draw, adult: Member) -> Member:
    other = "male" if adult.sex == "female" else "female"
    sex = adult.sex if draw.chance(_SAME_SEX) else other
    return Member("partner", sex, _near(draw, adult.born_on, -5, 5))


def _together(draw: Draw, members: list[Member], until: date) -> date:
    adult_since = add_years(max(member.born_on for member in members), 18)
    return draw.day(adult_since, max(until, adult_since))


def _born(draw: Draw, as_of: date, least: int, most: int) -> date:
    return date.fromordinal(as_of.toordinal() - draw.between(least * 366, most * 365))


def _near(draw: Draw, born_on: date, before: int, after: int) -> date:
    return date.fromordinal(born_on.toordinal() + draw.between(before * 365, after * 365))
