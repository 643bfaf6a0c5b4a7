"""Numbers of Ukraine: what cannot be is refused, what is only unlikely is asked about again."""

from datetime import date

import pytest

from janua.countries.ua.identifiers import IDENTIFIER_RULES
from janua.countries.ua.pack import COUNTRY
from janua.pack.identifier_rules import Checked, Holder
from janua.values import Identifier

DAY = date(2026, 3, 1)
RULES = {rule.scheme: rule for rule in IDENTIFIER_RULES}


def _check(scheme: str, written: str, holder: Holder | None = None) -> Checked:
    return RULES[scheme].check(written, holder or Holder(), DAY)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1759013776", Checked("1759013776")),
        ("3184710691", Checked("3184710691")),
        (" 33009 1234 7 ", Checked("3300912347")),
        ("3658404120", Checked("3658404120")),
        ("1759013770", Checked("1759013770", refused=("ua-rnokpp.check",))),
        ("175901377", Checked("175901377", refused=("ua-rnokpp.form",))),
        ("17590137761", Checked("17590137761", refused=("ua-rnokpp.form",))),
        ("٣٣٠٠٩١٢٣٤٧", Checked("٣٣٠٠٩١٢٣٤٧", refused=("ua-rnokpp.form",))),
        ("0000000000", Checked("0000000000", refused=("ua-rnokpp.no_day",))),
        ("9999900007", Checked("9999900007", refused=("ua-rnokpp.future",))),
    ],
)
def test_rnokpp_has_ten_digits_of_which_the_last_follows(written: str, expected: Checked) -> None:
    assert _check("ua-rnokpp", written) == expected


def test_rnokpp_tells_the_day_of_birth_and_the_sex() -> None:
    assert _check("ua-rnokpp", "3300912347", Holder(date_of_birth=date(1990, 5, 17), sex="female")).warned == ()
    assert _check("ua-rnokpp", "3300912353", Holder(date_of_birth=date(1990, 5, 17), sex="male")).warned == ()
    assert _check("ua-rnokpp", "3658404120", Holder(date_of_birth=date(2000, 2, 29), sex="female")).warned == ()
    assert _check("ua-rnokpp", "3300912347", Holder(date_of_birth=date(1990, 5, 18), sex="male")).warned == (
        "ua-rnokpp.other_birth",
        "ua-rnokpp.other_sex",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("19900517-01232", Checked("19900517-01232")),
        ("2000022999995", Checked("20000229-99995")),
        ("19900517-01233", Checked("19900517-01233", refused=("ua-unzr.check",))),
        ("19900517-0123", Checked("19900517-0123", refused=("ua-unzr.form",))),
        ("19900230-01232", Checked("19900230-01232", refused=("ua-unzr.no_day",))),
        ("20260302-01233", Checked("20260302-01233", refused=("ua-unzr.future",))),
        ("19900517-00006", Checked("19900517-00006", refused=("ua-unzr.number",))),
    ],
)
def test_unzr_is_a_day_and_a_number_with_check(written: str, expected: Checked) -> None:
    assert _check("ua-unzr", written) == expected


def test_unzr_of_another_birth_only_warns() -> None:
    holder = Holder(date_of_birth=date(1990, 5, 18))

    assert _check("ua-unzr", "19900517-01232", holder) == Checked("19900517-01232", warned=("ua-unzr.other_birth",))


@pytest.mark.parametrize("written", ["00032129", "14360570", "32855961", "37567866"])
def test_edrpou_of_known_enterprises_fits(written: str) -> None:
    assert _check("ua-edrpou", written) == Checked(written)


def test_edrpou_that_does_not_fit_is_refused() -> None:
    assert _check("ua-edrpou", "00032128").refused == ("ua-edrpou.check",)
    assert _check("ua-edrpou", "3285596").refused == ("ua-edrpou.form",)


def test_edrpou_is_weighed_again_where_the_first_sum_leaves_ten() -> None:
    assert 7 * 3 + 1 * 0 + 2 * 0 + 3 * 0 + 4 * 0 + 5 * 0 + 6 * 0 == 21  # leaves ten of eleven
    assert (9 * 3) % 11 == 5
    assert _check("ua-edrpou", "30000005").refused == ()
    assert _check("ua-edrpou", "30000000").refused == ("ua-edrpou.check",)


@pytest.mark.parametrize(
    "written",
    [
        "UA213223130000026007233566001",
        "ua71 3004 6500 0002 6201 2345 6789 0",
        "UA923052990000026001234567891",
    ],
)
def test_iban_fits_modulo_97(written: str) -> None:
    assert _check("ua-iban", written) == Checked(written.replace(" ", "").upper())


def test_iban_that_does_not_fit_is_refused() -> None:
    assert _check("ua-iban", "UA223223130000026007233566001").refused == ("ua-iban.check",)
    assert _check("ua-iban", "MT84MALT011000012345MTLCAST001S").refused == ("ua-iban.form",)


@pytest.mark.parametrize(
    ("scheme", "written", "expected"),
    [
        ("ua-passport", "мт 123456", Checked("МТ123456")),
        ("ua-passport", "MT123456", Checked("МТ123456")),
        ("ua-passport", "МТ12345", Checked("МТ12345", warned=("ua-passport.form",))),
        ("ua-id-card", "123456789", Checked("123456789")),
        ("ua-id-card", "12345678", Checked("12345678", warned=("ua-id-card.form",))),
        ("ua-idp-certificate", "1234-0123456789", Checked("1234-0123456789")),
        ("ua-idp-certificate", "12340123456789", Checked("12340123456789", warned=("ua-idp-certificate.form",))),
        ("ua-birth-certificate", "1-ФП 123456", Checked("1-ФП123456")),
        ("ua-birth-certificate", "123456", Checked("123456", warned=("ua-birth-certificate.form",))),
        ("ua-katottg", "UA80000000000093317", Checked("UA80000000000093317")),
        ("ua-katottg", "8000000000", Checked("8000000000", warned=("ua-katottg.form",))),
        ("ua-telephone", "067 123-45-67", Checked("+380671234567")),
        ("ua-telephone", "+380671234567", Checked("+380671234567")),
        ("ua-telephone", "+35699123456", Checked("+35699123456")),
        ("ua-telephone", "1234", Checked("1234", warned=("ua-telephone.form",))),
    ],
)
def test_forms_from_general_knowledge_only_warn(scheme: str, written: str, expected: Checked) -> None:
    assert _check(scheme, written) == expected


def test_schemes_are_schemes_and_have_names_in_both_languages() -> None:
    assert [str(Identifier(rule.scheme, "1")) for rule in IDENTIFIER_RULES] == [f"{scheme}:1" for scheme in RULES]
    assert {scheme: set(rule.names) for scheme, rule in RULES.items()} == {scheme: {"en", "uk"} for scheme in RULES}
    assert COUNTRY.identifier_rules == IDENTIFIER_RULES
