"""Outcomes, amounts, what is missing, exceptions and dates of an assessment."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from janua.rules import (
    AmountKind,
    Branch,
    ExceptionConflict,
    Missing,
    NoSuchProgramme,
    Outcome,
    Situation,
    assess,
    assess_all,
)
from janua.values import Period
from tests.rules.laws import ATTRIBUTES, HEAD, NUMBERS, SHARED, SOUND, ask, family, law_of, load, write

CONDITIONS = """
@condition("Act, s. 1")
def is_fit(claimant):
    return claimant.fit

@condition("Act, s. 2", if_not=BOARD_DECIDES)
def works(claimant):
    return claimant.days_worked > 10

@condition("Act, s. 3", if_not=NEEDS_WAIVER, waiver="the Director")
def is_citizen(claimant):
    return claimant.status == "citizen"

@amount("Act, s. 4", mark="A")
def payment(claimant, p):
    if claimant.wage > p.sound.limit:
        return up_to(p.sound.base)
    return p.sound.base
"""
GOOD: dict[str, Any] = {"fit": True, "days_worked": 20, "status": "citizen"}

OUTCOMES: dict[str, tuple[dict[str, Any], Outcome, int | None]] = {
    "all met": (GOOD, Outcome.ELIGIBLE, 1234),
    "one failed": ({**GOOD, "fit": False}, Outcome.NOT_ELIGIBLE, None),
    "one failed, another missing": ({"fit": False}, Outcome.NOT_ELIGIBLE, None),
    "one missing": ({"fit": True, "days_worked": 1}, Outcome.CANNOT_DECIDE, None),
    "a board": ({**GOOD, "days_worked": 1}, Outcome.BOARD_DECIDES, 1234),
    "a waiver": ({**GOOD, "status": "other"}, Outcome.NEEDS_WAIVER, 1234),
    "a board before a waiver": ({**GOOD, "days_worked": 1, "status": "other"}, Outcome.BOARD_DECIDES, 1234),
    "amount missing": ({**GOOD, "wage": None}, Outcome.CANNOT_DECIDE, None),
    "refused": ({**GOOD, "fit": {"status": "refused"}}, Outcome.CANNOT_DECIDE, None),
}


@pytest.mark.parametrize(("facts", "outcome", "amount"), OUTCOMES.values(), ids=list(OUTCOMES))
@pytest.mark.parametrize("trace", [True, False], ids=["traced", "plain"])
def test_assess_gives_outcome(
    tmp_path: Path, facts: dict[str, Any], outcome: Outcome, amount: int | None, trace: bool
) -> None:
    found = ask(law_of(tmp_path, CONDITIONS), family(facts), trace=trace)

    assert (found.outcome, found.amount) == (outcome, amount)


def test_assess_names_what_is_missing_and_its_register(tmp_path: Path) -> None:
    found = ask(law_of(tmp_path, CONDITIONS), family({"fit": {"status": "refused"}}))

    assert found.missing == (
        Missing("fit", "jobs", "anna", "refused"),
        Missing("days_worked", "jobs", "anna", "not known"),
        Missing("status", None, "anna", "not known"),
    )


def test_assess_evaluates_all_conditions(tmp_path: Path) -> None:
    found = ask(law_of(tmp_path, CONDITIONS), family({"fit": False, "days_worked": 1}))

    assert [(condition.key, condition.met, condition.citation) for condition in found.conditions] == [
        ("sound.is_fit", False, "Act, s. 1"),
        ("sound.works", False, "Act, s. 2"),
        ("sound.is_citizen", None, "Act, s. 3"),
    ]
    assert found.conditions[1].values == {"days_worked of anna": 1}


def test_assess_says_a_ceiling(tmp_path: Path) -> None:
    law = law_of(tmp_path, CONDITIONS)

    exact, ceiling = ask(law, family({**GOOD, "wage": "100.50"})), ask(law, family({**GOOD, "wage": "100.51"}))

    assert (exact.amount_kind, ceiling.amount_kind) == (AmountKind.EXACT, AmountKind.UP_TO)


def test_assess_finds_everything_that_an_expression_misses(tmp_path: Path) -> None:
    law = law_of(
        tmp_path,
        '@condition("Act")\ndef enough(children):\n    return sum(child.days_worked for child in children) * 2 > 10\n',
    )

    assert [(entry.attribute, entry.person) for entry in ask(law, family()).missing] == [
        ("days_worked", "child1"),
        ("days_worked", "child2"),
    ]


ALTERNATIVES = """
@alternative("Act, s. 1 (a)")
def by_work(claimant):
    return claimant.days_worked > 10

@alternative("Act, s. 1 (b)")
def by_status(claimant):
    return claimant.status == "citizen"

@condition("Act, s. 1")
def one_way(by_work, by_status):
    return any_of(by_work, by_status)
"""


@pytest.mark.parametrize(
    ("facts", "met", "ways"),
    [
        ({"days_worked": 11}, True, [True, None]),
        ({"status": "citizen", "days_worked": 1}, True, [False, True]),
        ({"status": "other"}, None, [None, False]),
        ({"status": "other", "days_worked": 1}, False, [False, False]),
    ],
)
def test_alternatives_are_decided_by_what_is_known(
    tmp_path: Path, facts: dict[str, Any], met: bool | None, ways: list[Any]
) -> None:
    (condition,) = ask(law_of(tmp_path, ALTERNATIVES), family(facts)).conditions

    assert condition.met is met
    assert [(way.met, way.citation) for way in condition.alternatives] == [
        (ways[0], "Act, s. 1 (a)"),
        (ways[1], "Act, s. 1 (b)"),
    ]


def sound(folder: Path, text: str = "") -> Any:
    return load(write(folder, sound=SOUND + text, shared=SHARED, sound_yaml=NUMBERS))


def test_exception_replaces_its_rule(tmp_path: Path) -> None:
    law = sound(tmp_path)
    born = family(more={"declared": {"started_by": "birth"}})

    assert (ask(law, family()).amount, ask(law, born).amount) == (1234 + 823, 2468 + 1645)
    assert [node.key for node in ask(law, born).explanation.nodes if node.kind == "exception"] == [
        "sound.rate_by_birth"
    ]


def test_two_true_exceptions_are_a_conflict(tmp_path: Path) -> None:
    law = sound(
        tmp_path,
        '\n\n@exception_to(rate, when=is_rich, citation="Act, s. 6")\n'
        "def rate_of_rich(p):\n    return p.sound.base * 3\n\n\n"
        '@rule("Act, s. 6")\ndef is_rich(claimant, p):\n    return claimant.wage > p.sound.limit\n',
    )
    situation = family({"wage": "200"}, more={"declared": {"started_by": "birth"}})

    with pytest.raises(ExceptionConflict, match=r"sound\.rate: rate_by_birth and rate_of_rich hold at once"):
        ask(law, situation)


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2020, 1, 1), 1667), (date(2024, 12, 31), 1667), (date(2025, 1, 1), 2057), (date(2026, 12, 31), 2057)],
)
def test_parameters_are_those_of_the_day(tmp_path: Path, on: date, amount: int) -> None:
    assert ask(sound(tmp_path), family(), on).amount == amount


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2019, 12, 31), Missing("sound.rate", None, None, "no value on the day", "rule")),
        (date(2027, 1, 1), Missing("p.sound.base", None, None, "no value on the day", "parameter")),
    ],
)
def test_a_day_without_law_cannot_be_decided(tmp_path: Path, on: date, missing: Missing) -> None:
    found = ask(sound(tmp_path), family(), on)

    assert (found.outcome, found.amount, found.missing) == (Outcome.CANNOT_DECIDE, None, (missing,))


def test_an_amended_rule_holds_from_its_day(tmp_path: Path) -> None:
    law = law_of(
        tmp_path,
        '@amount("Act", until="2025-06-30")\ndef payment(p):\n    return p.sound.base\n\n'
        '@amount("Amendment", since="2025-07-01")\ndef payment(p):\n    return p.sound.base * 2\n',
    )

    assert [ask(law, family(), day).amount for day in (date(2025, 6, 30), date(2025, 7, 1))] == [1234, 2468]


def test_eligibility_of_another_programme_is_a_condition(tmp_path: Path) -> None:
    supplement = (
        "from .sound import eligible as receives_the_first\n"
        + HEAD.replace('"P"', '"Q"')
        + '@condition("Act, s. 9")\ndef receives_it(receives_the_first):\n    return receives_the_first\n'
    )
    law = load(write(tmp_path, sound=HEAD + CONDITIONS, sound_yaml=NUMBERS, supplement=supplement))

    results = {
        name: [found.outcome for found in assess_all(law, family(facts), date(2026, 2, 3))]
        for name, facts in {"yes": GOOD, "no": {**GOOD, "fit": False}, "unknown": {"fit": True}}.items()
    }

    assert results == {
        "yes": [Outcome.ELIGIBLE, Outcome.ELIGIBLE],
        "no": [Outcome.NOT_ELIGIBLE, Outcome.NOT_ELIGIBLE],
        "unknown": [Outcome.CANNOT_DECIDE, Outcome.CANNOT_DECIDE],
    }


def test_period_and_days_are_told(tmp_path: Path) -> None:
    head = HEAD.replace("parameters=ON, period=WEEK", "parameters=PERIOD_FIRST, period=QUARTER")
    law = load(
        write(
            tmp_path,
            sound=head
            + '@condition("Act")\ndef is_before(applied_on, period):\n    return applied_on < period.first\n',
        )
    )

    found = assess(law, family(), "P", date(2026, 2, 3), applied_on=date(2025, 12, 31))
    later = assess(law, family(), "P", date(2026, 2, 3), period=Period(date(2026, 4, 1), date(2026, 6, 30)))

    assert (found.parameter_date, found.starts_on, found.outcome) == (
        date(2026, 1, 1),
        date(2026, 1, 1),
        Outcome.ELIGIBLE,
    )
    assert (later.parameter_date, later.applied_on, later.outcome) == (
        date(2026, 4, 1),
        date(2026, 2, 3),
        Outcome.ELIGIBLE,
    )


def test_an_event_that_is_not_known_is_missing(tmp_path: Path) -> None:
    head = HEAD.replace("parameters=ON, period=WEEK", "parameters=EVENT, period=ONCE")
    law = load(write(tmp_path, sound=head + '@condition("Act")\ndef born(event_on, on):\n    return event_on <= on\n'))

    unknown = ask(law, family())
    known = ask(law, family(more={"declared": {"event_on": "2026-01-02"}}))

    assert (unknown.outcome, unknown.missing) == (
        Outcome.CANNOT_DECIDE,
        (Missing("event_on", None, None, "not known"),),
    )
    assert (known.outcome, known.parameter_date, known.starts_on) == (
        Outcome.ELIGIBLE,
        date(2026, 1, 2),
        date(2026, 1, 2),
    )


def test_a_switch_changes_the_result(tmp_path: Path) -> None:
    text = '@condition("Act")\ndef way(p):\n    return p.sound.way == "another"\n'
    folder = write(tmp_path, sound=HEAD + text, sound_yaml=NUMBERS)

    outcomes = [ask(load(folder, switches), family()).outcome for switches in ({}, {"sound.way": "another"})]

    assert outcomes == [Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE]


def test_branches_reached_are_those_of_the_law(tmp_path: Path) -> None:
    law = law_of(tmp_path, CONDITIONS)
    reached = ask(law, family(GOOD)).branches | ask(law, family({**GOOD, "wage": "200"})).branches

    assert law.branches() - reached == {
        Branch("sound.is_fit", "", "not met"),
        Branch("sound.works", "", "not met"),
        Branch("sound.is_citizen", "", "not met"),
    }
    assert reached <= law.branches()


def test_unknown_programme_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NoSuchProgramme, match="no programme PP; did you mean P"):
        assess(sound(tmp_path), family(), "PP", date(2026, 1, 1))


def test_a_defaulted_series_is_known_to_be_empty(tmp_path: Path) -> None:
    law = law_of(tmp_path, '@condition("Act")\ndef idle(claimant, on):\n    return not held(claimant.jobs, on)\n')
    crossing = law_of(
        tmp_path,
        '@condition("Act")\ndef poor(claimant):\n    return total(claimant.income, calendar_year(2025)) == 0\n',
    )
    situation = family({"income": [{"value": "1", "starts_on": "2025-06-01", "ends_on": "2026-05-31"}]})

    assert ask(law, family()).outcome is Outcome.ELIGIBLE
    assert ask(crossing, situation).missing == (Missing("income", "revenue", "anna", "crosses the window"),)
    assert ask(crossing, family({"income": {"status": "not applicable"}})).outcome is Outcome.ELIGIBLE
    assert Situation.from_json(situation.to_json(), ATTRIBUTES).to_json() == situation.to_json()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("claimant.fit and claimant.status == 'citizen'", False),
        ("claimant.status == 'citizen' and claimant.fit", False),
        ("not claimant.fit or claimant.status == 'citizen'", True),
        ("claimant.status == 'citizen' or not claimant.fit", True),
        ("claimant.status == 'citizen' or claimant.fit", None),
        ("not claimant.fit and claimant.status == 'citizen'", None),
        ("claimant.status == 'citizen' and not claimant.fit", None),
        ("all_of(claimant.status == 'citizen', claimant.fit)", False),
        ("any(child.fit for child in children) or claimant.fit", None),
    ],
)
def test_what_is_known_settles_what_it_can(tmp_path: Path, expression: str, expected: bool | None) -> None:
    law = law_of(tmp_path, f'@condition("Act")\ndef settled(claimant, children):\n    return {expression}\n')

    (condition,) = ask(law, family({"fit": False})).conditions

    assert condition.met is expected


LATER = """
@condition("Act")
def holds():
    return True

@amount("Act", since="2025-01-01")
def payment(p):
    return p.sound.base
"""


def test_conditions_older_than_the_law_that_pays_make_nobody_eligible(tmp_path: Path) -> None:
    found = ask(law_of(tmp_path, LATER), family(), date(2024, 12, 31))

    assert (found.outcome, found.amount, found.amount_kind) == (Outcome.CANNOT_DECIDE, None, AmountKind.NONE)
    assert found.missing == (Missing("P", None, None, "no value on the day", "rule"),)


def test_eligibility_of_a_programme_not_yet_in_force_is_not_known(tmp_path: Path) -> None:
    other = (
        "from .sound import eligible as receives_it\n"
        + HEAD.replace('"P"', '"Q"')
        + '@condition("Act, s. 9")\ndef receives_the_first(receives_it):\n    return receives_it\n'
    )
    law = load(write(tmp_path, sound=HEAD + LATER, sound_yaml=NUMBERS, other=other))

    found = [assess(law, family(), "Q", day) for day in (date(2024, 12, 31), date(2025, 1, 1))]

    assert [(one.outcome, one.missing) for one in found] == [
        (Outcome.CANNOT_DECIDE, (Missing("sound.eligible", None, None, "no value on the day", "rule"),)),
        (Outcome.ELIGIBLE, ()),
    ]


@pytest.mark.parametrize(
    ("wages", "missing"),
    [
        ([{"value": "80"}, {"value": "90"}], (Missing("wage", "revenue", "anna", "several values on the day"),)),
        ([{"value": "80"}, {"value": "80.00"}], ()),
        ([{"value": "80"}, {"value": "90", "starts_on": "2026-01-01"}], ()),
    ],
)
def test_of_two_values_on_one_day_nobody_chooses(
    tmp_path: Path, wages: list[dict[str, str]], missing: tuple[Missing, ...]
) -> None:
    found = ask(law_of(tmp_path, CONDITIONS), family({**GOOD, "wage": wages}))

    assert found.missing == missing
