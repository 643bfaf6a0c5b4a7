"""Assessment units: whom the law of a programme counts, found by the pack's functions, frozen in the assessment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from janua.rules.attributes import Attribute
from janua.rules.errors import SituationError
from janua.rules.nodes import MOST_MEMBERS
from janua.rules.situation import Held, Relationship, Situation
from janua.values import Period

ONE, OPTIONAL, MANY = "one", "optional", "many"
PARTNER_KINDS = ("spouse", "civil_partner", "cohabitant")


@dataclass(frozen=True, slots=True)
class Given:
    """A value that the unit's function found, with the facts it rests on; None is not known."""

    value: object
    ref: str | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """The persons of one unit by role, and what the unit's function says of them (`None` as person: of the unit)."""

    roles: Mapping[str, tuple[str, ...]]
    facts: Mapping[tuple[str | None, str], Given] = field(default_factory=dict)
    dwelling: str | None = None

    @property
    def persons(self) -> tuple[str, ...]:
        """Everybody once, in the order of the roles."""
        return tuple(dict.fromkeys(person for members in self.roles.values() for person in members))


class View:
    """What a unit's function may look at."""

    def __init__(self, situation: Situation, *, applied_on: date | None, event_on: date | None, period: Period) -> None:
        self._situation = situation
        self.claimant = situation.claimant
        self.persons = situation.persons
        self.applied_on, self.event_on, self.period = applied_on, event_on, period

    def partner_of(self, person: str, on: date, kinds: Iterable[str] = PARTNER_KINDS) -> str | None:
        """The spouse, civil partner or cohabitant on the day, whichever way the relationship is written."""
        wanted = tuple(kinds)
        for relation in self._situation.relationships:
            if relation.kind in wanted and relation.holds_on(on) and person in (relation.of, relation.to):
                return relation.to if relation.of == person else relation.of
        return None

    def related(self, *, of: str, kind: str, on: date) -> tuple[str, ...]:
        """Persons to whom `of` is `kind`, in the order written: of anna, kind parent, are her children."""
        found = (
            relation.to
            for relation in self._situation.relationships
            if relation.of == of and relation.kind == kind and relation.holds_on(on)
        )
        return tuple(dict.fromkeys(found))

    def relations(self, *, to: str, kind: str, on: date | None = None) -> tuple[Relationship, ...]:
        """Relationships of a kind that point at a person: to ben, kind parent, are his parents'."""
        found = self._situation.ties_to.get((to, kind), ())
        return found if on is None or not found else tuple([tie for tie in found if tie.holds_on(on)])

    def dwelling_of(self, person: str, on: date, kind: str | None = None) -> str | None:
        """Where the person lives on the day; with a kind, such as `registered`, only where the entry says it."""
        for resident in self._situation.residents:
            if resident.person == person and resident.holds_on(on) and kind in (None, resident.kind):
                return resident.dwelling
        return None

    def residents(self, dwelling: str, on: date, kind: str | None = None) -> tuple[str, ...]:
        """Who lives in a dwelling on the day; with a kind, only those whose entry says it."""
        return tuple(
            resident.person
            for resident in self._situation.residents
            if resident.dwelling == dwelling and resident.holds_on(on) and kind in (None, resident.kind)
        )

    def items(self, person: str, attribute: str) -> tuple[Held, ...]:
        """Every entry of an attribute, in plain values; empty where nothing is known."""
        return self._situation.plain_items(person, attribute)

    def value(self, person: str, attribute: str, on: date) -> object:
        """The plain value on the day; None where it is not known."""
        for item in self._situation.plain_items(person, attribute):
            if (item.starts_on is None or item.starts_on <= on) and (item.ends_on is None or on <= item.ends_on):
                return item.value
        return None

    def declared(self, name: str) -> object:
        """A value of the claim; None where it is not known."""
        items = self._situation.plain_items(None, name)
        return items[0].value if items else None

    def once(self, definition: "UnitDefinition", on: date) -> Members:
        """The members of a unit, found once for all programmes of these days, and the silences that this rested on."""
        situation = self._situation
        key = (definition.function, on, self.applied_on, self.event_on, self.period)
        kept = situation.units.get(key)
        if kept is None:
            before, situation.silences = situation.silences, set()
            try:
                kept = situation.units[key] = definition.find(self, on), situation.silences
            finally:
                situation.silences = before
        situation.silences.update(kept[1])
        members: Members = kept[0]
        return members


UnitFunction = Callable[[View, date], Members]


@dataclass(frozen=True, slots=True)
class UnitDefinition:
    """How one kind of unit is found: its roles, what its function gives, and the function."""

    name: str
    roles: Mapping[str, str]
    gives: tuple[Attribute, ...]
    function: UnitFunction

    @property
    def source_text(self) -> str:
        """The text of the file that defines it: part of the law's hash."""
        return Path(self.function.__code__.co_filename).read_text(encoding="utf-8")

    def find(self, view: View, on: date) -> Members:
        """The members on the day, with every role present; refuses roles or facts that were not announced."""
        found = self.function(view, on)
        unknown = set(found.roles) - set(self.roles) | {name for _, name in found.facts} - {a.name for a in self.gives}
        if unknown:
            raise ValueError(f"unit {self.name} gives {', '.join(sorted(unknown))}, which it does not announce")
        # Nobody is twice in a role, however many ties lead there: the law would count the child two times.
        roles = {role: tuple(dict.fromkeys(found.roles.get(role, ()))) for role in self.roles}
        for role, arity in self.roles.items():
            if len(roles[role]) > MOST_MEMBERS:
                raise SituationError(
                    f"unit {self.name}: {role} has {len(roles[role])} members; the law counts {MOST_MEMBERS} at most"
                )
            if (arity == ONE and len(roles[role]) != 1) or (arity == OPTIONAL and len(roles[role]) > 1):
                raise ValueError(f"unit {self.name}: {role} has {len(roles[role])} members where {arity} is announced")
        return Members(roles, found.facts, found.dwelling)


def unit(
    name: str, *, roles: Mapping[str, str], gives: tuple[Attribute, ...] = ()
) -> Callable[[UnitFunction], UnitDefinition]:
    """Declare a unit; the decorated function gives its members on a day."""

    def declare(function: UnitFunction) -> UnitDefinition:
        return UnitDefinition(name, dict(roles), gives, function)

    return declare
