"""`janua calculate` and `law show`: whatever is written, one clear line and status 2, never a traceback or a hang."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from janua.cli.main import main


def _last_line(text: str | bytes, on: str = "2026-01-01") -> tuple[int, str, str]:
    found = CliRunner().invoke(main, ["calculate", "--country", "mt", "--on", on, "-"], input=text)
    return found.exit_code, found.stdout, found.stderr.splitlines()[-1] if found.stderr else ""


def _of_anna(attribute: str, value: Any) -> str:
    return json.dumps({"persons": {"anna": {attribute: value}}, "claimant": "anna"})


def _children(number: int) -> str:
    names = [f"child {place}" for place in range(number)]
    anna = {"citizenship": "MT", "resident_in_malta": True, "employment_income": []}
    return json.dumps(
        {
            "persons": {"anna": anna, **{name: {"date_of_birth": "2015-01-01"} for name in names}},
            "relationships": [{"of": "anna", "to": name, "kind": "parent"} for name in names],
            "claimant": "anna",
        }
    )


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "nested without end": ("[" * 100_000, "<stdin> is no situation: it is nested too deeply"),
    "not UTF-8": (
        b"\xff",
        "<stdin> is no JSON: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
    "half a character": (
        '{"persons": {"a\\ud800": {}}, "claimant": "a\\ud800"}',
        "<stdin> is no JSON: 'utf-8' codec can't encode character '\\ud800' in position 15: surrogates not allowed",
    ),
    "a name twice": (
        '{"persons": {"a": {"sex": "male", "sex": "female"}}, "claimant": "a"}',
        "<stdin> is no JSON: 'sex' stands twice in one object",
    ),
    "no number of JSON": (
        '{"persons": {"a": {"previous_weekly_wage": NaN}}, "claimant": "a"}',
        "<stdin> is no JSON: NaN is no number of JSON",
    ),
    "a number longer than memory": (
        _of_anna("previous_weekly_wage", "1e99999999999"),
        'persons.anna.previous_weekly_wage: \'1e99999999999\' is no number; write like "24.08" or "2/37"',
    ),
    "a share longer than memory": (
        json.dumps(
            {
                "persons": {"a": {}, "b": {}},
                "relationships": [{"of": "a", "to": "b", "kind": "parent", "share": "1e-99999999999"}],
                "claimant": "a",
            }
        ),
        "relationships[0]: '1e-99999999999' is no share; write like \"1/2\"",
    ),
    "a word without end": (
        _of_anna("citizenship", "M" * 10_000_000),
        f"persons.anna.citizenship: '{'M' * 27}...{'M' * 28}' is not among its choices",
    ),
    "a day as a number": (
        _of_anna("date_of_birth", 20200101),
        "persons.anna.date_of_birth: 20200101 is no day; write like 2026-01-31",
    ),
    "no day where one stands": (
        _of_anna("citizenship", [{"value": "MT", "starts_on": 0}]),
        "persons.anna.citizenship: 0 is no day; write like 2026-01-31",
    ),
    "a source that is no text": (
        _of_anna("citizenship", [{"value": "MT", "ref": {}}]),
        "persons.anna.citizenship: ref {} is no text",
    ),
    "an item that is no text": (
        _of_anna("employment_income", [{"value": "1", "item": []}]),
        "persons.anna.employment_income: item [] is no text",
    ),
    "a value and a status": (
        _of_anna("sex", {"value": "male", "status": "refused"}),
        "persons.anna.sex: has the value 'male' and is refused; write one of them",
    ),
    "a name of two lines": (
        '{"persons": {"a\\nb": {"sexx": "male"}}, "claimant": "a\\nb"}',
        "persons.a\\nb: no attribute 'sexx' of a person; did you mean sex?",
    ),
    "an event outside the calendar": (
        '{"persons": {"a": {}}, "claimant": "a", "declared": {"event_on": "9999-12-31"}}',
        "declared: '9999-12-31' is outside the declared limits",
    ),
    "more entries than the law counts": (
        _of_anna("employment_income", [{"value": "1"}] * 1_001),
        "persons.anna.employment_income: has 1001 entries; the law counts 1000 at most",
    ),
    "more children than the law counts": (
        _children(65),
        "unit working_family: children has 65 members; the law counts 64 at most",
    ),
    "more persons than any household": (
        json.dumps({"persons": {str(number): {} for number in range(1_001)}, "claimant": "1"}),
        "persons: 1001 of them; one situation has 1000 at most",
    ),
}


@pytest.mark.parametrize(("text", "told"), HOSTILE.values(), ids=HOSTILE)
def test_calculate_refuses_what_is_hostile_in_one_line(text: str | bytes, told: str) -> None:
    assert _last_line(text) == (2, "", f"Error: {told}")


def test_calculate_counts_as_many_children_as_the_law_allows() -> None:
    status, _, told = _last_line(_children(64))

    assert (status, told) == (0, "")


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("9999-12-31", "9999-12-31 lies outside the calendar of the law, 1850-01-01 to 2150-04-14"),
        ("1849-12-31", "1849-12-31 lies outside the calendar of the law, 1850-01-01 to 2150-04-14"),
        ("20260101", "'20260101' is no day; write like 2026-01-31"),
        ("2026-02-30", "'2026-02-30' is no day; write like 2026-01-31"),
    ],
)
def test_commands_refuse_a_day_that_law_has_not(on: str, told: str) -> None:
    shown = CliRunner().invoke(main, ["law", "show", "MT-CA", "--on", on])

    assert _last_line("{}", on) == (2, "", f"Error: Invalid value for '--on': {told}")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.splitlines()[-1] == f"Error: Invalid value for '--on': {told}"


@pytest.mark.parametrize("on", ["1850-01-01", "2150-04-14"])
def test_calculate_answers_on_the_first_and_the_last_day_of_the_calendar(on: str) -> None:
    status, _, told = _last_line(_of_anna("date_of_birth", "1990-01-01"), on)

    assert (status, told) == (0, "")
