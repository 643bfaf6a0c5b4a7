"""One thing that a source states, and how its value fits the attribute's declaration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from janua.registers.models import Status, Subject
from janua.rules import Attribute
from janua.values import Money

Attributes = Mapping[str, Attribute]
Limits = dict[str, tuple[int, int]]
"""The declared domains met so far in one statement: working one out costs more than all the rest of a check."""

_SUBJECTS = {"person": Subject.PERSON, "dwelling": Subject.DWELLING}


class NotStated(ValueError):
    """A statement does not fit what the pack declares; the message says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """What a source states of one subject: the action's form of a register's statement.

    subject   id of a person or dwelling, as the attribute's declaration says
    value     bool, whole number, date or ISO day, choice, exact rate; money as Money or whole minor units
    item      tells repeated items apart; empty where the attribute does not repeat
    true_from, true_to   days on which it holds, both included; None is open
    """

    subject: UUID
    attribute: str
    value: Money | Fraction | date | str | int | bool | None
    item: str = ""
    true_from: date | None = None
    true_to: date | None = None
    status: Status = Status.KNOWN


@dataclass(frozen=True, slots=True)
class Columns:
    """A value as the table holds it: one column filled, or none."""

    number: int | None = None
    words: str | None = None
    day: date | None = None
    truth: bool | None = None


def fit(stated: StatedFact, *, attributes: Attributes, limits: Limits) -> tuple[Subject, Columns]:
    """Give the kind of subject and the columns of a statement.

    limits   kept between the calls for one statement

    Raises   NotStated
    """
    attribute = attributes.get(stated.attribute)
    if attribute is None:
        raise NotStated(f"{stated.attribute!r} is no attribute of this country's pack.")
    if attribute.entity not in _SUBJECTS:
        raise NotStated(f"{attribute.name} is of a {attribute.entity}; facts are of persons and dwellings.")
    if stated.item and not attribute.repeats:
        raise NotStated(f"{attribute.name} does not repeat, so it has no item {stated.item!r}.")
    if stated.true_from is not None and stated.true_to is not None and stated.true_to < stated.true_from:
        raise NotStated(f"{attribute.name} would end on {stated.true_to}, before it begins on {stated.true_from}.")
    if stated.status != Status.KNOWN:
        if stated.value is not None:
            raise NotStated(f"{attribute.name} is {stated.status.word} and has a value all the same.")
        return _SUBJECTS[attribute.entity], Columns()
    try:
        return _SUBJECTS[attribute.entity], _columns(attribute, stated.value, limits)
    except ValueError as wrong:
        raise NotStated(f"{stated.value!r} is no value of {attribute.name}: {wrong}") from wrong


def _columns(attribute: Attribute, value: object, limits: Limits) -> Columns:
    """One branch for each type that a pack may declare. Raises ValueError."""
    match attribute.type:
        case "bool" if isinstance(value, bool):
            return Columns(truth=value)
        case "count" if isinstance(value, int) and not isinstance(value, bool):
            return Columns(number=_within(attribute, value, limits))
        case "money" if isinstance(value, Money):
            if value.currency != attribute.unit.partition(" ")[0]:
                raise ValueError(f"it is declared in {attribute.unit}")
            return Columns(number=_within(attribute, value.minor, limits))
        case "money" if isinstance(value, int) and not isinstance(value, bool):
            return Columns(number=_within(attribute, value, limits))
        case "rate" if isinstance(value, Fraction | int | str) and not isinstance(value, bool):
            return Columns(words=str(Fraction(value)))
        case "date" if isinstance(value, date):
            return Columns(day=value)
        case "date" if isinstance(value, str):
            return Columns(day=date.fromisoformat(value))
        case "choice" if isinstance(value, str):
            if value not in attribute.choices:
                raise ValueError(f"choose one of {', '.join(attribute.choices[:20])}")
            return Columns(words=value)
        case "text" if isinstance(value, str) and value.strip():
            return Columns(words=value.strip())
    raise ValueError(f"it is declared as {attribute.type}")


def _within(attribute: Attribute, number: int, limits: Limits) -> int:
    if attribute.name not in limits:
        limits[attribute.name] = attribute.domain
    lowest, highest = limits[attribute.name]
    if not lowest <= number <= highest:
        raise ValueError(f"it lies outside the declared {lowest} to {highest}")
    return number
