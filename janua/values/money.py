"""Money in whole minor units of one currency."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from janua.values.rounding import Rounding, round_to

# Digits after the point that ISO 4217 gives each currency; a pack's currency must stand here.
MINOR_UNIT_DIGITS = {
    "AED": 2, "AUD": 2, "BHD": 3, "CAD": 2, "CHF": 2, "EGP": 2, "EUR": 2, "GBP": 2, "IQD": 3, "JOD": 3, "JPY": 0,
    "KES": 2, "KWD": 3, "LBP": 2, "MDL": 2, "OMR": 3, "PLN": 2, "SAR": 2, "TND": 3, "TTD": 2, "UAH": 2, "USD": 2,
    "XAF": 0, "XOF": 0, "ZAR": 2,
}  # fmt: skip
_AMOUNT = re.compile(r"(-?)(\d+)(?:\.(\d+))?", re.ASCII)


class NotMoney(ValueError):
    """The text or the currency cannot be read as an exact amount; the message names what to write."""


class CurrencyMismatch(ValueError):
    """Two currencies met; convert explicitly first."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount. Adding, subtracting and comparing need the same currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise NotMoney(f"minor units are a whole number, not {self.minor!r}")
        if self.currency not in MINOR_UNIT_DIGITS:
            raise NotMoney(f"unknown currency {self.currency!r}; add it to MINOR_UNIT_DIGITS with its ISO 4217 digits")

    @classmethod
    def of(cls, amount: str | int, currency: str) -> Self:
        """Read a plain decimal such as "12.34" or "-5"; never rounds.

        Raises   NotMoney for separators, exponents, or more digits than the currency has
        """
        example = cls(-123456, currency).amount
        digits = MINOR_UNIT_DIGITS[currency]
        found = _AMOUNT.fullmatch(str(amount))
        if isinstance(amount, (bool, float)) or found is None:
            raise NotMoney(f"{amount!r} is not an amount; write it like {example}")
        sign, whole, part = found[1], found[2], found[3] or ""
        if len(part) > digits:
            raise NotMoney(f"{amount} has more than the {digits} decimals of {currency}; round it where the law says")
        return cls(int(sign + whole + part.ljust(digits, "0")), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """Add up any number of amounts; none give zero."""
        result: Money = cls.zero(currency)
        for amount in amounts:
            result = result + amount
        return result

    @property
    def amount(self) -> str:
        """The plain decimal for machines ("1234.50"); what people read is written elsewhere, by language."""
        digits = MINOR_UNIT_DIGITS[self.currency]
        text = str(abs(self.minor)).rjust(digits + 1, "0")
        plain = f"{text[:-digits]}.{text[-digits:]}" if digits else text
        return f"-{plain}" if self.minor < 0 else plain

    def to_json(self) -> dict[str, str]:
        """The one shape of money on every wire: `{"amount": "12.34", "currency": "EUR"}`."""
        return {"amount": self.amount, "currency": self.currency}

    @classmethod
    def from_json(cls, shape: object) -> Self:
        """Read the shape of `to_json` and nothing else."""
        if not isinstance(shape, dict) or set(shape) != {"amount", "currency"}:
            raise NotMoney('money is written {"amount": "12.34", "currency": "EUR"}')
        amount, currency = shape["amount"], shape["currency"]
        if not isinstance(amount, str) or not isinstance(currency, str):
            raise NotMoney("amount and currency are both written as text")
        return cls.of(amount, currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other).minor

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other).minor

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def times(self, factor: Fraction | int, rounding: Rounding = Rounding.HALF_UP) -> "Money":
        """Multiply by an exact number and round once, to the minor unit."""
        if isinstance(factor, bool) or not isinstance(factor, (Fraction, int)):
            raise NotMoney(f"multiply by a whole number or a Fraction, not {factor!r}")
        return Money(round_to(self.minor * Fraction(factor), rounding), self.currency)

    def allocate(self, weights: Sequence[Fraction | int]) -> tuple["Money", ...]:
        """Share out without losing or making a unit, by largest remainder; ties go to the earlier share.

        Raises   ValueError when a weight is negative or none is positive
        """
        if any(weight < 0 for weight in weights) or not sum(weights):
            raise ValueError("weights are not negative and at least one is positive")
        whole = Fraction(sum(weights))
        exact = [abs(self.minor) * Fraction(weight) / whole for weight in weights]
        shares = [round_to(share, Rounding.DOWN) for share in exact]
        left = abs(self.minor) - sum(shares)
        by_remainder = sorted(range(len(exact)), key=lambda place: shares[place] - exact[place])
        for place in by_remainder[:left]:
            shares[place] += 1
        return tuple(Money(-share if self.minor < 0 else share, self.currency) for share in shares)

    def _same(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            raise TypeError(f"money meets money only, not {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be added or compared")
        return other
