"""A reform takes the place of what it names and leaves everything else."""

from datetime import date
from pathlib import Path

import pytest

from janua.rules import LawErrors, Outcome, Situation, assess, load_law
from janua.rules.overlay import overlaid_text
from tests.rules.laws import ATTRIBUTES, home

_LAW = '''"""Help."""
from janua.rules.language import CENT, EUR, PERIOD_FIRST, WEEK, amount, condition, programme, round_half_up

programme("XX-HELP", unit="home", parameters=PERIOD_FIRST, period=WEEK, currency=EUR, citation="Act 1")


@condition("Act 1, s. 1")
def is_fit(claimant):
    """The claimant is fit."""
    return claimant.fit


@amount("Act 1, s. 2")
def help(p):
    """The weekly help."""
    return p.help.weekly
'''
_NUMBERS = """
weekly:
  meaning: What is paid a week
  type: money
  unit: EUR per week
  values:
    - {from: 2020-01-01, value: "10", citation: Act 1, mark: S}
    - {from: 2027-01-01, value: "12", citation: Act 1, mark: S}
"""
_MORE = """
weekly:
  values:
    - {from: 2026-03-01, value: "15", citation: Bill 7, mark: A}
"""
_RULE = '''"""A reform."""
from janua.rules.language import amount, condition


@condition("Bill 7, s. 1", since="2026-03-01")
def is_fit(claimant):
    """The claimant is fit or not: it no longer matters."""
    return claimant.fit or not claimant.fit
'''


def _folder(place: Path, name: str, **files: str) -> Path:
    folder = place / name
    folder.mkdir()
    for file, text in files.items():
        (folder / file.replace("_dot_", ".")).write_text(text)
    return folder


def _paid(place: Path, overlay: Path | None, on: date, *, fit: bool = True) -> tuple[Outcome, int | None]:
    law = load_law(place, attributes=ATTRIBUTES, units=(home,), overlay=overlay)
    document = {"persons": {"anna": {"fit": fit}}, "relationships": [], "claimant": "anna"}
    found = assess(law, Situation.from_json(document, ATTRIBUTES), "XX-HELP", on)
    return found.outcome, found.amount


def test_new_value_stands_from_its_day_until_the_next_of_the_law(tmp_path: Path) -> None:
    law = _folder(tmp_path, "law", help_dot_py=_LAW, help_dot_yaml=_NUMBERS)
    reform = _folder(tmp_path, "reform", help_dot_yaml=_MORE)

    days = (date(2026, 2, 2), date(2026, 3, 2), date(2027, 1, 4))
    assert [_paid(law, None, day)[1] for day in days] == [1000, 1000, 1200]
    assert [_paid(law, reform, day)[1] for day in days] == [1000, 1500, 1200]


def test_new_rule_ends_the_old_one_the_day_before(tmp_path: Path) -> None:
    law = _folder(tmp_path, "law", help_dot_py=_LAW, help_dot_yaml=_NUMBERS)
    reform = _folder(tmp_path, "reform", help_dot_py=_RULE)

    assert _paid(law, reform, date(2026, 2, 2), fit=False) == (Outcome.NOT_ELIGIBLE, None)
    assert _paid(law, reform, date(2026, 3, 2), fit=False) == (Outcome.ELIGIBLE, 1000)


def test_rule_without_a_day_takes_the_place_altogether(tmp_path: Path) -> None:
    law = _folder(tmp_path, "law", help_dot_py=_LAW, help_dot_yaml=_NUMBERS)
    reform = _folder(tmp_path, "reform", help_dot_py=_RULE.replace(', since="2026-03-01"', ""))

    assert _paid(law, reform, date(2021, 2, 1), fit=False) == (Outcome.ELIGIBLE, 1000)


def test_reform_is_another_law(tmp_path: Path) -> None:
    law = _folder(tmp_path, "law", help_dot_py=_LAW, help_dot_yaml=_NUMBERS)
    reform = _folder(tmp_path, "reform", help_dot_yaml=_MORE)

    hashes = {load_law(law, attributes=ATTRIBUTES, units=(home,), overlay=overlay).hash for overlay in (None, reform)}
    assert len(hashes) == 2


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("help_dot_py", _RULE.replace("@condition", "@amount"), "is an amount here and a condition in the law"),
        ("help_dot_yaml", _MORE.replace('"15"', "fifteen"), "help.weekly"),
        ("help_dot_yaml", _MORE.replace("2026-03-01", "soon"), "cannot be laid over it"),
        ("help_dot_yaml", "weekly: [", "this is no YAML"),
        ("help_dot_yaml", _MORE.replace("weekly", "monthly"), "help.monthly"),
    ],
)
def test_reform_that_does_not_fit_is_refused(tmp_path: Path, file: str, text: str, told: str) -> None:
    law = _folder(tmp_path, "law", help_dot_py=_LAW, help_dot_yaml=_NUMBERS)
    reform = _folder(tmp_path, "reform", **{file: text})

    with pytest.raises(LawErrors) as refused:
        load_law(law, attributes=ATTRIBUTES, units=(home,), overlay=reform)
    assert told in str(refused.value)


def test_text_laid_over_gives_the_same_law(tmp_path: Path) -> None:
    reform = _folder(tmp_path, "reform", help_dot_yaml=_MORE)
    law = _folder(tmp_path, "law", help_dot_py=_LAW, help_dot_yaml=_NUMBERS)
    kept = _folder(tmp_path, "kept", help_dot_py=_LAW, help_dot_yaml=overlaid_text(_NUMBERS, _MORE))

    days = (date(2026, 2, 2), date(2026, 3, 2), date(2027, 1, 4))
    assert [_paid(kept, None, day) for day in days] == [_paid(law, reform, day) for day in days]
