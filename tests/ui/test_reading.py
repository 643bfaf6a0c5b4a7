"""Amounts as people type them, in each language's way."""

import pytest
from django.utils import translation

from janua.ui.reading import NotAnAmount, read_amount
from janua.values import Money


@pytest.mark.parametrize(
    ("language", "typed", "cents"),
    [
        ("en", "1,234.50", 123450), ("en", "1234.5", 123450), ("en", "1234,50", 123450), ("en", " € 1 234 ", 123400),
        ("en", "1,234", 123400), ("en", "1.234,50", 123450), ("en", "12,345,678.90", 1234567890), ("en", "0", 0),
        ("en", "1'234.50", 123450), ("en", "100.", 10000), ("en", "50 EUR", 5000), ("mt", "1,234.50", 123450),
        ("uk", "1 234,50", 123450), ("uk", "1234.50", 123450), ("uk", "1.234", 123400),
        ("uk", "1.234.567,5", 123456750),
        ("ar", "١٢٣٤٫٥٠", 123450), ("ar", "١٬٢٣٤٫٥٠ €", 123450), ("ar", "1,234.50", 123450),
    ],
)  # fmt: skip
def test_reads_an_amount(language: str, typed: str, cents: int) -> None:
    """Either language's separators, where only one reading is possible or the page's language says which."""
    with translation.override(language):
        assert read_amount(typed, "EUR") == Money(cents, "EUR")


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "1.234"), ("uk", "1,234"), ("en", "1,23,456.00"), ("en", "12.345,678"), ("en", "-5"), ("en", "ten"),
        ("en", "1.2.3"), ("en", "5-10"), ("en", "1e3"), ("en", "."), ("en", "12,34.56"),
    ],
)  # fmt: skip
def test_refuses_what_it_would_have_to_guess(language: str, typed: str) -> None:
    """A wrong guess would be wrong by a thousand."""
    with translation.override(language), pytest.raises(NotAnAmount):
        read_amount(typed, "EUR")
