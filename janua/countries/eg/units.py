"""Whom the law of each Egyptian programme counts, derived from dwellings and relationships."""

from datetime import date

from janua.rules import MANY, ONE, OPTIONAL, Attribute, Given, Members, UnitDefinition, View, unit

PARENT_KINDS = ("parent",)
WARD_KINDS = ("guardian", "kafala")
OTHER_KINDS = ("relative",)
MARRIED_KINDS = ("spouse",)

_NUMBER = Attribute(
    name="number",
    entity="member",
    type="count",
    meaning="Number of the person in the list of the household: tells persons of one rank apart",
    registers=("unified",),
)
_MARRIED_ON = Attribute(
    name="married_on",
    entity="unit",
    type="date",
    meaning="Day of the marriage of the two applicants",
    registers=("civil",),
)


@unit(
    "household",
    roles={
        "claimant": ONE,
        "household": MANY,
        "household_at_application": MANY,
        "children": MANY,
        "children_at_application": MANY,
    },
    gives=(_NUMBER,),
)
def household(view: View, on: date) -> Members:
    """Those who live together with the claimant, on the legal day and on the day of application.

    Children are sons, daughters and wards of the claimant or of the claimant's spouse who live in the household.
    """
    applied_on = view.applied_on or on
    now, then = _household(view, on), _household(view, applied_on)
    numbers: dict[tuple[str | None, str], Given] = {
        (person, "number"): Given(place) for place, person in enumerate(dict.fromkeys((*now, *then)), start=1)
    }
    roles = {
        "claimant": (view.claimant,),
        "household": now,
        "household_at_application": then,
        "children": _children(view, now, on),
        "children_at_application": _children(view, then, applied_on),
    }
    return Members(roles=roles, facts={**numbers})


@unit(
    "kafala_family",
    roles={"claimant": ONE, "spouse": OPTIONAL, "applicants": MANY},
    gives=(_MARRIED_ON,),
)
def kafala_family(view: View, on: date) -> Members:
    """The couple that asks to care for a child, or the woman who asks alone."""
    spouse = view.partner_of(view.claimant, on, MARRIED_KINDS)
    married_on = _married_on(view, spouse, on)
    return Members(
        roles={
            "claimant": (view.claimant,),
            "spouse": (spouse,) if spouse else (),
            "applicants": (view.claimant, spouse) if spouse else (view.claimant,),
        },
        facts={(None, "married_on"): married_on} if married_on else {},
    )


@unit("single_person", roles={"claimant": ONE})
def single_person(view: View, _on: date) -> Members:
    """The person alone: a card's holder, a child to be placed, whoever asks for a licence."""
    return Members(roles={"claimant": (view.claimant,)})


@unit("group", roles={"claimant": ONE, "group": MANY})
def group(view: View, _on: date) -> Members:
    """Residents who move together: siblings, or one alone."""
    return Members(roles={"claimant": (view.claimant,), "group": tuple(dict.fromkeys((view.claimant, *view.persons)))})


UNITS: tuple[UnitDefinition, ...] = (household, kafala_family, single_person, group)


def _household(view: View, on: date) -> tuple[str, ...]:
    """Those who live in the claimant's dwelling on the day; where none is written, everybody who is named."""
    dwelling = view.dwelling_of(view.claimant, on)
    together = view.persons if dwelling is None else view.residents(dwelling, on)
    return tuple(person for person in dict.fromkeys((view.claimant, *together)) if _lives(view, person, on))


def _lives(view: View, person: str, on: date) -> bool:
    """Whether the person is born and not dead on the day, as far as is known; the claimant always counts."""
    born, died = view.items(person, "date_of_birth"), view.items(person, "date_of_death")
    is_born = not born or born[0].value is None or _day(born[0].value) <= on
    is_dead = bool(died) and died[0].value is not None and _day(died[0].value) <= on
    return person == view.claimant or (is_born and not is_dead)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _children(view: View, together: tuple[str, ...], on: date) -> tuple[str, ...]:
    """Sons, daughters and wards, whatever the age, of the claimant or the claimant's spouses."""
    adults = {view.claimant, *_spouses(view, on)}
    return tuple(
        person
        for person in together
        if any(
            relation.of in adults
            for kind in (*PARENT_KINDS, *WARD_KINDS)
            for relation in view.relations(to=person, kind=kind, on=on)
        )
    )


def _spouses(view: View, on: date) -> set[str]:
    """Everybody to whom the claimant is married on the day."""
    married = {person for kind in MARRIED_KINDS for person in view.related(of=view.claimant, kind=kind, on=on)}
    return married | {
        relation.of for kind in MARRIED_KINDS for relation in view.relations(to=view.claimant, kind=kind, on=on)
    }


def _married_on(view: View, spouse: str | None, on: date) -> Given | None:
    """First day of the marriage of the two: of the register, else what the applicants say."""
    if spouse is None:
        return None
    for kind in MARRIED_KINDS:
        for one, other in ((view.claimant, spouse), (spouse, view.claimant)):
            for relation in view.relations(to=other, kind=kind, on=on):
                if relation.of == one and relation.starts_on:
                    return Given(relation.starts_on, relation.ref)
    said = view.declared("date_of_marriage")
    return None if said is None else Given(_day(said))
