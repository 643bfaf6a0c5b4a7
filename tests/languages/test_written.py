"""Each language writes amounts, numbers, days and instants in its own way."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from janua.ui import written
from janua.values import Money

LANGUAGES = ("en", "mt", "ar", "uk")


def test_money_is_written_as_each_language_does() -> None:
    amount = Money(-123456789, "EUR")
    assert [written.money(amount, language) for language in LANGUAGES] == [
        "−€1,234,567.89",
        "−€1,234,567.89",
        "−1,234,567.89\xa0€",
        "−1\xa0234\xa0567,89\xa0€",
    ]


def test_money_without_a_sign_bears_its_code() -> None:
    assert [written.money(Money(5, "TTD"), language) for language in ("en", "uk")] == ["TTD\xa00.05", "0,05\xa0TTD"]


def test_whole_money_leaves_out_only_empty_cents() -> None:
    assert [written.money(Money(minor, "EUR"), "en", whole=True) for minor in (91000, 2729)] == ["€910", "€27.29"]


def test_number_keeps_every_digit() -> None:
    assert written.number(Decimal("1234567.500"), "uk") == "1\xa0234\xa0567,500"
    assert [written.number(value, "en") for value in (0, 999, 1000, "-1000.5")] == ["0", "999", "1,000", "−1,000.5"]


def test_day_is_written_in_words() -> None:
    assert [written.day(date(2026, 3, 2), language) for language in LANGUAGES] == [
        "2 March 2026",
        "2 ta' Marzu 2026",
        "2 مارس 2026",
        "2 березня 2026 року",
    ]


def test_instant_is_on_the_clock_of_the_country() -> None:
    at = datetime(2026, 7, 31, 22, 5, tzinfo=UTC)
    assert [written.instant(at, language, ZoneInfo("Europe/Malta")) for language in LANGUAGES] == [
        "1 August 2026, 00:05",
        "1 ta' Awwissu 2026, 00:05",
        "1 أغسطس 2026، 00:05",
        "1 серпня 2026 року, 00:05",
    ]


def test_another_language_is_written_as_english() -> None:
    assert written.day(date(2026, 3, 2), "fr") == "2 March 2026"
