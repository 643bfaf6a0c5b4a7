"""What people type as an amount, read without ever guessing wrong by a thousand."""

import re
import unicodedata

from janua.ui.on_page import language
from janua.ui.written import hand_of, sign_of
from janua.values import MINOR_UNIT_DIGITS, Money


class NotAnAmount(ValueError):
    """What was typed cannot be read as one amount without guessing."""


def read_amount(text: str, currency: str) -> Money:
    """Read "1,234.50", "1234,50", "€ 1 234" or "١٢٣٤٫٥٠", in the page's way where it could be either.

    Raises   NotAnAmount
    """
    plain = _plain(text, currency)
    found = re.fullmatch(r"(\d+(?:[.,]\d+)*)[.,]?", plain)
    if found is None:
        raise NotAnAmount(text)
    whole, part = _split(found[1], MINOR_UNIT_DIGITS[currency])
    return Money.of(f"{whole}.{part}" if part else whole, currency)


def _plain(text: str, currency: str) -> str:
    """ASCII digits and separators only: signs of currency, spaces and other scripts' digits are taken away."""
    for sign in (sign_of(currency), currency):
        text = re.sub(re.escape(sign), "", text, flags=re.IGNORECASE)
    text = text.replace("٫", ".").replace("٬", "")
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    return re.sub(r"[\s'’\u200e\u200f\u2066-\u2069]", "", text)


def _split(number: str, digits: int) -> tuple[str, str]:
    """The whole part and the decimals of a number whose separators may be either language's."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return number, ""
    sign, tail = number[last], number[last + 1 :]
    other = "," if sign == "." else "."
    only_groups = number.count(sign) > 1 or (len(tail) == 3 and sign != hand_of(language()).point)
    if only_groups and other not in number:
        return _ungrouped(number, sign), ""
    if len(tail) > digits:
        raise NotAnAmount(number)
    return _ungrouped(number[:last], other), tail


def _ungrouped(whole: str, sign: str) -> str:
    groups = whole.split(sign)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        raise NotAnAmount(whole)
    if not "".join(groups).isdigit():
        raise NotAnAmount(whole)
    return "".join(groups)
