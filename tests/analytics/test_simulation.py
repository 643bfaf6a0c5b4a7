"""An analyst tries other numbers over the population: counts and sums come back, and no person."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from janua.analytics.actions.simulation import Reform, ask_simulation, simulate_next
from janua.analytics.models import Simulation, Snapshot
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.base.clock import now
from janua.catalogue.actions.rates import RatesFaulty
from janua.catalogue.queries import law_in_force
from janua.pack.installed import country
from janua.rules.comparison import Comparison, Group
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.rates import ANALYST, approved, rate
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
LATER = date(2026, 5, 20)
# Example 1 of the country file: (30,000 − 20,500) × 6.5 % and 8 % ÷ 52 = 11.88 and 14.62 a week, × 13 × 2 children
BEFORE, HIGHER = 30888, 38012


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> None:
    settings.JANUA_DOCUMENTS = tmp_path


def families(as_process: Any, count: int) -> list[f.Family]:
    f.publish_catalogue()
    made = [f.family(number=number) for number in range(1, count + 1)]
    for number, of in enumerate(made):
        f.submit_as(as_process, of, key=f"k{number}")
        carry(as_process, of, example_one(of))
    return made


def asked(as_process: Any, *, on: date | None = None, files: Any = None, area_id: int = 1) -> Simulation:
    analyst = people.officer("simulate", area_id=area_id)
    reform = Reform("A higher rate", files or rate("0.08", "2026-07-01"), on)
    with as_process("janua_workbench", analyst.actor):
        return ask_simulation(reform=reform, area_id=area_id, on=LATER)


def worked_out(as_process: Any) -> None:
    more = True
    while more:
        with as_process("janua_work", ANALYST):
            more = simulate_next(on=LATER)


def test_simulation_tells_who_gains_what_it_costs_and_no_law_changes(as_process: Any) -> None:
    families(as_process, 5)
    row = asked(as_process)
    assert (row.on, row.programmes, row.finished_at) == (date(2026, 7, 1), ["MT-CA"], None)
    worked_out(as_process)
    row.refresh_from_db()

    assert row.result is not None
    (allowance,) = Comparison.from_json(row.result["comparison"]).programmes
    assert (allowance.more, allowance.cost_before, allowance.cost_after) == (Group(5, 20), 5 * BEFORE, 5 * HIGHER)
    more = {"gain": 5, "lose": 0, "same": 0, "cost": {"amount": "356.20", "currency": "EUR"}}
    none = {"gain": 0, "lose": 0, "same": 0, "cost": {"amount": "0.00", "currency": "EUR"}}
    # Four persons in each family, all of one income: of equal incomes none is above another.
    assert row.result["groups"] == {"MT-CA": {"size": [none] * 3 + [more] + [none] * 2, "income": [more] + [none] * 10}}
    assert (row.result["left_out"], row.result["not_served"]) == (0, [])
    assert law_in_force() is country().law
    assert set(Entry.objects.filter(object_id=row.id).values_list("action", flat=True)) == {
        "simulation.ask",
        "simulation.finish",
    }


def test_groups_under_five_are_not_kept(as_process: Any) -> None:
    families(as_process, 4)
    asked(as_process)
    worked_out(as_process)
    result = Simulation.objects.get().result or {}
    few = {"gain": None, "lose": 0, "same": 0, "cost": None}
    none = {"gain": 0, "lose": 0, "same": 0, "cost": {"amount": "0.00", "currency": "EUR"}}
    assert result["groups"] == {"MT-CA": {"size": [none] * 3 + [few] + [none] * 2, "income": [few] + [none] * 10}}


def test_a_snapshot_of_the_same_day_serves_again(as_process: Any) -> None:
    families(as_process, 1)
    asked(as_process)
    worked_out(as_process)
    asked(as_process, files=rate("0.05", "2026-07-01"))
    worked_out(as_process)
    assert (Snapshot.objects.count(), Simulation.objects.filter(result__isnull=False).count()) == (1, 2)
    asked(as_process, on=date(2026, 10, 1))
    worked_out(as_process)
    assert Snapshot.objects.count() == 2


def test_what_was_asked_under_another_law_says_so(as_process: Any) -> None:
    row = asked(as_process)
    approved(as_process, rate("0.09", "2026-07-01"), on=LATER)
    worked_out(as_process)
    row.refresh_from_db()
    assert (row.fault, row.result, row.finished_at is not None) == ("outdated", None, True)


def test_without_a_place_for_snapshots_it_says_so(as_process: Any, settings: Any) -> None:
    settings.JANUA_DOCUMENTS = ""
    row = asked(as_process)
    worked_out(as_process)
    row.refresh_from_db()
    assert (row.fault, row.result) == ("no_place", None)


def test_a_snapshot_that_is_gone_is_taken_again(as_process: Any) -> None:
    families(as_process, 1)
    row = asked(as_process)
    with as_process("janua_work", ANALYST):
        assert simulate_next(on=LATER)
    Snapshot.objects.update(deleted_at=now())
    Simulation.objects.filter(id=row.id).update(result=None, fault="", finished_at=None)
    worked_out(as_process)
    row.refresh_from_db()
    assert (row.result is not None, Snapshot.objects.count()) == (True, 2)


@pytest.mark.parametrize(
    "reform",
    [
        Reform("", rate("0.08", "2026-07-01")),
        Reform("Nothing new", rate("0.065", "2020-01-01")),
        Reform("No number", {"childrens_allowance": "rate: 3"}),
        Reform("No such part", {"no_such_part": "rate: {values: [{from: 2026-07-01, value: 1}]}"}),
    ],
)
def test_what_cannot_be_tried_is_said(as_process: Any, reform: Reform) -> None:
    analyst = people.officer("simulate")
    with as_process("janua_workbench", analyst.actor), pytest.raises(RatesFaulty):
        ask_simulation(reform=reform, area_id=1, on=LATER)
    assert Simulation.objects.count() == 0


def test_who_may_not_simulate_is_refused(as_process: Any) -> None:
    for officer in (people.officer("propose_rates"), people.officer("simulate", area_id=2)):
        with as_process("janua_workbench", officer.actor), pytest.raises(NotPermitted):
            ask_simulation(reform=Reform("A", rate("0.08", "2026-07-01")), area_id=1, on=LATER)


def test_another_area_sees_nothing_and_nobody_writes_a_result(as_process: Any) -> None:
    row = asked(as_process)
    with as_process("janua_workbench", people.officer("simulate", area_id=2).actor):
        assert Simulation.objects.count() == 0
    with as_process("janua_workbench", people.officer("simulate").actor):
        assert Simulation.objects.get() == row
        with pytest.raises(ProgrammingError), transaction.atomic():
            Simulation.objects.update(result={}, finished_at=now())
    with as_process("janua_work", system_actor("assessor")):
        assert Simulation.objects.count() == 0
