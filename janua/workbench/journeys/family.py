"""A family and its dwellings, laid out as a drawing: boxes for homes, people in them, lines between them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from janua.registers.models import Dwelling, Person, Relationship
from janua.registers.queries import Circle, KnownRelationship, KnownResidence
from janua.values import age_on
from janua.workbench.journeys.wording import RELATIONS, RESIDENCES, called

ADULT = 18
_WIDE, _HIGH, _GAP, _ROW_GAP, _PAD, _TITLE = 156, 58, 18, 40, 18, 34
_A_ROW = 4


@dataclass(frozen=True)
class DrawnPerson:
    """A person in the drawing.

    counted   whether the assessment that is shown counts them
    """

    id: UUID
    name: str
    text: str
    x: int
    y: int
    is_claimant: bool
    counted: bool

    @property
    def middle(self) -> int:
        """Where lines and words are centred."""
        return self.x + _WIDE // 2

    @property
    def below(self) -> int:
        """The lower edge."""
        return self.y + _HIGH

    @property
    def first_line(self) -> int:
        """Where the name is written."""
        return self.y + 25

    @property
    def second_line(self) -> int:
        """Where the age is written."""
        return self.y + 44


@dataclass(frozen=True)
class DrawnHome:
    """A box for a dwelling with those who live in it."""

    title: str
    x: int
    y: int
    width: int
    height: int
    persons: tuple[DrawnPerson, ...]

    @property
    def middle(self) -> int:
        """Where its address is centred."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class DrawnFamily:
    """The drawing, and the same in words for whoever cannot see it."""

    width: int
    height: int
    homes: tuple[DrawnHome, ...]
    lines: tuple[str, ...]
    words: tuple[str, ...]
    person_width: int = _WIDE
    person_height: int = _HIGH


@dataclass(frozen=True, kw_only=True)
class Kinsfolk:
    """What is known of those around a claimant on a day.

    persons     as far as the officer may see them
    counted     whom the assessment counts
    """

    claimant: UUID
    circle: Circle
    persons: Mapping[UUID, Person]
    dwellings: Mapping[UUID, Dwelling]
    counted: Collection[UUID] = field(default=())
    on: date


def drawn(of: Kinsfolk) -> DrawnFamily:
    """Lay a family out: home by home beside each other, adults above children."""
    homes, x = [], 0
    for title, residents in _homes(of):
        home = _home(of, title, residents, x=x)
        homes.append(home)
        x += home.width + _GAP
    return DrawnFamily(
        width=max(x - _GAP, 1),
        height=max((home.height for home in homes), default=1),
        homes=tuple(homes),
        lines=tuple(_lines(of, homes)),
        words=tuple(_sentences(of)),
    )


def _homes(of: Kinsfolk) -> list[tuple[str, list[UUID]]]:
    """Each dwelling of today with who lives there, the claimant's first; whoever has none stands apart."""
    residents: dict[UUID, list[UUID]] = {}
    for row in sorted(of.circle.residences, key=lambda row: (row.kind != "registered", row.id.int)):
        if _holds(row, of.on) and row.person not in residents.setdefault(row.dwelling, []):
            residents[row.dwelling].append(row.person)
    ordered = sorted(residents, key=lambda home: (of.claimant not in residents[home], home.int))
    found = [(_address(of.dwellings.get(home)), residents[home]) for home in ordered]
    placed = {person for _title, persons in found for person in persons}
    elsewhere = [person for person in of.circle.persons if person not in placed]
    return [*found, (_("No home known"), elsewhere)] if elsewhere else found


def _home(of: Kinsfolk, title: str, residents: Sequence[UUID], *, x: int) -> DrawnHome:
    adults = [one for one in residents if not _is_child(of, one)]
    children = [one for one in residents if _is_child(of, one)]
    by_birth = sorted(children, key=lambda one: (_born(of, one), one.int))
    first = sorted(adults, key=lambda one: (one != of.claimant, one.int))
    rows = [*_rows(first), *_rows(by_birth)]
    widest = max((len(row) for row in rows), default=1)
    width = widest * _WIDE + (widest - 1) * _GAP + 2 * _PAD
    persons = []
    for level, row in enumerate(rows):
        taken = len(row) * _WIDE + (len(row) - 1) * _GAP
        for place, one in enumerate(row):
            left = x + (width - taken) // 2 + place * (_WIDE + _GAP)
            persons.append(_person(of, one, left, _TITLE + _PAD + level * (_HIGH + _ROW_GAP)))
    height = _TITLE + 2 * _PAD + len(rows) * _HIGH + max(len(rows) - 1, 0) * _ROW_GAP
    return DrawnHome(title, x, 0, width, height, tuple(persons))


def _rows(persons: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [persons[start : start + _A_ROW] for start in range(0, len(persons), _A_ROW)]


def _person(of: Kinsfolk, one: UUID, x: int, y: int) -> DrawnPerson:
    return DrawnPerson(one, _short(name_of(of, one)), _age(of, one), x, y, one == of.claimant, one in of.counted)


def _lines(of: Kinsfolk, homes: Sequence[DrawnHome]) -> list[str]:
    """Paths between those who are something to each other, wherever either stands."""
    at: dict[UUID, list[DrawnPerson]] = {}
    for person in (person for home in homes for person in home.persons):
        at.setdefault(person.id, []).append(person)
    paths = [
        _path(at[row.of_person][0], at[row.to_person][0], is_couple=row.kind in Relationship.BETWEEN_EQUALS)
        for row in _relations(of)
        if row.of_person in at and row.to_person in at
    ]
    return list(dict.fromkeys(paths))


def _path(one: DrawnPerson, other: DrawnPerson, *, is_couple: bool) -> str:
    if is_couple or one.y == other.y:
        left, right = sorted((one, other), key=lambda person: person.x)
        beside = right.x - left.x <= _WIDE + _GAP and left.y == right.y
        if beside:
            return f"M{left.x + _WIDE} {left.y + _HIGH // 2}H{right.x}"
        over = min(left.y, right.y) - 9
        return f"M{left.middle} {left.y}V{over}H{right.middle}V{right.y}"
    middle = (one.below + other.y) // 2
    return f"M{one.middle} {one.below}V{middle}H{other.middle}V{other.y}"


def _sentences(of: Kinsfolk) -> list[str]:
    told = []
    for row in _relations(of):
        names = {"one": name_of(of, row.of_person), "other": name_of(of, row.to_person)}
        kind = {"kind": called(RELATIONS, row.kind)}
        if row.kind in Relationship.BETWEEN_EQUALS:
            told.append(_("%(one)s and %(other)s: %(kind)s") % (names | kind))
        elif row.share is not None and row.share != 1:
            share = {"share": f"{row.share.numerator}/{row.share.denominator}"}
            told.append(_("%(one)s: %(kind)s of %(other)s, with %(share)s of the custody") % (names | kind | share))
        else:
            told.append(_("%(one)s: %(kind)s of %(other)s") % (names | kind))
    for home in of.circle.residences:
        if _holds(home, of.on):
            where = {"one": name_of(of, home.person), "where": _address(of.dwellings.get(home.dwelling))}
            told.append(_("%(one)s: %(kind)s, %(where)s") % (where | {"kind": called(RESIDENCES, home.kind)}))
    return told


def _relations(of: Kinsfolk) -> list[KnownRelationship]:
    return [row for row in of.circle.relationships if _holds(row, of.on)]


def _holds(row: KnownRelationship | KnownResidence, on: date) -> bool:
    return (row.true_from is None or row.true_from <= on) and (row.true_to is None or row.true_to >= on)


def name_of(of: Kinsfolk, person: UUID) -> str:
    """What a person is called; somebody whom the officer may not see is said to be just that."""
    seen = of.persons.get(person)
    return _("Somebody you may not see") if seen is None else seen.name or seen.identifier


def _age(of: Kinsfolk, person: UUID) -> str:
    seen = of.persons.get(person)
    if seen is None or seen.born_on is None:
        return ""
    if seen.died_on is not None:
        return _("died %(year)s") % {"year": seen.died_on.year}
    return _("age %(age)s") % {"age": age_on(seen.born_on, of.on)}


def _is_child(of: Kinsfolk, person: UUID) -> bool:
    seen = of.persons.get(person)
    return seen is not None and seen.born_on is not None and age_on(seen.born_on, of.on) < ADULT


def _born(of: Kinsfolk, person: UUID) -> date:
    seen = of.persons.get(person)
    return date.max if seen is None or seen.born_on is None else seen.born_on


def _address(dwelling: Dwelling | None) -> str:
    if dwelling is None:
        return _("A home you may not see")
    parts = [part for part in (dwelling.street, dwelling.locality) if part]
    return ", ".join(parts) or _("Address not known")


def _short(name: str) -> str:
    return name if len(name) <= 19 else f"{name[:18]}…"
