"""Numbers of Malta: what cannot be is refused, what is only unlikely is asked about again."""

from datetime import date

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.identifier_rules import Checked, Holder

DAY = date(2026, 3, 1)
RULES = {rule.scheme: rule for rule in COUNTRY.identifier_rules}


def _check(scheme: str, written: str, born: date | None = None) -> Checked:
    return RULES[scheme].check(written, Holder(date_of_birth=born), DAY)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0012384M", Checked("0012384M")),
        (" 12384 m ", Checked("0012384M")),
        ("0012384X", Checked("0012384X", refused=("mt-id-card.form",))),
        ("00123840M", Checked("00123840M", refused=("mt-id-card.form",))),
        ("0012384", Checked("0012384", refused=("mt-id-card.form",))),
        ("M", Checked("M", refused=("mt-id-card.form",))),
        ("٠٠١٢٣٨٤M", Checked("٠٠١٢٣٨٤M", refused=("mt-id-card.form",))),
        ("", Checked("", refused=("mt-id-card.form",))),
    ],
)
def test_id_card_is_seven_digits_and_a_letter(written: str, expected: Checked) -> None:
    assert _check("mt-id-card", written) == expected


@pytest.mark.parametrize(
    ("written", "born", "warned"),
    [
        ("0012384M", date(1984, 5, 1), ()),
        ("0012384M", date(1983, 12, 31), ()),
        ("0012384M", date(1985, 1, 1), ("mt-id-card.other_year",)),
        ("0012384M", date(1982, 12, 31), ("mt-id-card.other_year",)),
        ("0012300M", date(1900, 2, 1), ()),
        ("0012305L", date(2005, 2, 1), ()),
        ("0012305M", date(2005, 2, 1), ("mt-id-card.other_year",)),
        ("0012305H", date(2004, 2, 1), ()),
        ("0012399B", date(1899, 2, 1), ()),
        ("0012399Z", date(1999, 2, 1), ("mt-id-card.other_year",)),
        ("0012384A", date(2005, 2, 1), ()),
        ("0012384P", date(2005, 2, 1), ()),
    ],
)
def test_id_card_tells_the_year_of_registration(written: str, born: date, warned: tuple[str, ...]) -> None:
    assert _check("mt-id-card", written, born) == Checked(written, warned=warned)


def test_tax_number_is_an_id_card_or_nine_digits() -> None:
    assert [_check("mt-tin", written) for written in ("12384m", "123456789", "12345678", "1234567890")] == [
        Checked("0012384M"),
        Checked("123456789"),
        Checked("12345678", refused=("mt-tin.form",)),
        Checked("1234567890", refused=("mt-tin.form",)),
    ]


def test_account_number_is_checked_as_the_bank_checks_it() -> None:
    good = "MT84MALT011000012345MTLCAST001S"
    wrong = [good.replace("MT84", "MT85"), good[:-1], "DE89370400440532013000"]
    assert _check("mt-iban", "mt84 malt 0110 0001 2345 mtlc ast0 01s") == Checked(good)
    assert [_check("mt-iban", written).refused for written in wrong] == [
        ("mt-iban.check",),
        ("mt-iban.form",),
        ("mt-iban.form",),
    ]
    assert [COUNTRY.bank.account_fault(written) is None for written in (good, *wrong)] == [True, False, False, False]


def test_telephone_and_postcode_only_warn() -> None:
    written = [("mt-telephone", "2590 3000"), ("mt-telephone", "00356 25903000"), ("mt-telephone", "+49 30 1234")]
    written += [("mt-telephone", "2590300"), ("mt-postcode", "vlt1021"), ("mt-postcode", "1021")]
    assert [_check(scheme, number) for scheme, number in written] == [
        Checked("+35625903000"),
        Checked("+35625903000"),
        Checked("+49301234"),
        Checked("2590300", warned=("mt-telephone.form",)),
        Checked("VLT 1021"),
        Checked("1021", warned=("mt-postcode.form",)),
    ]


def test_findings_are_those_that_a_check_can_make() -> None:
    made = {"mt-id-card": {"form", "other_year"}, "mt-tin": {"form"}, "mt-iban": {"form", "check"}}
    made |= {"mt-telephone": {"form"}, "mt-postcode": {"form"}}
    assert {scheme: set(rule.findings) for scheme, rule in RULES.items()} == {
        scheme: {f"{scheme}.{name}" for name in names} for scheme, names in made.items()
    }
