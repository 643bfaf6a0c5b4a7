"""Numbers of Trinidad and Tobago: what cannot be is refused, what is only unlikely is asked about again."""

from datetime import date

import pytest

from janua.countries.tt.identifiers import IDENTIFIER_RULES
from janua.pack.identifier_rules import Checked, Holder
from janua.values import Identifier

DAY = date(2026, 7, 1)
RULES = {rule.scheme: rule for rule in IDENTIFIER_RULES}


def _check(scheme: str, written: str, born: date | None = None) -> Checked:
    return RULES[scheme].check(written, Holder(date_of_birth=born), DAY)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("19560310123", Checked("19560310123")),
        (" 1956-0310-123 ", Checked("19560310123")),
        ("20110701001", Checked("20110701001")),
        ("20110702001", Checked("20110702001", refused=("tt-national-id.under_15",))),
        ("20260702001", Checked("20260702001", refused=("tt-national-id.future",))),
        ("19560230123", Checked("19560230123", refused=("tt-national-id.no_day",))),
        ("1956031012", Checked("1956031012", refused=("tt-national-id.form",))),
        ("195603101234", Checked("195603101234", refused=("tt-national-id.form",))),
        ("1956031012A", Checked("1956031012A", refused=("tt-national-id.form",))),
        ("19110630123", Checked("19110630123")),
        ("19100630123", Checked("19100630123", warned=("tt-national-id.very_old",))),
    ],
)
def test_national_id_is_a_day_of_birth_and_three_digits(written: str, expected: Checked) -> None:
    assert _check("tt-national-id", written) == expected


def test_national_id_takes_no_other_digits() -> None:
    assert _check("tt-national-id", "١٩٥٦٠٣١٠١٢٣").refused == ("tt-national-id.form",)


@pytest.mark.parametrize(
    ("written", "born", "refused", "warned"),
    [
        ("19390310123", date(1939, 3, 10), (), ()),
        ("19930310123", date(1939, 3, 10), (), ("other_birth", "transposed")),
        ("19390310123", date(1947, 8, 2), (), ("other_birth",)),
        ("19391310123", date(1931, 3, 10), ("no_day",), ()),
        ("19560130123", date(1956, 1, 3), (), ("other_birth", "transposed")),
        ("19651032123", date(1965, 10, 23), ("no_day",), ("transposed",)),
    ],
)
def test_national_id_is_compared_with_the_record_and_never_corrected(
    written: str, born: date, refused: tuple[str, ...], warned: tuple[str, ...]
) -> None:
    assert _check("tt-national-id", written, born) == Checked(
        written,
        refused=tuple(f"tt-national-id.{one}" for one in refused),
        warned=tuple(f"tt-national-id.{one}" for one in warned),
    )


@pytest.mark.parametrize(
    ("scheme", "written", "value", "warned"),
    [
        ("tt-nis", "123456789", "123456789", ()),
        ("tt-nis", "12345678", "12345678", ("tt-nis.form",)),
        ("tt-bir", "1234567890", "1234567890", ()),
        ("tt-bir", "12345678901", "12345678901", ("tt-bir.form",)),
        ("tt-passport", "t 1234567", "T1234567", ()),
        ("tt-passport", "1234567", "1234567", ("tt-passport.form",)),
        ("tt-bank-account", "0012 3456 7890", "001234567890", ()),
        ("tt-bank-account", "TT12ABCD", "TT12ABCD", ("tt-bank-account.form",)),
        ("tt-birth-pin", "ab-12 34", "AB1234", ()),
        ("tt-telephone", "(868) 612-3456", "+18686123456", ()),
        ("tt-telephone", "612 3456", "+18686123456", ()),
        ("tt-telephone", "+1 868 112 3456", "+18681123456", ("tt-telephone.form",)),
        ("tt-telephone", "+44 20 7946 0000", "+442079460000", ()),
        ("tt-telephone", "12345", "12345", ("tt-telephone.form",)),
    ],
)
def test_other_numbers_only_warn(scheme: str, written: str, value: str, warned: tuple[str, ...]) -> None:
    assert _check(scheme, written) == Checked(value, warned=warned)


def test_every_finding_is_announced_and_every_scheme_is_one() -> None:
    for rule in IDENTIFIER_RULES:
        assert all(key.startswith(f"{rule.scheme}.") for key in rule.findings)
        assert Identifier(rule.scheme, "1").scheme == rule.scheme
        assert set(rule.names) == {"en"}
    assert len(RULES) == len(IDENTIFIER_RULES)
