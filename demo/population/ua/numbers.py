"""Numbers that are valid by rule and belong to nobody: no day of birth has come near 9,000 numbers."""

from datetime import date

_DAY_ZERO = date(1899, 12, 31)
_FIRST = 9_000
_TAXPAYER = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
_ZONE = (7, 3, 1)


class Numbers:
    """Gives out numbers in order, so that the same households always get the same ones."""

    def __init__(self) -> None:
        self._given: dict[tuple[date, str], int] = {}

    def give(self, born_on: date, sex: str) -> tuple[str, str]:
        """A taxpayer number and the number in the demographic register."""
        order = self._given.get((born_on, sex), 0)
        self._given[born_on, sex] = order + 1
        if order >= 500:
            raise ValueError(f"no numbers are left for births of {born_on}")
        serial = _FIRST + 2 * order + (sex == "male")
        return _taxpayer(born_on, serial), _demographic(born_on, serial)


def _taxpayer(born_on: date, serial: int) -> str:
    first = f"{(born_on - _DAY_ZERO).days:05}{serial:04}"
    total = sum(weight * int(digit) for weight, digit in zip(_TAXPAYER, first, strict=True))
    return f"{first}{total % 11 % 10}"


def _demographic(born_on: date, serial: int) -> str:
    digits = f"{born_on:%Y%m%d}{serial:04}"
    check = sum(_ZONE[place % 3] * int(digit) for place, digit in enumerate(digits)) % 10
    return f"{digits[:8]}-{digits[8:]}{check}"
