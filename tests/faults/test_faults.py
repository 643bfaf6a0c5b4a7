"""Whatever is killed when: nothing is lost, nothing is paid twice, and it ends as it would have without the fault."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import get_args

import pytest

from demo.walkthrough.papers import UNSEALED
from tests.faults.ending import Ending, bank_says, changed, ending_of
from tests.faults.points import Stage, points_of
from tests.faults.striking import was_struck
from tests.faults.town import Town

KILLS = int(os.environ.get("JANUA_KILLS", "3"))
SEED = int(os.environ.get("JANUA_FAULTS_SEED", "20260302"))
STAGES: tuple[Stage, ...] = get_args(Stage)
ODD = 3
CLAIMANTS = len(STAGES) * KILLS + ODD
# Of ten who apply about eight are paid by a machine's yes; the others end with an officer.
APPLICANTS = CLAIMANTS * 3 // 2
PEOPLE = 15 * APPLICANTS
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def expected() -> dict[str, Ending]:
    """How it ends for each claimant where nothing goes wrong."""
    with _town() as town:
        town.act("submit_all", *town.claimants)
        town.settle()
        town.pay()
        return {card: ending_of(town, card) for card in town.claimants}


@pytest.fixture(scope="module")
def town(expected: dict[str, Ending]) -> Iterator[Town]:
    """The town in which things are killed."""
    with _town() as town:
        yield town


@pytest.mark.parametrize("stage", STAGES)
def test_kill_leaves_everything_as_without_it(stage: Stage, town: Town, expected: dict[str, Ending]) -> None:
    chosen = random.Random(f"{SEED} {stage}")
    points = points_of(stage)
    chosen.shuffle(points)
    victims = cycle(chosen.sample(["process", "database"], 2))
    cards = _paid(expected)[STAGES.index(stage) * KILLS :][:KILLS]
    for card, point, victim in zip(cards, cycle(points), victims, strict=False):
        at_payment = stage in ("prepare", "send", "reconcile")
        if not at_payment:
            town.strike(point, victim)
        town.apply(card)
        town.settle()
        if at_payment:
            town.strike(point, victim)
            town.pay()
        assert was_struck(town.orders), f"nothing came by: {point.name}"
    town.pay()
    assert changed(town, cards, expected) == {}


def test_answers_twice_late_and_out_of_order_change_nothing(town: Town, expected: dict[str, Ending]) -> None:
    cards = _paid(expected)[len(STAGES) * KILLS :][:ODD]
    oddities = {"duplicate": 2, "late": 0.5, "out_of_order": True, "flood": 1}
    for emulator in ("civil", "revenue", "bank"):
        town.order(emulator, "switches", oddities, method="PUT")
    for card in cards:
        town.apply(card)
    town.settle()
    town.pay()
    for emulator in ("civil", "revenue", "bank"):
        town.order(emulator, "switches", {}, method="PUT")
    assert changed(town, cards, expected) == {}


def test_bank_and_ledger_agree_after_all_faults(town: Town, expected: dict[str, Ending]) -> None:
    said = bank_says(town)
    assert said["bank"] == said["ours"]


def test_invariants_hold_after_all_faults(town: Town) -> None:
    assert [one for one in town.janua("check-invariants", "--json") if one["broken"]] == []


def test_audit_trail_proves_whole_after_all_faults(town: Town) -> None:
    town.until("the seal of every audit row", lambda: not town.rows(UNSEALED))
    file, key = town.orders / "audit.jsonl", town.orders / "audit.pub"
    exported = town.janua("audit", "export", str(file), "--pub", str(key), "--json")
    verified = town.janua("audit", "verify", str(file), "--key", str(key), "--head", exported["head"])
    assert (verified["ok"], verified["rows"]) == (True, exported["rows"])


@contextmanager
def _town() -> Iterator[Town]:
    # Open to walk through: the server's user may be another than ours.
    folder = Path(tempfile.mkdtemp(prefix="janua-faults-"))
    folder.chmod(0o755)
    try:
        with Town.running(folder, people=PEOPLE, claimants=APPLICANTS) as town:
            yield town
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _paid(expected: dict[str, Ending]) -> list[str]:
    """Claimants who are paid without an officer, in a fixed order."""
    paid = [card for card, ending in expected.items() if ending["paid"]]
    assert len(paid) >= CLAIMANTS, f"only {len(paid)} of {len(expected)} are paid: let more people apply"
    return paid
