"""Amounts, days and instants as the page that is being drawn writes them: in its language, on the country's clock."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from django.utils import timezone, translation

from janua.ui import written
from janua.values import Money, label_key, sort_key

_Row = TypeVar("_Row")


def language() -> str:
    """The language of the page, without its region."""
    return (translation.get_language() or "en").partition("-")[0]


def in_order(rows: Iterable[_Row], *, by: Callable[[_Row], str]) -> list[_Row]:
    """Put a short list in the order of the page's alphabet; long ones keep their key in the database."""
    now = language()
    return sorted(rows, key=lambda row: sort_key(by(row), now))


def labels_in_order(rows: Iterable[_Row], *, by: Callable[[_Row], str]) -> list[_Row]:
    """Put words of the country's own in the order of the page's alphabet."""
    now = language()
    return sorted(rows, key=lambda row: label_key(by(row), now))


def money_text(amount: Money) -> str:
    """An amount with its currency: €1,234.50."""
    return written.money(amount, language())


def amount_text(amount: Money) -> str:
    """An amount without its currency, as it stands in a box: 1,234.50."""
    return written.number(amount.amount, language())


def day_text(day: date) -> str:
    """A legal date in full: 3 March 2026."""
    return written.day(day, language())


def instant_text(at: datetime) -> str:
    """An instant on the country's clock: 3 March 2026, 14:05."""
    zone = timezone.get_current_timezone()
    return written.instant(at if timezone.is_aware(at) else at.replace(tzinfo=zone), language(), zone)
