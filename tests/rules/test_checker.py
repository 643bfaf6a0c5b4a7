"""Each check of the law bites: without it, the fault it is for goes unreported."""

from pathlib import Path

import pytest

from janua.rules import checker
from tests.rules.laws import mutated

CHECKS = {
    "_one_version_a_day": ("def by_birth", "def rate", "two rules rate are in force"),
    "_exceptions": ("@exception_to(rate,", "@exception_to(rates,", "there is no rule rates here"),
    "_imports": ("import is_grown_on", "import is_grown_up", "there is no shared.is_grown_up"),
    "_names": ("def by_birth", "def wage", "wage is an attribute already"),
    "_parameters": ('since="2020-01-01"', 'since="2019-01-01"', "has no value before 2020-01-01"),
    "_amount": ('round_half_up(shared, to=CENT, place="children")', "shared", "payment is never rounded"),
    "_roles": ('unit="home"', 'unit="alone"', "payment uses children, which unit alone of P has not"),
    "_magnitudes": ("p.sound.base * 2", "p.sound.base * " + str(10**40), "rate_by_birth may exceed 128 bits"),
}


@pytest.mark.parametrize(("check", "old", "new", "message"), [(name, *rest) for name, rest in CHECKS.items()])
def test_check_bites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str, old: str, new: str, message: str
) -> None:
    assert any(message in fault for fault in mutated(tmp_path, old, new))

    monkeypatch.setattr(checker, check, lambda *_: None)

    assert not any(message in fault for fault in mutated(tmp_path, old, new))


def test_every_check_has_its_mutation() -> None:
    asked = {name for name, value in vars(checker).items() if name.startswith("_") and callable(value)}

    assert asked - {"_overlap"} == set(CHECKS)
