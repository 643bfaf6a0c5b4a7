"""Sums of a run are added up once for an officer, and anew when the run is another."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from janua.base.actors import Actor, acting_as
from janua.payments.models import Run
from janua.payments.queries import remembered as module
from janua.payments.queries.remembered import forget, remembered
from janua.payments.states import RunState

pytestmark = pytest.mark.django_db
ONE, OTHER = (Actor("staff", UUID(int=number), f"officer {number}") for number in (1, 2))


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


def _run(**more: object) -> Run:
    return Run(**({"id": UUID(int=9), "state": RunState.SENT, "order_count": 3, "control_sum": 900} | more))


def _looks(*looks: tuple[Actor, str, tuple[Run | None, ...]]) -> list[int]:
    """What each look is given: the number of the time it was added up for."""
    times = 0

    def add_up() -> int:
        nonlocal times
        times += 1
        return times

    given = []
    for actor, name, runs in looks:
        with acting_as(actor):
            given.append(remembered(name, runs, add_up))
    return given


def test_sums_are_added_up_once_for_an_officer() -> None:
    assert _looks((ONE, "areas", (_run(),)), (ONE, "areas", (_run(),))) == [1, 1]


def test_sums_of_another_officer_name_or_run_are_their_own() -> None:
    assert _looks(
        (ONE, "areas", (_run(),)),
        (OTHER, "areas", (_run(),)),
        (ONE, "programmes", (_run(),)),
        (ONE, "areas", (_run(id=UUID(int=8)),)),
        (ONE, "areas", (_run(), _run(id=UUID(int=8)))),
        (ONE, "areas", (_run(), None)),
        (OTHER, "areas", (_run(),)),
    ) == [1, 2, 3, 4, 5, 6, 2]


@pytest.mark.parametrize("changed", [{"order_count": 2}, {"control_sum": 800}, {"state": RunState.RECONCILED}])
def test_sums_of_a_run_that_changed_are_added_up_anew(changed: dict[str, object]) -> None:
    assert _looks((ONE, "areas", (_run(),)), (ONE, "areas", (_run(**changed),))) == [1, 2]


def test_sums_of_a_run_that_is_being_filled_are_not_remembered() -> None:
    filling = _run(state=RunState.PREPARING)

    assert _looks((ONE, "areas", (filling,)), (ONE, "areas", (filling,))) == [1, 2]


def test_sums_are_forgotten_in_time_and_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    others = [(ONE, name, (_run(),)) for name in ("a", "b", "c", "a")]
    assert _looks(*others) == [1, 2, 3, 4]

    monkeypatch.setattr(module, "GOOD_FOR_SECONDS", 0.0)
    assert _looks((ONE, "a", (_run(),)), (ONE, "a", (_run(),))) == [1, 2]
