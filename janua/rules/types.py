"""The types of the law language: yes/no, counts, money with its period, rates, days, choices, windows, tables."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from janua.rules.errors import short
from janua.values import MINOR_UNIT_DIGITS, Money, PeriodUnit

# Facts that are rates are held in steps of 1/50,400,000, which every n-th part to 10 and four decimals hit exactly.
RATE_STEPS = 50_400_000

_PLAIN = re.compile(r"[-+]?[0-9]{1,40}(\.[0-9]{1,40}|/[0-9]{1,40})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ANY_PERIOD = "any period"  # of money that a caller gives
KINDS = ("bool", "count", "money", "rate", "date", "choice", "choices", "table", "window")
PERIODS = tuple(unit.value for unit in PeriodUnit)


@dataclass(frozen=True, slots=True)
class Type:
    """A type with its unit. Money of different periods never mixes."""

    kind: str
    currency: str = ""
    per: str = ""  # of money: the period, empty for a sum that has none
    choices: tuple[str, ...] = ()
    noun: str = ""  # of counts, for people

    def __str__(self) -> str:
        if self.kind == "money":
            return self.unit
        return {"bool": "yes/no", "date": "a day", "count": "a count", "rate": "a rate"}.get(
            self.kind, f"a {self.kind}"
        )

    @property
    def unit(self) -> str:
        """As written in attributes and parameters."""
        if self.kind == "money":
            return f"{self.currency} per {self.per}" if self.per else self.currency
        return self.noun

    @property
    def is_number(self) -> bool:
        return self.kind in ("count", "rate", "money")

    def same_as(self, other: "Type") -> bool:
        """Equal for the law; the noun of a count is for people."""
        return (self.kind, self.currency, self.per, self.choices) == (
            other.kind,
            other.currency,
            other.per,
            other.choices,
        )


BOOL, COUNT, RATE, DATE, WINDOW = Type("bool"), Type("count"), Type("rate"), Type("date"), Type("window")


def type_of(kind: str, *, unit: str = "", choices: tuple[str, ...] = ()) -> Type:
    """The type that a declaration names.

    Raises   ValueError with what is allowed
    """
    if kind not in KINDS:
        raise ValueError(f"unknown type {kind!r}; one of {', '.join(KINDS)}")
    if kind == "money":
        currency, _, per = unit.partition(" per ")
        if currency not in MINOR_UNIT_DIGITS or (per and per not in PERIODS):
            raise ValueError(f"unit {unit!r} is no money; write like 'EUR per week' or 'EUR'")
        return Type("money", currency=currency, per=per)
    if kind == "choice":
        if not choices:
            raise ValueError("a choice lists its choices")
        return Type("choice", choices=choices)
    return Type(kind, noun=unit)


def read_number(value: object, kind: Type) -> Fraction:
    """A number as written in YAML or JSON, exact; money in minor units.

    Raises   ValueError with what to write
    """
    if isinstance(value, (bool, float)):
        raise ValueError(f'{short(value)} is not exact; write it in quotes, like "0.065"')
    if kind.kind == "money" and isinstance(value, dict):
        money = Money.from_json(value)
        if money.currency != kind.currency:
            raise ValueError(f"{money.currency} where {kind.currency} is meant")
        return Fraction(money.minor)
    if kind.kind == "count":
        if not isinstance(value, int):
            raise ValueError(f"{short(value)} is no whole number")
        return Fraction(value)
    if not isinstance(value, (str, int)):
        raise ValueError(f'{short(value)} is no number; write it in quotes, like "24.08"')
    exact = read_fraction(value)
    return exact * 10 ** MINOR_UNIT_DIGITS[kind.currency] if kind.kind == "money" else exact


def read_fraction(value: str | int) -> Fraction:
    """A plain decimal or a quotient, exact; no powers of ten, which a few letters make as long as memory.

    Raises   ValueError with what to write
    """
    try:
        if isinstance(value, str) and not _PLAIN.fullmatch(value):
            raise ValueError
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f'{short(value)} is no number; write like "24.08" or "2/37"') from None


def read_day(value: object) -> int:
    """A day of the calendar as its number."""
    if isinstance(value, date):
        return value.toordinal()
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).toordinal()
    except ValueError:
        raise ValueError(f"{short(value)} is no day; write like 2026-01-31") from None


def write_value(value: int | bool | tuple[int, ...] | None, kind: Type, steps: int = 1) -> Any:
    """A value of the integer form as typed JSON; `steps` is its denominator."""
    if value is None:
        return None
    if kind.kind == "window":
        assert isinstance(value, tuple)  # windows are pairs in the integer form
        return {"starts_on": _iso(value[0]), "ends_on": _iso(value[1])}
    if isinstance(value, tuple):
        return list(value)
    if kind.kind == "money":
        return _money(Fraction(value, steps), kind.currency)
    if kind.kind == "rate":
        return _rate(Fraction(value, steps))
    if kind.kind == "count":
        exact = Fraction(value, steps)
        return exact.numerator if exact.denominator == 1 else str(exact)
    if kind.kind == "date":
        return _iso(value)
    if kind.kind == "choice":
        return kind.choices[value]
    return bool(value)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _money(exact: Fraction, currency: str) -> dict[str, str]:
    if exact.denominator == 1:
        return Money(exact.numerator, currency).to_json()
    return {"exact": str(exact / 10 ** MINOR_UNIT_DIGITS[currency]), "currency": currency}


def _rate(exact: Fraction) -> str:
    """As a decimal where it has few, else as a fraction."""
    for digits in range(7):
        scaled = exact * 10**digits
        if scaled.denominator == 1:
            text = f"{abs(scaled.numerator):0{digits + 1}d}"
            plain = f"{text[:-digits]}.{text[-digits:]}" if digits else text
            return f"-{plain}" if exact < 0 else plain
    return str(exact)
