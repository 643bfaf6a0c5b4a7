"""What an adversary tried against the engine: stale proofs, the calendar's ends, widths on the way to a quotient."""

from pathlib import Path
from typing import Any

import pytest

from janua.rules import LawErrors
from tests.rules.laws import family, law_of, value_of

STALE = {
    "assigned again": "    if n > 0:\n        n = n - 5\n        return round_half_up(100 / n, to=1)\n    return 0",
    "assigned in a branch": (
        "    if n > 0:\n        if claimant.fit:\n            n = n - 5\n"
        "        return round_half_up(100 / n, to=1)\n    return 0"
    ),
}


@pytest.mark.parametrize("body", STALE.values(), ids=STALE)
def test_a_divisor_assigned_anew_is_proved_anew(tmp_path: Path, body: str) -> None:
    with pytest.raises(LawErrors, match="the divisor may be zero"):
        value_of(tmp_path, f"n = claimant.days_worked\n{body}", family({"days_worked": 5, "fit": True}))


def test_a_variable_of_the_same_name_is_proved_anew(tmp_path: Path) -> None:
    body = (
        "return sum((sum(round_half_up(10 / child.days_worked, to=1) for child in everybody)"
        " if child.days_worked > 0 else 0) for child in children)"
    )

    with pytest.raises(LawErrors, match="the divisor may be zero"):
        value_of(tmp_path, body, family(), arguments="children, everybody")


EDGES: dict[str, tuple[str, Any]] = {
    "month 13": ("return day(2026, month_of(on) + 11, 1)", "2027-01-01"),
    "year 0": ("return calendar_year(claimant.days_worked - 1).first", "0001-01-01"),
    "year 1000000": ("return calendar_year(claimant.days_worked * 1000000).last", "9999-12-31"),
    "weeks past the end": (
        "return count(w for w in weeks(window(day(9999, 12, 1), on), 13) if w.first <= day(9999, 12, 31))",
        13,
    ),
    "months past the end": ("return months(claimant.resident, window(day(9999, 1, 1), day(9999, 12, 31)))", 11),
    "months of the end": ("return count(m for m in months_of(window(day(9999, 1, 1), day(9999, 12, 31))))", 12),
}


@pytest.mark.parametrize(("body", "value"), EDGES.values(), ids=EDGES)
def test_the_calendar_ends_without_a_fault(tmp_path: Path, body: str, value: Any) -> None:
    facts = {"days_worked": 1, "resident": True}

    assert value_of(tmp_path, body, family(facts), arguments="claimant, on") == value


def test_the_width_of_a_rounding_holds_twice_its_numerator(tmp_path: Path) -> None:
    close = "round_half_up(claimant.days_worked * 9000000000000 / 3, to=1)"
    law = law_of(
        tmp_path,
        f'@rule("Act")\ndef close(claimant):\n    return {close}\n\n'
        '@condition("Act")\ndef holds(close):\n    return close > 0\n',
    )

    assert [version.bits for version in law.rules["sound.close"]] == [128]
