"""How each language writes an amount, a number, a day and an instant.

Arabic is written with the digits of the languages beside it (1, 2, 3): amounts and numbers must agree, figure by
figure, with bank statements, identity cards and letters, which use no others here (docs/decisions/0081-languages.md).
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from janua.values import Money

NARROW, MINUS = "\u00a0", "\u2212"
_SIGNS = {"EUR": "€", "UAH": "₴", "GBP": "£", "USD": "$"}


@dataclass(frozen=True)
class Hand:
    """How one language writes; `{d}`, `{month}` and `{y}` stand for day, month and year."""

    months: tuple[str, ...]
    day: str
    instant: str = "{day}, {time}"
    point: str = "."
    group: str = ","
    sign_first: bool = True


_ENGLISH = Hand(
    months=tuple("January February March April May June July August September October November December".split()),
    day="{d} {month} {y}",
)
HANDS = {
    "en": _ENGLISH,
    "mt": Hand(
        months=tuple("Jannar Frar Marzu April Mejju Ġunju Lulju Awwissu Settembru Ottubru Novembru Diċembru".split()),
        day="{d} ta' {month} {y}",
    ),
    "ar": Hand(
        months=tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),
        day="{d} {month} {y}",
        instant="{day}، {time}",
        sign_first=False,
    ),
    "uk": Hand(
        months=tuple("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()),
        day="{d} {month} {y} року",
        point=",",
        group=NARROW,
        sign_first=False,
    ),
}


def hand_of(language: str) -> Hand:
    """How a language writes; English for one that is not listed."""
    return HANDS.get(language, _ENGLISH)


def sign_of(currency: str) -> str:
    """The sign that people know a currency by, else its code."""
    return _SIGNS.get(currency, currency)


def money(amount: Money, language: str, *, whole: bool = False) -> str:
    """An amount with its currency: €1,234.56, or 1 234,56 € where the sign comes last.

    whole   leave out the cents where there are none: for sentences, not for sums
    """
    hand = hand_of(language)
    minus = MINUS if amount.minor < 0 else ""
    plain = abs(amount).amount
    if whole and plain.endswith((".00", ".000")):
        plain = plain.partition(".")[0]
    figure = number(plain, language)
    sign = _SIGNS.get(amount.currency, "")
    if sign and hand.sign_first:
        return f"{minus}{sign}{figure}"
    if hand.sign_first:
        return f"{minus}{amount.currency}{NARROW}{figure}"
    return f"{minus}{figure}{NARROW}{sign or amount.currency}"


def number(value: int | Decimal | str, language: str) -> str:
    """A plain decimal, grouped by thousands; never rounded."""
    hand = hand_of(language)
    plain = f"{value:f}" if isinstance(value, Decimal) else str(value)
    minus, plain = (MINUS, plain[1:]) if plain.startswith("-") else ("", plain)
    whole, _, part = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", hand.group)
    return f"{minus}{grouped}{hand.point}{part}" if part else f"{minus}{grouped}"


def day(on: date, language: str) -> str:
    """A day in words: 2 March 2026, 2 ta' Marzu 2026."""
    hand = hand_of(language)
    return hand.day.format(d=on.day, month=hand.months[on.month - 1], y=on.year)


def instant(at: datetime, language: str, zone: tzinfo) -> str:
    """An instant as the clock on the wall shows it in the country: 2 March 2026, 14:05."""
    local = at.astimezone(zone)
    return hand_of(language).instant.format(day=day(local.date(), language), time=f"{local:%H:%M}")
