"""Whom the law of each Ukrainian programme counts, derived from relationships."""

from datetime import date

from janua.rules import MANY, ONE, Attribute, Given, Members, UnitDefinition, View, unit

CHILD_KINDS = ("parent", "adoptive_parent")
CARE_KINDS = (*CHILD_KINDS, "guardian")
SPOUSE_KINDS = ("spouse",)
RELATIONSHIP_KINDS = (
    *CARE_KINDS,
    "foster_parent",
    *SPOUSE_KINDS,
    "cohabitant",
    "dependent_parent",
    "family_member",
)
_CHILD_AGE, _STUDENT_AGE = 18, 23
_STUDY = ("full_time_study", "dual_study")
_TIE_KINDS = (*CARE_KINDS, "foster_parent")

_TIE = Attribute(
    name="tie",
    entity="member",
    type="choice",
    choices=_TIE_KINDS,
    meaning="What the claimant is to the child: parent, adoptive parent, guardian or trustee, foster parent",
    registers=("dracs", "srd"),
)
_TOGETHER = Attribute(
    name="lives_with_claimant",
    entity="member",
    type="bool",
    meaning="Whether the child lives with the claimant; yes unless two different dwellings are recorded",
    registers=("eddr",),
)
_CARES_FOR_OTHERS = Attribute(
    name="cares_for_others",
    entity="member",
    type="bool",
    meaning="Whether the person is guardian, trustee or foster parent of a child",
    registers=("srd",),
)


@unit("poor_family", roles={"claimant": ONE, "family": MANY, "children": MANY})
def poor_family(view: View, on: date) -> Members:
    """The claimant, the spouse, children under 18, students under 23, adult children with a grave disability since
    childhood, parents who depend on the family; `children` are those under 18."""
    day = _day(view, on)
    couple = _couple(view, day)
    children = _children_of(view, couple, day)
    minors = tuple(child for child in children if _is_under(view, child, _CHILD_AGE))
    others = tuple(
        child
        for child in children
        if child not in minors and (_is_student(view, child, day) or _is_gravely_disabled(view, child, day))
    )
    parents = tuple(
        relation.of
        for adult in couple
        for relation in view.relations(to=adult, kind="dependent_parent", on=day)
        if _is_there(view, relation.of, day)
    )
    return Members(
        roles={"claimant": (view.claimant,), "family": _once(couple, minors, others, parents), "children": minors}
    )


@unit("core_family", roles={"claimant": ONE, "family": MANY, "children": MANY})
def core_family(view: View, on: date) -> Members:
    """The claimant, the spouse, children under 18 and students under 23; somebody alone is a family too."""
    day = _day(view, on)
    couple = _couple(view, day)
    children = tuple(
        child
        for child in _children_of(view, couple, day)
        if _is_under(view, child, _CHILD_AGE) or _is_student(view, child, day)
    )
    minors = tuple(child for child in children if _is_under(view, child, _CHILD_AGE))
    return Members(roles={"claimant": (view.claimant,), "family": _once(couple, children), "children": minors})


@unit("lone_family", roles={"claimant": ONE, "family": MANY, "children": MANY})
def lone_family(view: View, on: date) -> Members:
    """The same family; `children` are the claimant's own by birth or adoption, students among them."""
    day = _day(view, on)
    found = core_family.function(view, on).roles
    own = _children_of(view, (view.claimant,), day, CHILD_KINDS)
    children = tuple(child for child in found["family"] if child in own)
    return Members(roles={"claimant": (view.claimant,), "family": found["family"], "children": children})


@unit("named_family", roles={"claimant": ONE, "family": MANY}, gives=(_CARES_FOR_OTHERS,))
def named_family(view: View, on: date) -> Members:
    """The claimant, the spouse, children under 18 in their care, and whoever the application names as a member."""
    day = _day(view, on)
    couple = _couple(view, day)
    children = tuple(child for child in _children_of(view, couple, day, _TIE_KINDS) if _is_under(view, child, 18))
    named = tuple(
        person
        for person in view.persons
        if _is_there(view, person, day)
        and any(
            view.claimant in (relation.of, relation.to)
            for relation in (
                *view.relations(to=person, kind="family_member", on=day),
                *(r for r in view.relations(to=view.claimant, kind="family_member", on=day) if r.of == person),
            )
        )
    )
    family = _once(couple, children, named)
    facts: dict[tuple[str | None, str], Given] = {
        (person, "cares_for_others"): Given(_cares_for_others(view, person, day)) for person in family
    }
    return Members(roles={"claimant": (view.claimant,), "family": family}, facts=facts)


@unit("care_family", roles={"claimant": ONE, "children": MANY}, gives=(_TIE, _TOGETHER))
def care_family(view: View, on: date) -> Members:
    """The claimant and everybody to whom the claimant is parent, adoptive parent, guardian or foster parent."""
    day = _day(view, on)
    children = _children_of(view, (view.claimant,), day, _TIE_KINDS)
    facts: dict[tuple[str | None, str], Given] = {}
    for child in children:
        for kind in reversed(_TIE_KINDS):
            for relation in view.relations(to=child, kind=kind, on=day):
                if relation.of == view.claimant:
                    facts[child, "tie"] = Given(kind, relation.ref)
        facts[child, "lives_with_claimant"] = Given(_live_together(view, view.claimant, child, day))
    return Members(roles={"claimant": (view.claimant,), "children": children}, facts=facts)


@unit("large_family", roles={"claimant": ONE, "children": MANY})
def large_family(view: View, on: date) -> Members:
    """The claimant and the sons and daughters, by birth or adoption, of the claimant and of the spouse."""
    day = _day(view, on)
    children = _children_of(view, _couple(view, day), day, CHILD_KINDS)
    return Members(roles={"claimant": (view.claimant,), "children": children})


@unit("household", roles={"claimant": ONE, "household": MANY})
def household(view: View, on: date) -> Members:
    """Everybody registered in the dwelling in which the claimant is registered, with that dwelling.

    Where no entry says `registered`, those who are recorded as living there.
    """
    day = _day(view, on)
    kind = "registered" if view.dwelling_of(view.claimant, day, "registered") else None
    dwelling = view.dwelling_of(view.claimant, day, kind)
    members = view.residents(dwelling, day, kind) if dwelling else ()
    there = tuple(person for person in members if _is_there(view, person, day))
    roles = {"claimant": (view.claimant,), "household": _once((view.claimant,), there)}
    return Members(roles=roles, dwelling=dwelling)


@unit("alone", roles={"claimant": ONE})
def alone(view: View, _on: date) -> Members:
    """The claimant alone, whatever the day."""
    return Members(roles={"claimant": (view.claimant,)})


UNITS: tuple[UnitDefinition, ...] = (
    poor_family,
    core_family,
    lone_family,
    named_family,
    care_family,
    large_family,
    household,
    alone,
)


def _day(view: View, on: date) -> date:
    """The day on which the family is looked at: the application, but not before or after the period paid for."""
    last = view.period.ends_on or view.period.starts_on
    return min(max(view.applied_on or on, on), max(last, on))


def _once(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for group in groups for person in group))


def _couple(view: View, day: date) -> tuple[str, ...]:
    spouse = view.partner_of(view.claimant, day, SPOUSE_KINDS)
    return (view.claimant, *((spouse,) if spouse and _is_there(view, spouse, day) else ()))


def _children_of(
    view: View, adults: tuple[str, ...], day: date, kinds: tuple[str, ...] = CARE_KINDS
) -> tuple[str, ...]:
    """Everybody to whom one of the adults is of these kinds on the day, in the order of the situation's persons."""
    return tuple(
        person
        for person in view.persons
        if _is_there(view, person, day)
        and any(relation.of in adults for kind in kinds for relation in view.relations(to=person, kind=kind, on=day))
    )


def _is_there(view: View, person: str, day: date) -> bool:
    """Born and alive on the day, as far as is known."""
    born, died = _date(view, person, "date_of_birth", day), _date(view, person, "date_of_death", day)
    return (born is None or born <= day) and (died is None or died >= day)


def _is_under(view: View, person: str, age: int) -> bool:
    """Whether the person was under the age on the day of application, or it is not known: then the law asks."""
    day = min(view.applied_on or view.period.starts_on, view.period.ends_on or view.period.starts_on)
    born = _date(view, person, "date_of_birth", day)
    return born is None or _age(born, day) < age


def _is_student(view: View, person: str, day: date) -> bool:
    """In full-time or dual study under 23, without a family of their own."""
    if not _is_under(view, person, _STUDENT_AGE) or view.partner_of(person, day, SPOUSE_KINDS):
        return False
    if any(
        relation.of == person
        for child in view.persons
        for kind in CHILD_KINDS
        for relation in view.relations(to=child, kind=kind, on=day)
    ):
        return False
    return _holds(view, person, "occupation", _STUDY, day)


def _is_gravely_disabled(view: View, person: str, day: date) -> bool:
    """Unmarried, of group I, or of group II since childhood."""
    if view.partner_of(person, day, SPOUSE_KINDS):
        return False
    since_childhood = view.value(person, "disabled_since_childhood", day) is True
    return _holds(view, person, "disability", ("group_1", "group_2") if since_childhood else ("group_1",), day)


def _cares_for_others(view: View, person: str, day: date) -> bool:
    return any(
        relation.of == person
        for other in view.persons
        for kind in ("guardian", "foster_parent")
        for relation in view.relations(to=other, kind=kind, on=day)
    )


def _live_together(view: View, one: str, other: str, day: date) -> bool:
    first, second = view.dwelling_of(one, day), view.dwelling_of(other, day)
    return first is None or second is None or first == second


def _holds(view: View, person: str, attribute: str, values: tuple[str, ...], day: date) -> bool:
    return any(
        item.value in values
        and (item.starts_on is None or item.starts_on <= day)
        and (item.ends_on is None or day <= item.ends_on)
        for item in view.items(person, attribute)
    )


def _date(view: View, person: str, attribute: str, day: date) -> date | None:
    value = view.value(person, attribute, day)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _age(born: date, day: date) -> int:
    """Completed years; who was born on 29 February completes them on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
