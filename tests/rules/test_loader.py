"""Every fault of a law is found when it is loaded, and its message says where it stands and what to write instead.

Each case is a mutation of a sound law: one piece of its text is replaced, and exactly this must be reported.
"""

from pathlib import Path

import pytest

from janua.rules import LawErrors
from tests.rules.laws import NUMBERS, SHARED, SOUND, faults, law_of, load, mutated, write


def test_load_accepts_a_sound_law(tmp_path: Path) -> None:
    assert faults(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS)) == []


MUTATIONS = {
    "python": (
        "return 0\n",
        "return 0 0\n",
        "sound.py:17: this is no Python: invalid syntax. Write instead: valid Python.",
    ),
    "statement at the top": (
        '"""A sound law."""',
        "x = 1",
        "sound.py:1: a law file holds no assign at its top. "
        "Write instead: imports, programme(…) and decorated functions.",
    ),
    "bare value": ('"""A sound law."""', "1", "sound.py:1: a bare value says nothing. Write instead: a docstring."),
    "import of Python": (
        "from .shared import is_grown_on",
        "from os import path",
        "sound.py:3: law imports nothing of Python. "
        "Write instead: from janua.rules.language import … or from .other_law_file import ….",
    ),
    "unknown word": (
        "import CENT, EUR",
        "import CENTS, EUR",
        "sound.py:2: the law language has no word CENTS; did you mean CENT? "
        "Write instead: a word of docs/rules-language.md.",
    ),
    "unknown import": (
        "import is_grown_on",
        "import is_grown_up",
        "sound.py:3: there is no shared.is_grown_up; did you mean is_grown_on? Write instead: a rule defined there.",
    ),
    "programme lacks a word": (
        ', citation="Act", title="Sound")',
        ")",
        "sound.py:5: programme(…) lacks or has too many words. "
        'Write instead: programme("CODE", unit=…, parameters=…, period=…, currency=…, citation=…, title=…).',
    ),
    "unknown period": (
        "period=WEEK",
        "period=FORTNIGHT",
        "sound.py:5: FORTNIGHT is not known here. Write instead: DAY or WEEK or MONTH or QUARTER or YEAR or ONCE.",
    ),
    "no currency": ("currency=EUR", "currency=Euro", "sound.py:5: Euro is no currency. Write instead: EUR."),
    "unknown unit": (
        'unit="home"',
        'unit="hime"',
        "sound.py:5: there is no unit hime; did you mean home? Write instead: home or alone.",
    ),
    "no decorator": (
        '@rule("Act, s. 3")\ndef by_birth',
        "def by_birth",
        'sound.py:26: by_birth has no decorator of law. Write instead: @rule("citation"), @condition(…) or @amount(…).',
    ),
    "unknown decorator": (
        '@rule("Act, s. 3")',
        '@rules("Act, s. 3")',
        "sound.py:26: @rules is no decorator of law; did you mean rule? "
        "Write instead: @alternative, @amount, @condition, @exception_to, @rule.",
    ),
    "unknown word of a decorator": (
        '@rule("Act, s. 3")',
        '@rule("Act, s. 3", from_="2020-01-01")',
        "sound.py:26: @rule has no from_=. Write instead: citation=, mark=, of=, since=, until=.",
    ),
    "no citation": (
        '@rule("Act, s. 3")',
        "@rule()",
        'sound.py:26: by_birth cites no law. Write instead: @rule("Act, article").',
    ),
    "unknown mark": (
        '@rule("Act, s. 3")',
        '@rule("Act, s. 3", mark="X")',
        "sound.py:26: 'X' is not among S, N, D, G, A. Write instead: \"S\".",
    ),
    "no day": ('since="2020-01-01"', 'since="2020"', 'sound.py:14: this is no day. Write instead: "2026-01-01".'),
    "ends before it begins": (
        'since="2020-01-01"',
        'since="2020-01-01", until="2019-12-31"',
        "sound.py:14: rate ends before it begins. Write instead: until= on or after since=.",
    ),
    "condition of a person": (
        '@condition("Act, s. 1")',
        '@condition("Act, s. 1", of=PERSON)',
        "sound.py:8: a condition is of the unit, not of a person. "
        "Write instead: a @rule(of=PERSON), and say here how persons count.",
    ),
    "waiver of nobody": (
        '@condition("Act, s. 1")',
        '@condition("Act, s. 1", if_not=NEEDS_WAIVER)',
        'sound.py:8: is_grown does not say whose waiver. Write instead: waiver="the Director".',
    ),
    "annotation": (
        "when: Date",
        "when: int",
        "shared.py:5: when is given as no type of law. Write instead: one of Count, Date, Money, Rate, Window.",
    ),
    "default of an argument": (
        "def by_birth(started_by)",
        "def by_birth(started_by=1)",
        "sound.py:27: arguments are plain names of what the rule needs. Write instead: def by_birth(income, p).",
    ),
    "two versions on one day": (
        "def by_birth",
        "def rate",
        "sound.py:27: two rules rate are in force on 2020-01-01 (the other is in line 15). "
        "Write instead: since= and until= that do not overlap.",
    ),
    "two amounts": (
        '@rule("Act, s. 3")',
        '@amount("Act, s. 3")',
        "sound.py:32: two amounts are in force on 0001-01-01: by_birth and payment. "
        "Write instead: one amount that adds them.",
    ),
    "exception to nothing": (
        "@exception_to(rate,",
        "@exception_to(rates,",
        "sound.py:22: there is no rule rates here; did you mean rate? Write instead: a rule of this file.",
    ),
    "exception without case": (
        ", when=by_birth",
        "",
        "sound.py:21: an exception names its rule and its case. "
        "Write instead: @exception_to(rule, when=yes_no_rule, citation=…).",
    ),
    "exception on no question": (
        "when=by_birth",
        "when=days_of_rest",
        "sound.py:22: rate_by_birth needs days_of_rest, which is no rule, role or attribute; "
        "did you mean days_worked? "
        "Write instead: a rule, a role of the unit, an attribute (declared in attributes.py, or given by the unit), p, "
        "period, on, applied_on or event_on.",
    ),
    "exception of another type": (
        "return p.sound.base * 2",
        "return by_birth",
        "sound.py:23: by_birth is used but not asked for. "
        "Write instead: by_birth among the arguments of rate_by_birth.",
    ),
    "a name that is taken": (
        "def by_birth",
        "def wage",
        "sound.py:27: wage is an attribute already. Write instead: another name.",
    ),
    "condition of no programme": (
        '@rule("Act, s. 1", of=PERSON)',
        '@condition("Act, s. 1")',
        "shared.py:5: is_grown_on is a condition of no programme. Write instead: @rule(…), or programme(…) at the top.",
    ),
    "imported and defined": (
        "def by_birth",
        "def is_grown_on",
        "sound.py:27: is_grown_on is imported and defined. Write instead: another name, or `import … as`.",
    ),
    "cycle": (
        "def by_birth(started_by)",
        "def by_birth(started_by, payment)",
        "sound.py:32: rules need each other in a circle: sound.rate → sound.by_birth → sound.payment → sound.rate. "
        "Write instead: one of them without the other.",
    ),
    "missing branch": (
        "        return 0\n    return p.sound.base\n\n\n@exc",
        "        return 0\n\n\n@exc",
        "sound.py:16: rate does not return on every path: a missing branch. Write instead: return on every path.",
    ),
    "amount never rounded": (
        'round_half_up(shared, to=CENT, place="children")',
        "shared",
        "sound.py:32: payment is never rounded. Write instead: round_half_up(…, to=CENT) where the law rounds.",
    ),
    "amount of another period": (
        "return rate + round_half_up",
        "return per(MONTH, rate) + round_half_up",
        "sound.py:34: cannot add EUR per month and EUR per week. "
        "Write instead: per(PERIOD, …) where the law changes the period.",
    ),
    "amount for another period": (
        "period=WEEK",
        "period=MONTH",
        "sound.py:32: payment is EUR per week in a programme paid per month. Write instead: per(MONTH, …).",
    ),
    "amount in another currency": (
        "currency=EUR",
        "currency=USD",
        "sound.py:32: payment gives EUR per week, not money in USD. Write instead: an amount in USD.",
    ),
    "parameter begins too late": (
        'since="2020-01-01"',
        'since="2019-01-01"',
        "sound.py:15: rate is in force from 2019-01-01, but p.sound.base has no value before 2020-01-01. "
        'Write instead: since="2020-01-01", an earlier value, or a stated gap (value: null).',
    ),
    "no such parameter": (
        "p.sound.limit",
        "p.sound.limits",
        "sound.py:16: there is no parameter p.sound.limits; did you mean sound.limit? "
        "Write instead: p.<file>.<name> of a yaml beside the law.",
    ),
    "role that the unit has not": (
        'unit="home"',
        'unit="alone"',
        "sound.py:32: payment uses children, which unit alone of P has not. "
        "Write instead: a role or fact of unit alone, or another unit=.",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), MUTATIONS.values(), ids=list(MUTATIONS))
def test_load_reports_a_mutation(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in mutated(tmp_path, old, new)


def test_load_reports_every_fault_at_once(tmp_path: Path) -> None:
    text = SOUND.replace("p.sound.limit", "p.sound.limits") + "\n\n@rule('Act')\ndef planted():\n    return 0.5\n"

    assert len(faults(write(tmp_path, sound=text, shared=SHARED, sound_yaml=NUMBERS))) == 2


def test_load_reports_two_exceptions_for_one_case(tmp_path: Path) -> None:
    again = (
        '\n\n@exception_to(rate, when=by_birth, citation="Act, s. 5")\ndef rate_again(p):\n    return p.sound.base\n'
    )

    assert faults(write(tmp_path, sound=SOUND + again, shared=SHARED, sound_yaml=NUMBERS)) == [
        "sound.py:38: rate_by_birth and rate_again both replace rate when by_birth, on 0001-01-01. "
        "Write instead: one exception for one case."
    ]


def test_load_reports_versions_of_two_types(tmp_path: Path) -> None:
    text = SOUND.replace('since="2020-01-01")', 'since="2020-01-01", until="2024-12-31")') + (
        '\n\n@rule("Act, s. 2", since="2025-01-01")\ndef rate(claimant):\n    return claimant.fit\n'
    )

    assert (
        "sound.py:38: rate gives yes/no, another version of rate gives EUR per week. "
        in faults(write(tmp_path, sound=text, shared=SHARED, sound_yaml=NUMBERS))[0] + " "
    )


def test_load_reports_one_code_twice(tmp_path: Path) -> None:
    found = faults(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS, another=SOUND))

    assert "sound.py:5: P stands in another.py too. Write instead: another code." in [
        entry.replace(f"{tmp_path}/", "") for entry in found
    ]


def test_load_reports_a_switch_that_is_none(tmp_path: Path) -> None:
    folder = write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS)

    with pytest.raises(LawErrors, match=r"there is no switch sound\.wey; did you mean sound\.way\?"):
        load(folder, switches={"sound.wey": "another"})


def test_hash_changes_with_text_number_switch_and_unit(tmp_path: Path) -> None:
    first = load(write(tmp_path, sound=SOUND, shared=SHARED, sound_yaml=NUMBERS))
    switched = load(tmp_path, switches={"sound.way": "another"})
    number = load(write(tmp_path, sound_yaml=NUMBERS.replace("12.34", "12.35")))
    text = load(write(tmp_path, sound=SOUND + "\n"))

    assert len({first.hash, switched.hash, number.hash, text.hash}) == 4
    assert load(write(tmp_path, sound=SOUND, sound_yaml=NUMBERS)).hash == first.hash


def test_load_marks_what_needs_128_bits(tmp_path: Path) -> None:
    law = law_of(
        tmp_path,
        '@rule("Act")\ndef square(claimant):\n    return claimant.huge * 1000\n\n'
        '@rule("Act")\ndef small(claimant):\n    return claimant.days_worked * 1000\n',
    )

    assert {key: versions[0].bits for key, versions in law.rules.items()} == {
        "sound.square": 128, "sound.small": 64, "sound.eligible": 64,
    }  # fmt: skip
