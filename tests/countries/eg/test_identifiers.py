"""Egypt's numbers: what cannot be is refused, what is only unlikely is pointed out."""

from datetime import date

import pytest

from janua.countries.eg.identifiers import (
    IDENTIFIER_RULES,
    NationalNumber,
    check_digit,
    check_iban,
    check_mobile,
    check_national_number,
    check_passport,
    read_national_number,
)
from janua.pack.identifier_rules import Checked, Holder

ON = date(2026, 6, 1)
NOBODY = Holder()


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("29005170101236", NationalNumber(date(1990, 5, 17), "01", "male")),
        ("30002292104569", NationalNumber(date(2000, 2, 29), "21", "female")),
        ("31507041201008", NationalNumber(date(2015, 7, 4), "12", "female")),
        ("28208151304597", NationalNumber(date(1982, 8, 15), "13", "male")),
    ],
)
def test_number_of_the_country_file_is_read(number: str, says: NationalNumber) -> None:
    assert read_national_number(number) == says
    assert check_national_number(number, NOBODY, ON) == Checked(number)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("29013170101236", ("no_day",)),
        ("29005173601236", ("governorate",)),
        ("49005170101236", ("century",)),
        ("49013173601236", ("century", "governorate")),
        ("29002290101236", ("no_day",)),
        ("2900517010123", ("form",)),
        ("290051701012366", ("form",)),
        ("29005I70101236", ("form",)),
        ("", ("form",)),
        ("32606020101230", ("future",)),
    ],
)
def test_number_that_cannot_be_is_refused(written: str, found: tuple[str, ...]) -> None:
    checked = check_national_number(written, NOBODY, ON)

    assert checked.refused == tuple(f"eg-national-number.{name}" for name in found)
    assert checked.warned == ()
    assert read_national_number(checked.value) is None or found == ("future",)


def test_birth_on_the_day_of_validation_is_not_in_the_future() -> None:
    thirteen = "3260601010123"
    number = thirteen + check_digit(thirteen)

    assert check_national_number(number, NOBODY, ON) == Checked(number)


def test_other_check_digit_only_warns() -> None:
    assert check_national_number("29005170101230", NOBODY, ON) == Checked(
        "29005170101230", warned=("eg-national-number.check_digit",)
    )


def test_remainders_0_1_and_10_give_the_digits_of_the_country_file() -> None:
    # The weight of the thirteenth digit is 2: 0 leaves 0, 6 leaves 12 - 11 = 1, 5 leaves 10.
    assert [check_digit("0" * 13), check_digit("0" * 12 + "6"), check_digit("0" * 12 + "5")] == ["1", "0", "1"]


def test_birth_abroad_is_accepted() -> None:
    thirteen = "2900517880123"
    number = thirteen + check_digit(thirteen)

    assert check_national_number(number, NOBODY, ON) == Checked(number)


def test_arabic_and_persian_digits_are_kept_as_0_to_9() -> None:
    arabic, persian = "٢٩٠٠٥١٧٠١٠١٢٣٦", "۲۹۰۰۵۱۷۰۱۰۱۲۳۶"

    assert check_national_number(f"\u2067{arabic}\u2069", NOBODY, ON) == Checked("29005170101236")
    assert check_national_number(f" {persian[:7]} {persian[7:]} ", NOBODY, ON) == Checked("29005170101236")


def test_record_that_differs_warns_and_does_not_refuse() -> None:
    holder = Holder(date_of_birth=date(1990, 5, 18), sex="female")

    assert check_national_number("29005170101236", holder, ON) == Checked(
        "29005170101236", warned=("eg-national-number.other_birth", "eg-national-number.other_sex")
    )
    assert check_national_number("29005170101236", Holder(date_of_birth=date(1990, 5, 17), sex="male"), ON) == Checked(
        "29005170101236"
    )


def test_passport_of_another_form_only_warns() -> None:
    assert check_passport("a١٢٣٤٥٦٧٨", NOBODY, ON) == Checked("A12345678")
    assert check_passport("12345678", NOBODY, ON) == Checked("12345678", warned=("eg-passport.form",))


@pytest.mark.parametrize("written", ["01012345678", "+201012345678", "0020 101 234 5678", "١٠١٢٣٤٥٦٧٨"])
def test_mobile_number_is_kept_with_the_code_of_the_country(written: str) -> None:
    assert check_mobile(written, NOBODY, ON) == Checked("+201012345678")


def test_mobile_number_of_no_network_warns_and_one_from_abroad_does_not() -> None:
    assert check_mobile("01312345678", NOBODY, ON) == Checked("01312345678", warned=("eg-mobile.form",))
    assert check_mobile("+35699123456", NOBODY, ON) == Checked("+35699123456")


def test_iban_is_refused_where_its_check_digits_do_not_fit() -> None:
    # 98 − (0019 0005 00000000263180002 1416 00 mod 97) = 38, the example of the register of IBANs.
    assert check_iban("EG38 0019 0005 0000 0000 2631 8000 2", NOBODY, ON) == Checked("EG380019000500000000263180002")
    assert check_iban("EG390019000500000000263180002", NOBODY, ON).refused == ("eg-iban.check_digits",)
    assert check_iban("EG38001900050000000026318000", NOBODY, ON).refused == ("eg-iban.form",)


def test_every_finding_that_a_check_makes_has_its_meaning() -> None:
    told = {rule.scheme: set(rule.findings) for rule in IDENTIFIER_RULES}

    assert {scheme: {key.partition(".")[0] for key in keys} for scheme, keys in told.items()} == {
        scheme: {scheme} for scheme in ("eg-national-number", "eg-passport", "eg-mobile", "eg-iban")
    }
