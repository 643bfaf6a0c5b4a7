"""Whom the law of each Ukrainian programme counts, derived from relationships."""

from datetime import date

from janua.rules import MANY, ONE, Members, UnitDefinition, View, unit

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


@unit("poor_family", roles={"claimant": ONE, "family": MANY, "children": MANY})
def poor_family(view: View, on: date) -> Members:
    """The claimant, the spouse, children under 18, students under 23, adult children with a grave disability since
    childhood, parents who depend on the family; `children` are those under 18."""
    day = _day(view)
    couple = _couple(view, day)
    children = _children_of(view, couple, day)
    minors = tuple(child for child in children if _is_under(view, child, _CHILD_AGE))
    others = tuple(
        child for child in children if _is_student(view, child, day) or _is_gravely_disabled(view, child, day)
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
    day = _day(view)
    couple = _couple(view, day)
    children = tuple(
        child
        for child in _children_of(view, couple, day)
        if _is_under(view, child, _CHILD_AGE) or _is_student(view, child, day)
    )
    minors = tuple(child for child in children if _is_under(view, child, _CHILD_AGE))
    return Members(roles={"claimant": (view.claimant,), "family": _once(couple, children), "children": minors})


UNITS: tuple[UnitDefinition, ...] = (poor_family, core_family)


def _day(view: View) -> date:
    """The day on which the family is looked at: the application, but not before or after the period paid for."""
    applied = view.applied_on or view.period.starts_on
    last = view.period.ends_on or view.period.starts_on
    return min(max(applied, view.period.starts_on), last)


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
