"""What a run pays by programme, budget line and area is added up once, and is what its orders come to."""

import pytest

from janua.base.clock import now
from janua.payments.models import Run
from janua.payments.queries import runs as reads
from tests.payments import factories as paid
from tests.payments.desks import Office
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def _looked_at(desks: Office, run: Run, before: Run | None = None) -> tuple[object, ...]:
    with desks.at(desks.second):
        return (
            reads.programmes_of(run=run, before=before),
            reads.budget_lines_of(run=run, before=before),
            reads.areas_of(run=run),
        )


def _without(run: Run) -> Run:
    """The run as it was before sums were kept: added up at the look."""
    found = Run.objects.get(id=run.id)
    found.sums = None
    return found


def test_sums_that_were_kept_are_what_the_orders_come_to(desks: Office) -> None:
    paid.entitled(100)
    paid.entitled(250)
    run = desks.prepare().run

    kept = _looked_at(desks, run)

    assert run.sums is not None
    assert [[key, *both] for key, both in run.sums["programmes"].items()] == [["MT-CA", 2, 350]]
    assert list(run.sums["areas"].values()) == [[2, 350]]
    assert kept == _looked_at(desks, _without(run))
    assert kept == _looked_at(desks, run, None)
    assert _looked_at(desks, run, run) == _looked_at(desks, _without(run), run)


def test_sums_of_a_run_without_orders_are_empty(desks: Office) -> None:
    run = desks.prepare().run

    assert (run.state, run.sums) == ("empty", {"programmes": {}, "budget_lines": {}, "areas": {}})


def test_sums_are_added_up_anew_once_an_order_was_taken_out(desks: Office) -> None:
    moved, _stays = paid.entitled(100), paid.entitled(200)
    run = desks.prepare().run
    people.fact(moved.person.id, attribute="employment_income", known_from=now())

    taken = desks.approve(run).taken_out
    after = Run.objects.get(id=run.id)

    assert ([one.person for one in taken], after.sums) == ([moved.person.id], None)
    with desks.at(desks.second):
        assert [(one.key, one.orders, one.amount.minor) for one in reads.areas_of(run=after)] == [
            (str(run.area_id), 1, 200)
        ]
