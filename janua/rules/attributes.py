"""What law may read of a person, a dwelling, a claim or an assessment unit, as far as the engine needs to know it."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from janua.rules.types import RATE_STEPS, Type, read_number, type_of

Entity = Literal["person", "dwelling", "claim", "member", "unit"]


class _NoDefault(Enum):
    NO_DEFAULT = "no default"


NO_DEFAULT: Final = _NoDefault.NO_DEFAULT

_DOMAINS: dict[str, tuple[str | int, str | int]] = {
    "money": ("-1000000000", "1000000000"),
    "count": (0, 1_000_000),
    "rate": ("-1000", "1000"),
}
FIRST_DAY, LAST_DAY = 675_334, 785_010  # 1850-01-01 and 2150-04-14 as days of the calendar


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """One thing that law may read.

    type            `text` is kept and shown; no law reads it, and a law that declares one is refused
    unit            of money `EUR per week` (or `EUR`); of a count its noun, for people
    minimum/maximum the declared domain: values outside are refused on input, and the overflow proof rests on it
    default         used where nothing is known; `()` says that no entry means none
    not_applicable  used where the answer is "not applicable"
    """

    name: str
    entity: Entity
    type: Literal["bool", "count", "money", "rate", "date", "choice", "text"]
    unit: str = ""
    choices: tuple[str, ...] = ()
    repeats: bool = False
    minimum: int | str | None = None
    maximum: int | str | None = None
    default: object = NO_DEFAULT
    not_applicable: object = NO_DEFAULT
    meaning: str = ""
    registers: tuple[str, ...] = ()

    @cached_property
    def law_type(self) -> Type:
        """The type that rules see."""
        return type_of(self.type, unit=self.unit, choices=self.choices)

    @property
    def steps(self) -> int:
        """Into how many steps one unit is cut so that values are whole numbers; rates only."""
        return RATE_STEPS if self.type == "rate" else 1

    @cached_property
    def domain(self) -> tuple[int, int]:
        """Lowest and highest value in the integer form."""
        if self.type in ("bool", "choice"):
            return 0, 1 if self.type == "bool" else max(len(self.choices) - 1, 0)
        if self.type == "date":
            return FIRST_DAY, LAST_DAY
        low, high = _DOMAINS[self.type]
        low = low if self.minimum is None else self.minimum
        high = high if self.maximum is None else self.maximum
        return self._whole(low), self._whole(high)

    def _whole(self, bound: int | str) -> int:
        exact: Fraction = read_number(bound, self.law_type) * self.steps
        return exact.numerator // exact.denominator
