"""Numbers that are valid by rule and belong to nobody; README.md says why nobody can hold them."""

from datetime import date

# Registrations of births from here on were never reached in any year; 99xxx is kept for the families always there.
_FIRST_REGISTRATION = 60_001
_LAST_REGISTRATION = 98_999
_FIRST_FOREIGNER = 9_000_000
_LAST_FOREIGNER = 9_989_999
_LETTERS = "MGLHBZAP"
_BANK = "JNUA99001"
_BANK_AS_DIGITS = "1923301099001"
_COUNTRY_AS_DIGITS = "222900"  # MT00
_CENTURY_LETTERS = {("malta", 19): "M", ("gozo", 19): "G", ("malta", 20): "L", ("gozo", 20): "H"}


class NumbersUsedUp(ValueError):
    """More people than the never-issued ranges hold; ask for fewer."""


class Cards:
    """Gives out identity-card numbers in order, so that the same families always get the same ones."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], int] = {}
        self._last_foreigner = _FIRST_FOREIGNER - 1

    def native(self, registered_on: date, island: str) -> str:
        """The number of somebody whose birth was registered on `island` (malta or gozo) on that day."""
        letter, year = _CENTURY_LETTERS[island, registered_on.year // 100], registered_on.year % 100
        registration = self._last.get((letter, year), _FIRST_REGISTRATION - 1) + 1
        if registration > _LAST_REGISTRATION:
            raise NumbersUsedUp(f"no identity-card numbers are left for births of {registered_on.year}")
        self._last[letter, year] = registration
        return f"{registration}{year:02}{letter}"

    def foreigner(self) -> str:
        """The number of somebody with a residence permit."""
        if self._last_foreigner == _LAST_FOREIGNER:
            raise NumbersUsedUp("no identity-card numbers are left for foreigners")
        self._last_foreigner += 1
        return f"{self._last_foreigner}A"


def iban(card: str) -> str:
    """An account at the bank that does not exist, its own for each card."""
    # The multiplier is prime to ten, so that different cards give different accounts.
    account = f"{_serial(card) * 1_000_003_007 % 10**12:018}"
    check = 98 - int(f"{_BANK_AS_DIGITS}{account}{_COUNTRY_AS_DIGITS}") % 97
    return f"MT{check:02}{_BANK}{account}"


def phone(card: str) -> str:
    """A number in a range that is not given out."""
    digits = _serial(card) * 7_654_321 % 10**7
    return f"+356 6{digits // 10_000:03} {digits % 10_000:04}"


def _serial(card: str) -> int:
    return (_LETTERS.index(card[7]) + 1) * 10**7 + int(card[:7])
