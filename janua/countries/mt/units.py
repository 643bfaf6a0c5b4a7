"""Whom the law of each Maltese programme counts, derived from relationships."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from janua.rules import MANY, ONE, OPTIONAL, Attribute, Given, Members, UnitDefinition, View, unit
from janua.rules.situation import Relationship
from janua.values import Period

CUSTODY_KINDS = ("parent", "adoptive_parent", "guardian")
PARENT_KINDS = ("parent", "adoptive_parent")
MARRIED_KINDS = ("spouse", "civil_partner")
PARTNER_KINDS = (*MARRIED_KINDS, "cohabitant")

_JOINT_CUSTODY = Attribute(
    name="joint_custody",
    entity="member",
    type="bool",
    meaning="Whether the claimant shares custody of the child with somebody of another household",
    registers=("courts",),
)
_CUSTODY_FROM = Attribute(
    name="custody_from",
    entity="member",
    type="date",
    meaning="First day of the claimant's custody of the child, where it is known",
    registers=("courts", "civil"),
)
_CUSTODY_TO = Attribute(
    name="custody_to",
    entity="member",
    type="date",
    meaning="Last day of the claimant's custody of the child, where it has one",
    registers=("courts", "civil"),
)


@unit(
    "family",
    roles={
        "claimant": ONE,
        "partner": OPTIONAL,
        "adults": MANY,
        "children": MANY,
        "parents": MANY,
        "spouses": MANY,
    },
    gives=(_JOINT_CUSTODY, _CUSTODY_FROM, _CUSTODY_TO),
)
def family(view: View, on: date) -> Members:
    """The claimant, the partner, the children in the claimant's custody, all parents of these, and their spouses.

    Custody that begins or ends within the period paid for counts: its days stand beside the child.
    """
    partner = _partner(view, on)
    stretches = _custody_in_period(view)
    custody = {child: _as_one(relations) for child, relations in stretches.items()}
    parents = _parents(view, tuple(custody))
    facts: dict[tuple[str | None, str], Given] = {}
    for child, relation in custody.items():
        joint = _share(relation) < 1 if _is_one(stretches[child]) else None
        facts[child, "joint_custody"] = Given(joint, relation.ref)
        if relation.starts_on:
            facts[child, "custody_from"] = Given(relation.starts_on, relation.ref)
        if relation.ends_on:
            facts[child, "custody_to"] = Given(relation.ends_on, relation.ref)
    roles = {
        "claimant": (view.claimant,),
        "partner": partner,
        "adults": (view.claimant, *partner),
        "children": tuple(custody),
        "parents": parents,
        "spouses": _spouses(view, parents, on),
    }
    return Members(roles=roles, facts=facts)


@unit(
    "birth_family",
    roles={"claimant": ONE, "partner": OPTIONAL, "children": MANY},
    gives=(
        Attribute(
            name="adopted",
            entity="member",
            type="bool",
            meaning="Whether the claimant is the child's adoptive parent",
            registers=("civil",),
        ),
        Attribute(
            name="number",
            entity="member",
            type="count",
            meaning="Number of the child in the list of the claimant's children: tells children of one birth apart",
            registers=("civil",),
        ),
    ),
)
def birth_family(view: View, on: date) -> Members:
    """The claimant, the partner on the day, and every child born to or adopted by the claimant, whatever the age."""
    relations = dict(_relations_of_claimant(view, PARENT_KINDS))
    facts: dict[tuple[str | None, str], Given] = {}
    for number, (child, relation) in enumerate(relations.items(), start=1):
        facts[child, "adopted"] = Given(relation.kind == "adoptive_parent", relation.ref)
        facts[child, "number"] = Given(number, relation.ref)
    roles = {"claimant": (view.claimant,), "partner": _partner(view, on), "children": tuple(relations)}
    return Members(roles=roles, facts=facts)


@unit("unemployed", roles={"claimant": ONE, "partner": OPTIONAL, "children": MANY})
def unemployed(view: View, on: date) -> Members:
    """The claimant alone; the husband or wife and the children in custody decide the flat rate before 2024."""
    spouse = view.partner_of(view.claimant, on, MARRIED_KINDS)
    children = tuple(
        child
        for child, relation in _relations_of_claimant(view, CUSTODY_KINDS)
        if relation.holds_on(on) and _share(relation) > 0
    )
    return Members(roles={"claimant": (view.claimant,), "partner": (spouse,) if spouse else (), "children": children})


@unit(
    "assistance_household",
    roles={"claimant": ONE, "partner": OPTIONAL, "adults": MANY, "children": MANY},
)
def assistance_household(view: View, on: date) -> Members:
    """The claimant, the partner who lives in the household, and their children in care and custody of either."""
    partner = _partner_at_home(view, on)
    adults = (view.claimant, *partner)
    children = tuple(child for child in view.persons if any(_has_custody(view, adult, child, on) for adult in adults))
    return Members(roles={"claimant": (view.claimant,), "partner": partner, "adults": adults, "children": children})


@unit("one_person", roles={"claimant": ONE})
def one_person(view: View, _on: date) -> Members:
    """The claimant alone."""
    return Members(roles={"claimant": (view.claimant,)})


@unit(
    "couple",
    roles={"claimant": ONE, "partner": OPTIONAL},
    gives=(
        Attribute(
            name="married_on",
            entity="unit",
            type="date",
            meaning="First day of the marriage or civil union that holds on the day of the event",
            registers=("civil",),
        ),
    ),
)
def couple(view: View, on: date) -> Members:
    """The claimant and the partner on the day of the event, with the first day of a marriage that holds then."""
    facts: dict[tuple[str | None, str], Given] = {}
    for person in view.persons:
        for kind in MARRIED_KINDS:
            for relation in view.relations(to=person, kind=kind, on=on):
                if view.claimant in (relation.of, relation.to) and relation.starts_on:
                    facts[None, "married_on"] = Given(relation.starts_on, relation.ref)
    return Members(roles={"claimant": (view.claimant,), "partner": _partner(view, on)}, facts=facts)


@unit(
    "foster_family",
    roles={"claimant": ONE, "children": MANY},
    gives=(
        Attribute(
            name="placed_from",
            entity="member",
            type="date",
            meaning="First day of the child's placement with the claimant, where it is known",
            registers=("appogg",),
        ),
        Attribute(
            name="placed_to",
            entity="member",
            type="date",
            meaning="Last day of the child's placement with the claimant, where it has one",
            registers=("appogg",),
        ),
        Attribute(
            name="adopted_by_fosterer",
            entity="member",
            type="bool",
            meaning="Whether the claimant fostered the child and then adopted it",
            registers=("civil", "appogg"),
        ),
    ),
)
def foster_family(view: View, _on: date) -> Members:
    """The claimant, and every child whom the claimant ever fostered; the law looks at the days of each placement."""
    facts: dict[tuple[str | None, str], Given] = {}
    adopted = {child for child, _ in _relations_of_claimant(view, ("adoptive_parent",))}
    placements: dict[str, list[Relationship]] = {}
    for child, relation in _relations_of_claimant(view, ("foster_parent",)):
        placements.setdefault(child, []).append(relation)
    for child, stretches in placements.items():
        touching = [relation for relation in stretches if _touches(relation, view.period)] or stretches[-1:]
        placement = _as_one(touching)
        facts[child, "adopted_by_fosterer"] = Given(child in adopted if _is_one(touching) else None, placement.ref)
        if placement.starts_on:
            facts[child, "placed_from"] = Given(placement.starts_on, placement.ref)
        if placement.ends_on:
            facts[child, "placed_to"] = Given(placement.ends_on, placement.ref)
    return Members(roles={"claimant": (view.claimant,), "children": tuple(placements)}, facts=facts)


@unit("working_family", roles={"claimant": ONE, "partner": OPTIONAL, "adults": MANY, "children": MANY})
def working_family(view: View, on: date) -> Members:
    """The claimant, the partner at home, and the sons and daughters of either who are not known to live elsewhere."""
    partner = _partner_at_home(view, on)
    adults = (view.claimant, *partner)
    children = tuple(
        person
        for person in view.persons
        if any(_has_custody(view, adult, person, on) for adult in adults)
        and not _live_apart(view, view.claimant, person, on)
    )
    return Members(roles={"claimant": (view.claimant,), "partner": partner, "adults": adults, "children": children})


UNITS: tuple[UnitDefinition, ...] = (
    family,
    birth_family,
    unemployed,
    assistance_household,
    one_person,
    couple,
    foster_family,
    working_family,
)


def _partner_at_home(view: View, on: date) -> tuple[str, ...]:
    """The husband, wife or civil partner unless separated, else the cohabitant, where no dwelling says otherwise."""
    spouse = view.partner_of(view.claimant, on, MARRIED_KINDS)
    if spouse and any(view.value(one, "separated", on) is not None for one in (view.claimant, spouse)):
        spouse = None
    partner = spouse or view.partner_of(view.claimant, on, ("cohabitant",))
    return (partner,) if partner and not _live_apart(view, view.claimant, partner, on) else ()


def _live_apart(view: View, one: str, other: str, on: date) -> bool:
    """Whether the two are known to live in different dwellings."""
    first, second = view.dwelling_of(one, on), view.dwelling_of(other, on)
    return first is not None and second is not None and first != second


def _has_custody(view: View, adult: str, child: str, on: date) -> bool:
    """Whether the adult has a share of the child's custody on the day."""
    return any(
        relation.of == adult and relation.holds_on(on) and _share(relation) > 0
        for kind in CUSTODY_KINDS
        for relation in view.relations(to=child, kind=kind)
    )


def _partner(view: View, on: date) -> tuple[str, ...]:
    partner = view.partner_of(view.claimant, on)
    return (partner,) if partner else ()


def _relations_of_claimant(view: View, kinds: tuple[str, ...]) -> list[tuple[str, Relationship]]:
    """Each person to whom the claimant is of these kinds, in the order of the situation's persons."""
    return [
        (person, relation)
        for person in view.persons
        for kind in kinds
        for relation in view.relations(to=person, kind=kind)
        if relation.of == view.claimant
    ]


def _custody_in_period(view: View) -> dict[str, list[Relationship]]:
    """Children with a share of custody of the claimant that holds at some time of the period paid for."""
    custody: dict[str, list[Relationship]] = {}
    for child, relation in _relations_of_claimant(view, CUSTODY_KINDS):
        if _touches(relation, view.period) and _share(relation) > 0:
            custody.setdefault(child, []).append(relation)
    return custody


def _touches(relation: Relationship, period: Period) -> bool:
    """Whether the relationship holds on some day of the period."""
    begins_in_time = relation.starts_on is None or period.ends_on is None or relation.starts_on <= period.ends_on
    return begins_in_time and (relation.ends_on is None or relation.ends_on >= period.starts_on)


def _is_one(relations: list[Relationship]) -> bool:
    """Whether stretches of custody are one: alike, and without a day between them.

    Custody that changes its kind or stops within the period cannot be told by one answer: it is asked for instead.
    """
    days = sorted((relation.starts_on or date.min, relation.ends_on or date.max) for relation in relations)
    unbroken = all(
        later[0].toordinal() <= max(ends.toordinal() for _, ends in days[: number + 1]) + 1
        for number, later in enumerate(days[1:])
    )
    return unbroken and len({_share(relation) < 1 for relation in relations}) == 1


def _as_one(relations: list[Relationship]) -> Relationship:
    """The custody from the first day of any stretch to the last day of any."""
    starts, ends = [relation.starts_on for relation in relations], [relation.ends_on for relation in relations]
    first = None if None in starts else min(day for day in starts if day)
    last = None if None in ends else max(day for day in ends if day)
    return replace(relations[0], starts_on=first, ends_on=last)


def _share(relation: Relationship) -> Fraction:
    """The share of custody; a relationship that says none has it whole."""
    return Fraction(1) if relation.share is None else Fraction(str(relation.share))


def _parents(view: View, children: tuple[str, ...]) -> tuple[str, ...]:
    """The claimant and everybody who is a parent of one of the children."""
    others = (
        relation.of for child in children for kind in PARENT_KINDS for relation in view.relations(to=child, kind=kind)
    )
    return tuple(dict.fromkeys((view.claimant, *others)))


def _spouses(view: View, parents: tuple[str, ...], on: date) -> tuple[str, ...]:
    """Husbands, wives and civil partners of the parents."""
    found = (view.partner_of(parent, on, MARRIED_KINDS) for parent in parents)
    return tuple(dict.fromkeys(spouse for spouse in found if spouse))
