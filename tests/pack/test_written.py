"""The numbers of law as a lawyer reads them."""

from datetime import date

from janua.countries.mt.pack import COUNTRY
from janua.pack.written import as_text


def _text(name: str, on: date) -> str:
    dated = COUNTRY.law.parameter_on(name, on)
    assert dated is not None
    return as_text(COUNTRY.law.parameters[name], dated)


def test_as_text_writes_each_kind_of_number() -> None:
    day = date(2026, 1, 1)

    assert _text("childrens_allowance.income_ceiling", day) == "EUR 30,000.00 per year"
    assert _text("childrens_allowance.rate", day) == "0.065"
    assert _text("childrens_allowance.child_age", day) == "16 years"
    assert _text("childrens_allowance.mid_quarter_change", day) == "weeks"
    assert _text("birth_bonus.first_day", day) == "2020-01-01"
    assert _text("birth_bonus.by_order", day) == "1: EUR 1,000.00; 2: EUR 1,500.00; 3+: EUR 2,000.00"
    assert _text("unemployment_benefit.share_by_day", day) == "1–36: 0.6; 37–96: 0.55; 97–156: 0.5"
    assert _text("shared.european_union", day).startswith("AT, BE, BG")
    assert _text("childrens_allowance.income_ceiling", date(2019, 5, 1)) == "not known"
