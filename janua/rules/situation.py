"""The situation that law looks at: persons, relationships, dwellings, the claim; values with days and source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from janua.rules.attributes import FIRST_DAY, LAST_DAY, NO_DEFAULT, Attribute
from janua.rules.calendar import FOR_EVER, FOREVER_AGO
from janua.rules.errors import SituationError, nearest, short
from janua.rules.nodes import MOST_ITEMS
from janua.rules.types import read_day, read_number, write_value

NOT_KNOWN, REFUSED, NOT_APPLICABLE = "not known", "refused", "not applicable"
_ITEM_WORDS = {"value", "starts_on", "ends_on", "item", "ref", "status"}
_PLACES = ("persons", "relationships", "dwellings", "claimant", "declared")
MOST_PERSONS, MOST_RELATIONSHIPS = 1_000, 5_000  # of one situation; far above any household
_CLAIM_DAYS = ("applied_on", "event_on")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry in the integer form: days are numbers, money minor units; `value` None says why in `status`."""

    value: int | None
    first: int
    last: int
    item: str = ""
    ref: str | None = None
    status: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """One entry in plain values."""

    value: object
    starts_on: date | None
    ends_on: date | None
    item: str
    ref: str | None


@dataclass(frozen=True, slots=True)
class Relationship:
    """`of` is `kind` of `to`: anna is parent of ben."""

    of: str
    to: str
    kind: str
    share: str | None
    starts_on: date | None
    ends_on: date | None
    ref: str | None

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Resident:
    """Who lives in a dwelling, from when to when."""

    dwelling: str
    person: str
    kind: str
    starts_on: date | None
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


Subject = tuple[str, str | None]  # ("person", id), ("dwelling", id) or ("claim", None)


class Situation:
    """Read once, assessed many times.

    ties_to    (person, kind) → the relationships of that kind that point at them
    units      what a unit's function found and on which silences it acted, for the next programme of that unit
    silences   (subject, attribute) of which nothing is said, where the law or a unit acted on that very silence
    """

    __slots__ = (
        "_attributes",
        "_document",
        "_items",
        "_plain",
        "claim_days",
        "claimant",
        "persons",
        "relationships",
        "residents",
        "silences",
        "ties_to",
        "units",
    )

    def __init__(self, document: Mapping[str, Any], attributes: Mapping[str, Attribute]) -> None:
        self._document, self._attributes = document, attributes
        self._items: dict[tuple[str | None, str], tuple[Item, ...]] = {}
        self._plain: dict[tuple[str | None, str], tuple[Held, ...]] = {}
        self.silences: set[tuple[str | None, str]] = set()
        self.units: dict[Any, Any] = {}
        self.persons = tuple(_mapping(document.get("persons"), "persons"))
        self.claimant = str(document.get("claimant", ""))
        self._check_places()
        self.relationships = tuple(self._relationships())
        self.ties_to = _by_end(self.relationships)
        self.residents = tuple(self._residents())
        self.claim_days = {name: _claim_day(document.get("declared", {}).get(name)) for name in _CLAIM_DAYS}
        self._read_values()

    @classmethod
    def from_json(cls, document: Mapping[str, Any], attributes: Iterable[Attribute]) -> "Situation":
        """Read the input of `janua calculate`.

        Raises   SituationError for an unknown attribute (naming the nearest) or an impossible value
        """
        return cls(document, {attribute.name: attribute for attribute in attributes})

    def to_json(self) -> Mapping[str, Any]:
        """The document it was read from."""
        return self._document

    def items(self, subject: str | None, name: str) -> tuple[Item, ...] | None:
        """Entries of an attribute in the integer form; None where nothing at all is said."""
        return self._items.get((subject, name))

    def plain_items(self, subject: str | None, name: str) -> tuple[Held, ...]:
        """Entries of an attribute in plain values; those without value are left out."""
        key = (subject, name)
        if key not in self._items:
            self.silences.add(key)
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = self._in_plain_values(self._attributes[name], self._items.get(key, ()))
        return found

    def _in_plain_values(self, attribute: Attribute, items: tuple[Item, ...]) -> tuple[Held, ...]:
        return tuple(
            Held(
                write_value(item.value, attribute.law_type, attribute.steps),
                None if item.first == FOREVER_AGO else date.fromordinal(item.first),
                None if item.last == FOR_EVER else date.fromordinal(item.last),
                item.item,
                item.ref,
            )
            for item in items
            if item.value is not None
        )

    def _check_places(self) -> None:
        for place, most in (("persons", MOST_PERSONS), ("relationships", MOST_RELATIONSHIPS)):
            if len(self._document.get(place, ())) > most:
                raise SituationError(f"{place}: {len(self._document[place])} of them; one situation has {most} at most")
        for place in self._document:
            if place not in _PLACES:
                raise SituationError(f"{place}: not a part of a situation{nearest(place, _PLACES)}")
        if self.claimant not in self.persons:
            raise SituationError(
                f"claimant {short(self.claimant)} is none of the persons{nearest(self.claimant, self.persons)}"
            )

    def _relationships(self) -> Iterable[Relationship]:
        for number, entry in enumerate(self._document.get("relationships", ())):
            where = f"relationships[{number}]"
            for end in ("of", "to"):
                if entry.get(end) not in self.persons:
                    raise SituationError(f"{where}.{end}: {short(entry.get(end))} is none of the persons")
            if not entry.get("kind"):
                raise SituationError(f"{where}: says no kind")
            yield Relationship(
                entry["of"], entry["to"], entry["kind"], entry.get("share"), *_days(entry, where), entry.get("ref")
            )

    def _residents(self) -> Iterable[Resident]:
        for name, dwelling in _mapping(self._document.get("dwellings", {}), "dwellings").items():
            for number, entry in enumerate(dwelling.get("residents", ())):
                where = f"dwellings.{name}.residents[{number}]"
                if entry.get("person") not in self.persons:
                    raise SituationError(f"{where}: {short(entry.get('person'))} is none of the persons")
                yield Resident(name, entry["person"], entry.get("kind", ""), *_days(entry, where))

    def _read_values(self) -> None:
        for person, values in self._document["persons"].items():
            self._read_subject("person", person, f"persons.{person}", values)
        for name, values in self._document.get("dwellings", {}).items():
            rest = {key: value for key, value in values.items() if key != "residents"}
            self._read_subject("dwelling", name, f"dwellings.{name}", rest)
        declared = self._document.get("declared", {})
        rest = {key: value for key, value in declared.items() if key not in _CLAIM_DAYS}
        self._read_subject("claim", None, "declared", rest)

    def _read_subject(self, entity: str, subject: str | None, where: str, values: Mapping[str, Any]) -> None:
        for name, value in _mapping(values, where).items():
            attribute = self._attributes.get(name)
            if attribute is None or attribute.entity != entity:
                names = [known.name for known in self._attributes.values() if known.entity == entity]
                raise SituationError(f"{where}: no attribute {short(name)} of a {entity}{nearest(name, names)}")
            try:
                items = tuple(_items(attribute, value))
            except (ValueError, TypeError) as error:
                raise SituationError(f"{where}.{name}: {error}") from None
            self._items[subject, name] = items


def _by_end(relationships: Iterable[Relationship]) -> Mapping[tuple[str, str], tuple[Relationship, ...]]:
    """Person and kind → the relationships that point at them, in the order written."""
    found: dict[tuple[str, str], list[Relationship]] = {}
    for relation in relationships:
        found.setdefault((relation.to, relation.kind), []).append(relation)
    return {end: tuple(ties) for end, ties in found.items()}


def _items(attribute: Attribute, value: Any) -> Iterable[Item]:
    if isinstance(value, (list, tuple)):
        if len(value) > MOST_ITEMS:
            raise ValueError(f"has {len(value)} entries; the law counts {MOST_ITEMS} at most")
        for number, entry in enumerate(value):
            if not isinstance(entry, dict) or set(entry) - _ITEM_WORDS:
                raise ValueError(f"entry {number} is written {{value, starts_on, ends_on, item, ref}}")
            yield _item(attribute, entry)
    elif isinstance(value, dict) and set(value) <= _ITEM_WORDS:
        yield _item(attribute, value)
    else:
        yield _item(attribute, {"value": value})


def _item(attribute: Attribute, entry: Mapping[str, Any]) -> Item:
    first, last = _numbers(entry)
    status, value, item = entry.get("status") or "", entry.get("value"), entry.get("item")
    if status not in ("", NOT_KNOWN, REFUSED, NOT_APPLICABLE):
        raise ValueError(f"status {short(status)} is none of {NOT_KNOWN}, {REFUSED}, {NOT_APPLICABLE}")
    if status and value is not None:
        raise ValueError(f"has the value {short(value)} and is {status}; write one of them")
    if item is not None and not isinstance(item, str):
        raise ValueError(f"item {short(item)} is no text")
    number = None if value is None else integer_form(attribute, value)
    status = status or (NOT_KNOWN if number is None else "")
    dated = entry.get("starts_on") is not None or entry.get("ends_on") is not None
    return Item(number, first, last, item or "", _ref(entry), status, dated)


def _ref(entry: Mapping[str, Any]) -> str | None:
    """Where a value comes from: any text, given back as it is."""
    ref = entry.get("ref")
    if ref is not None and not isinstance(ref, str):
        raise ValueError(f"ref {short(ref)} is no text")
    return ref


def integer_form(attribute: Attribute, value: Any) -> int:
    """A plain value as the engine holds it.

    Raises   ValueError for a value of another type or outside the declared domain
    """
    kind = attribute.law_type
    if kind.kind == "bool":
        if not isinstance(value, bool):
            raise ValueError(f"{short(value)} is neither true nor false")
        return int(value)
    if kind.kind == "choice":
        if value not in kind.choices:
            raise ValueError(f"{short(value)} is not among its choices{nearest(str(value), kind.choices)}")
        return kind.choices.index(value)
    if kind.kind == "date":
        number = read_day(value)
    else:
        exact = read_number(value, kind) * attribute.steps
        if exact.denominator != 1:
            raise ValueError(f"{short(value)} is finer than can be held exactly")
        number = exact.numerator
    low, high = attribute.domain
    if not low <= number <= high:
        raise ValueError(f"{short(value)} is outside the declared limits")
    return number


def default_items(attribute: Attribute) -> tuple[Item, ...] | None:
    """What stands where nothing is said; None where the attribute has no default."""
    return _standing(attribute, attribute.default)


def not_applicable_items(attribute: Attribute) -> tuple[Item, ...] | None:
    """What "not applicable" means for the law; an empty series for what repeats, None where nothing is declared."""
    if attribute.not_applicable is NO_DEFAULT and attribute.repeats:
        return ()
    return _standing(attribute, attribute.not_applicable)


def _standing(attribute: Attribute, value: object) -> tuple[Item, ...] | None:
    if value is NO_DEFAULT:
        return None
    return () if value == () else tuple(_items(attribute, value))


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise SituationError(f"{where}: a mapping is needed here")
    return value


def _numbers(entry: Mapping[str, Any]) -> tuple[int, int]:
    first = FOREVER_AGO if entry.get("starts_on") is None else read_day(entry["starts_on"])
    last = FOR_EVER if entry.get("ends_on") is None else read_day(entry["ends_on"])
    if last < first:
        raise ValueError(f"ends on {entry['ends_on']} before it starts on {entry['starts_on']}")
    return first, last


def _claim_day(value: Any) -> date | None:
    """A day of the claim, within the calendar that dates of the law have."""
    try:
        number = None if value is None else read_day(value)
        if number is not None and not FIRST_DAY <= number <= LAST_DAY:
            raise ValueError(f"{short(value)} is outside the declared limits")
        return None if number is None else date.fromordinal(number)
    except ValueError as error:
        raise SituationError(f"declared: {error}") from None


def _days(entry: Mapping[str, Any], where: str) -> tuple[date | None, date | None]:
    try:
        first, last = _numbers(entry)
    except ValueError as error:
        raise SituationError(f"{where}: {error}") from None
    return (
        None if first == FOREVER_AGO else date.fromordinal(first),
        None if last == FOR_EVER else date.fromordinal(last),
    )
