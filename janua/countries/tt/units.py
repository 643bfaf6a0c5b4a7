"""Whom the law of each programme of Trinidad and Tobago counts, derived from relationships and dwellings."""

from datetime import date, timedelta
from fractions import Fraction

from janua.rules import MANY, ONE, OPTIONAL, Attribute, Given, Members, UnitDefinition, View, unit
from janua.rules.situation import Relationship

PARENT_KINDS = ("parent", "adoptive_parent")
GUARDIAN_KINDS = (*PARENT_KINDS, "guardian")
CARE_KINDS = (*GUARDIAN_KINDS, "carer")
MARRIED_KINDS = ("spouse",)


@unit("applicant", roles={"claimant": ONE})
def applicant(view: View, _on: date) -> Members:
    """The claimant alone: husband and wife file separate forms."""
    return Members(roles={"claimant": (view.claimant,)})


@unit(
    "family",
    roles={"claimant": ONE, "spouse": OPTIONAL, "companion": OPTIONAL, "children": MANY},
    gives=(
        Attribute(
            name="own_child",
            entity="member",
            type="bool",
            meaning="Whether the claimant is the child's parent by birth or adoption",
            registers=("registrar",),
        ),
        Attribute(
            name="own_ward",
            entity="member",
            type="bool",
            meaning="Whether the claimant is the child's parent or guardian, and not only cares for the child",
            registers=("registrar",),
        ),
    ),
)
def family(view: View, _on: date) -> Members:
    """The claimant, the husband or wife, a companion without marriage, and everybody in the claimant's care."""
    day = _facts_day(view)
    spouse = view.partner_of(view.claimant, day, MARRIED_KINDS)
    companion = view.partner_of(view.claimant, day, ("cohabitant",))
    care = _in_care(view, day)
    roles = {
        "claimant": (view.claimant,),
        "spouse": (spouse,) if spouse else (),
        "companion": (companion,) if companion else (),
        "children": tuple(care),
    }
    facts: dict[tuple[str | None, str], Given] = {}
    for child, relation in care.items():
        facts[child, "own_child"] = Given(relation.kind in PARENT_KINDS, relation.ref)
        facts[child, "own_ward"] = Given(relation.kind in GUARDIAN_KINDS, relation.ref)
    return Members(roles=roles, facts=facts)


@unit("guardianship", roles={"claimant": ONE, "children": MANY})
def guardianship(view: View, _on: date) -> Members:
    """The claimant, and everybody whose parent or guardian the claimant is, whatever the age."""
    wards = _in_care(view, _facts_day(view), GUARDIAN_KINDS)
    return Members(roles={"claimant": (view.claimant,), "children": tuple(wards)})


@unit("household", roles={"claimant": ONE, "members": MANY})
def household(view: View, _on: date) -> Members:
    """The claimant, and whoever lives and eats with them in one dwelling; nobody where no dwelling is known."""
    return _members(view, _facts_day(view))


@unit("home", roles={"claimant": ONE, "members": MANY})
def home(view: View, on: date) -> Members:
    """The claimant's household on the day of the application; without a dwelling the family that is known."""
    found = _members(view, on)
    if found.dwelling is not None:
        return found
    partner = view.partner_of(view.claimant, on)
    together = (view.claimant, *((partner,) if partner else ()), *_in_care(view, on))
    return Members(roles={"claimant": (view.claimant,), "members": tuple(dict.fromkeys(together))})


UNITS: tuple[UnitDefinition, ...] = (applicant, family, guardianship, household, home)


def _facts_day(view: View) -> date:
    """The application; in later months the last day of the month before, for a change counts from the next month."""
    day_before = view.period.starts_on - timedelta(days=1)
    return day_before if view.applied_on is None else max(view.applied_on, day_before)


def _members(view: View, day: date) -> Members:
    dwelling = view.dwelling_of(view.claimant, day)
    members = () if dwelling is None else _who_eat_together(view, dwelling, day)
    return Members(roles={"claimant": (view.claimant,), "members": members}, dwelling=dwelling)


def _who_eat_together(view: View, dwelling: str, day: date) -> tuple[str, ...]:
    """The claimant and all residents of the dwelling, each once, in the order written."""
    return tuple(dict.fromkeys((view.claimant, *view.residents(dwelling, day))))


def _in_care(view: View, day: date, kinds: tuple[str, ...] = CARE_KINDS) -> dict[str, Relationship]:
    """Each person in the claimant's care on the day, in the order of the situation; of two ways, the first."""
    found: dict[str, Relationship] = {}
    for person in view.persons:
        for kind in kinds:
            for relation in view.relations(to=person, kind=kind, on=day):
                if relation.of == view.claimant and _share(relation) > 0:
                    found.setdefault(person, relation)
    return found


def _share(relation: Relationship) -> Fraction:
    """The share of custody; a relationship that says none has it whole."""
    return Fraction(1) if relation.share is None else Fraction(str(relation.share))
