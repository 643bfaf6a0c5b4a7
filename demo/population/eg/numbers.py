"""National numbers that are valid by rule and belong to nobody.

Digits 10 to 13 count the births of one day in one governorate. No governorate has come near 9,000 births in a day, so
that a number from 9000 on was never issued.
"""

from datetime import date

from janua.countries.eg.identifiers import check_digit

_FIRST = 9_000
_LAST = 9_999


class NumbersUsedUp(ValueError):
    """More people than the never-issued numbers hold; ask for fewer."""


class NationalNumbers:
    """Gives out national numbers in order, so that the same households always get the same ones."""

    def __init__(self) -> None:
        self._last: dict[tuple[date, str, str], int] = {}

    def give(self, born_on: date, governorate: str, sex: str) -> str:
        """The number of somebody born on that day in that governorate; its thirteenth digit is odd for men."""
        before = _FIRST - 1 if sex == "male" else _FIRST - 2
        order = self._last.get((born_on, governorate, sex), before) + 2
        if order > _LAST:
            raise NumbersUsedUp(f"no national numbers are left for births of {born_on} in {governorate}")
        self._last[born_on, governorate, sex] = order
        century = "2" if born_on.year < 2000 else "3"
        thirteen = f"{century}{born_on:%y%m%d}{governorate}{order}"
        return thirteen + check_digit(thirteen)
