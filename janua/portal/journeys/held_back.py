"""How many looks are shown later, for everybody to know: by ground, in fives, and never who."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from janua.portal.journeys.looked import ground_words
from janua.registers.queries.look_alerts import HeldBack, held_back

GROUNDS = ("violence", "child", "inquiry", "witness")
URGENT = ("urgent", "unjustified")
FIVE = 5


@dataclass(frozen=True)
class HeldRow:
    """One ground: of how many people looks are held back, and how many looks; fewer than five are told as that."""

    ground: str
    people: str
    looks: str


@dataclass(frozen=True)
class HeldPage:
    """What everybody may know.

    counted_on   the day of the count; None before the first one
    """

    counted_on: date | None
    holds: tuple[HeldRow, ...]
    urgent: tuple[HeldRow, ...]


def held_page() -> HeldPage:
    """The counts of the newest day; every ground has a row, so that nobody learns from one that is missing."""
    found = held_back()
    counts = {one.ground: one for one in found}
    return HeldPage(
        found[0].on if found else None,
        tuple(_row(ground, counts.get(ground)) for ground in GROUNDS),
        tuple(_row(ground, counts.get(ground)) for ground in URGENT),
    )


def _row(ground: str, counted: HeldBack | None) -> HeldRow:
    people, looks = (counted.people, counted.looks) if counted else (0, 0)
    return HeldRow(ground_words(ground), _number(people), _number(looks))


def _number(number: int) -> str:
    """A count that the database has rounded down to fives; none, one and four are told alike."""
    if number < FIVE:
        return gettext("fewer than 5")
    return gettext("%(number)s or a few more") % {"number": number}
