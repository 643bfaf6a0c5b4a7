"""Whom the law of each programme counts."""

from datetime import date
from fractions import Fraction

from janua.rules import MANY, ONE, OPTIONAL, Attribute, Given, Members, UnitDefinition, View, unit

_JOINT_CUSTODY = Attribute(
    name="joint_custody",
    entity="member",
    type="bool",
    meaning="Whether the claimant shares the custody of the child with somebody else",
    registers=("courts",),
)


@unit(
    "family",
    roles={"claimant": ONE, "partner": OPTIONAL, "adults": MANY, "children": MANY},
    gives=(_JOINT_CUSTODY,),
)
def family(view: View, on: date) -> Members:
    """The claimant, the partner on the day, and the children of whom the claimant has custody."""
    partner = view.partner_of(view.claimant, on)
    couple = (view.claimant, partner) if partner else (view.claimant,)
    custody = {
        child: relation
        for child in view.related(of=view.claimant, kind="parent", on=on)
        for relation in view.relations(to=child, kind="parent", on=on)
        if relation.of == view.claimant
    }
    facts: dict[tuple[str | None, str], Given] = {
        (child, "joint_custody"): Given(Fraction(relation.share or 1) < 1, relation.ref)
        for child, relation in custody.items()
    }
    roles = {"claimant": (view.claimant,), "partner": couple[1:], "adults": couple, "children": tuple(custody)}
    return Members(roles=roles, facts=facts)


UNITS: tuple[UnitDefinition, ...] = (family,)
