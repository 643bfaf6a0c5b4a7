"""A kept law reads as the pack's own, and reaches nothing but the words of the law."""

from typing import Any

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.cases import read_cases
from janua.pack.kept_law import KeptLawRefused, load_kept_law

FILES = COUNTRY.law_texts()


def test_each_packs_own_texts_give_the_same_law() -> None:
    assert load_kept_law(FILES).hash == COUNTRY.law.hash


def test_kept_law_assesses_as_the_pack_does() -> None:
    law = load_kept_law(FILES)
    cases = [case for case in read_cases(COUNTRY.law_folder / "cases") if not case.switches][::15]

    for case in cases:
        situation = COUNTRY.situation(case.situation)
        for programme in case.expect:
            kept = COUNTRY.assess(situation, programme, case.on, law=law)
            today = COUNTRY.assess(situation, programme, case.on)
            assert (kept.to_json(), kept.explanation.to_json()) == (today.to_json(), today.explanation.to_json())


def test_changed_text_has_another_hash() -> None:
    units = FILES["units.py"].replace("whole", "all")
    numbers = FILES["law/shared.yaml"] + "\n# another\n"

    assert load_kept_law(FILES | {"units.py": units}).hash != COUNTRY.law.hash
    assert load_kept_law(FILES | {"law/shared.yaml": numbers}).hash != COUNTRY.law.hash


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "from os import system",
        "from builtins import open",
        "from pathlib import Path",
        "from janua.rules import load_law",
        "from janua.rules.units import Path",
        "from janua.pack.kept_law import tempfile",
        "from janua.values import money",
        "from janua.rules import *",
        "from . import attributes",
        "from janua.countries.mt.bank import BANK",
        "X = open('/etc/passwd')",
        "X = eval('1')",
        "X = getattr(date, 'today')",
        "X = __import__('os')",
        "X = __builtins__",
        "X = ().__class__.__bases__",
        "X = date._hidden",
        "X = '{0.__class__}'.format(1)",
        "X = (i for i in (1,)).gi_frame",
        "class X: pass",
        "with date: pass",
        "def x(:",
    ],
)
def test_text_that_reaches_further_is_refused(text: Any) -> None:
    for file in ("units.py", "attributes.py"):
        with pytest.raises(KeptLawRefused):
            load_kept_law(FILES | {file: f"{FILES[file]}\n{text}\n"})


@pytest.mark.parametrize("name", ["../escaped.py", "/etc/passwd", "law/cases/x.yaml", "law/../x.py", "x.sh", "X.py"])
def test_file_of_another_kind_or_place_is_refused(name: Any) -> None:
    with pytest.raises(KeptLawRefused, match="is no file of a law"):
        load_kept_law(FILES | {name: ""})


def test_pack_without_units_or_with_something_else_is_refused() -> None:
    without = {name: text for name, text in FILES.items() if name != "units.py"}

    with pytest.raises(KeptLawRefused, match=r"units\.py was not kept"):
        load_kept_law(without)
    with pytest.raises(KeptLawRefused, match="tuple of Attribute"):
        load_kept_law(FILES | {"attributes.py": "ATTRIBUTES = (1, 2)"})
