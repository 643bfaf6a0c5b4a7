"""Money is exact, keeps to one currency, and loses nothing when shared out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janua.values import MINOR_UNIT_DIGITS, CurrencyMismatch, Money, NotMoney, Rounding

currencies = st.sampled_from(sorted(MINOR_UNIT_DIGITS))
minors = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.34", "EUR", 1234),
        ("12.3", "EUR", 1230),
        ("-0.05", "EUR", -5),
        ("12", "JPY", 12),
        ("1.234", "KWD", 1234),
        ("1000", "TTD", 100_000),
        (7, "EGP", 700),
        ("0007.10", "UAH", 710),
    ],
)
def test_of_reads_a_plain_decimal(text: str | int, currency: str, minor: int) -> None:
    assert Money.of(text, currency) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "1,234.00", "1e3", "1.", ".5", "+1", "1.234", " 1", "١٢", "NaN", "--1", "1.2.3"])
def test_of_refuses_what_is_not_exactly_an_amount(text: str) -> None:
    with pytest.raises(NotMoney):
        Money.of(text, "EUR")


def test_of_refuses_a_float_a_bool_and_an_unknown_currency() -> None:
    for amount, currency in ((1.5, "EUR"), (True, "EUR"), ("1", "XXX"), ("1", "eur")):
        with pytest.raises(NotMoney):
            Money.of(amount, currency)  # type: ignore[arg-type]
    with pytest.raises(NotMoney):
        Money(1.0, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["1.5", "1"])
def test_of_refuses_decimals_where_the_currency_has_none(text: str) -> None:
    if text == "1":
        assert Money.of(text, "JPY").amount == "1"
    else:
        with pytest.raises(NotMoney):
            Money.of(text, "JPY")


@given(minors, currencies)
def test_json_gives_back_the_same_money(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.from_json(money.to_json()) == money
    assert Money.of(money.amount, currency) == money


def test_to_json_has_the_documented_shape() -> None:
    assert Money(1234, "EUR").to_json() == {"amount": "12.34", "currency": "EUR"}
    assert Money(-5, "KWD").to_json() == {"amount": "-0.005", "currency": "KWD"}
    assert Money(0, "JPY").to_json() == {"amount": "0", "currency": "JPY"}


@pytest.mark.parametrize(
    "shape",
    [
        None,
        "12.34",
        {},
        {"amount": "1"},
        {"amount": 1, "currency": "EUR"},
        {"amount": "1", "currency": "EUR", "x": 1},
        {"amount": "1", "currency": ["EUR"]},
    ],
)
def test_from_json_refuses_any_other_shape(shape: object) -> None:
    with pytest.raises(NotMoney):
        Money.from_json(shape)


def test_arithmetic_and_comparison_keep_to_one_currency() -> None:
    one, two = Money.of("1.10", "EUR"), Money.of("2.20", "EUR")
    assert one + two == Money.of("3.30", "EUR")
    assert one - two == Money.of("-1.10", "EUR") == -one
    assert abs(one - two) == one
    assert (one < two, one <= one, two > one, one >= two) == (True, True, True, False)
    assert (bool(one), bool(Money.zero("EUR"))) == (True, False)
    assert Money.total([one, two, one], "EUR") == Money.of("4.40", "EUR")
    assert Money.total([], "EUR") == Money.zero("EUR")
    assert one != Money.of("1.10", "USD")
    assert str(two) == "2.20 EUR"


def test_arithmetic_refuses_two_currencies_and_numbers() -> None:
    euro, dollar = Money.of(1, "EUR"), Money.of(1, "USD")
    for act in (lambda: euro + dollar, lambda: euro - dollar, lambda: euro < dollar, lambda: euro >= dollar):
        with pytest.raises(CurrencyMismatch):
            act()
    with pytest.raises(TypeError):
        euro + 1  # type: ignore[operator]


def test_times_rounds_once_where_it_is_told() -> None:
    rate = Fraction(6, 10) / 6
    assert Money.of(400, "EUR").times(rate) == Money.of("40.00", "EUR")
    assert Money(1, "EUR").times(Fraction(1, 2)) == Money(1, "EUR")
    assert Money(-1, "EUR").times(Fraction(1, 2)) == Money(-1, "EUR")
    assert Money(1, "EUR").times(Fraction(1, 2), Rounding.HALF_EVEN) == Money(0, "EUR")
    assert Money(5, "EUR").times(3) == Money(15, "EUR")
    with pytest.raises(NotMoney):
        Money(1, "EUR").times(0.5)  # type: ignore[arg-type]


def test_allocate_gives_the_odd_units_to_the_largest_remainders() -> None:
    def shares(minor: int, weights: list[int | Fraction]) -> list[int]:
        return [share.minor for share in Money(minor, "EUR").allocate(weights)]

    assert shares(1000, [1, 1, 1]) == [334, 333, 333]
    assert shares(-1000, [1, 1, 1]) == [-334, -333, -333]
    assert shares(100, [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)]) == [50, 33, 17]
    assert shares(5, [0, 1, 0]) == [0, 5, 0]


@given(minors, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(sum))
def test_allocate_loses_nothing_and_is_fair_to_a_unit(minor: int, weights: list[int]) -> None:
    shares = Money(minor, "EUR").allocate(weights)
    assert Money.total(shares, "EUR") == Money(minor, "EUR")
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.minor - Fraction(minor * weight, sum(weights))) < 1


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 2]])
def test_allocate_refuses_weights_that_share_nothing(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(100, "EUR").allocate(weights)
