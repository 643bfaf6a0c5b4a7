"""New rates: proposed, looked at, approved by a second person, and the law from then on."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from janua.base.accounts.actions.role import load_roles
from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.roles import FORBIDDEN, ROLES
from janua.base.actors import acting_as, system_actor
from janua.catalogue.actions.announcement import SecondPersonNeeded, WrongState
from janua.catalogue.actions.preview import RatesPreview, keep_preview
from janua.catalogue.actions.rates import (
    ChangedNumber,
    NewRates,
    RatesFaulty,
    approve_rates,
    propose_rates,
    read_rates,
    withdraw_rates,
)
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force, law_texts_in_force
from janua.catalogue.states import RatesState
from janua.pack.installed import country
from janua.pack.kept_law import load_kept_law
from janua.rules.comparison import Comparison, Group, ProgrammeChange
from tests.base.accounts.people import an_area, an_office, an_officer
from tests.catalogue.factories import DAY
from tests.database import as_process_role

RAISED = """
weekly_minimum:
  values:
    - {from: 2026-07-01, value: "10.00", citation: Legal Notice 1 of 2026, mark: S}
"""
RATES = NewRates(
    "New rates of July", "The budget raises the lowest rate.", "Legal Notice 1 of 2026", {"childrens_allowance": RAISED}
)


class Room:
    """Who proposes, who approves, and somebody of another area."""

    def __init__(self) -> None:
        with acting_as(system_actor("loader")):
            load_roles(roles=ROLES, forbidden=FORBIDDEN)
        top = an_area(921)
        here, there = an_area(922, top), an_area(923, top)
        office, other = an_office(here), an_office(there)
        self.area = here
        self.proposer = an_officer(office, "rates_proposer")
        self.approver = an_officer(office, "rates_approver")
        self.stranger = an_officer(other, "rates_approver")


@pytest.fixture
def room(db: None, settings: Any) -> Room:
    """An office on a day."""
    settings.JANUA_TODAY = DAY
    return Room()


def _proposed(room: Room) -> RateChange:
    with as_process_role("janua_workbench", room.proposer.actor):
        return propose_rates(rates=RATES, area_id=room.area.id, on=DAY)


def _previewed(room: Room) -> RateChange:
    row = _proposed(room)
    with as_process_role("janua_work", system_actor("analyst")):
        preview = RatesPreview(DAY, DAY, known=7, done=7, comparison=_compared(row, more=7))
        return keep_preview(change=row.id, law_hash=row.law_hash, preview=preview, since=None, cases=[])


def _compared(row: RateChange, **groups: int) -> Comparison:
    counted: dict[str, Any] = {name: Group(claims, 4 * claims) for name, claims in groups.items()}
    change = ProgrammeChange("MT-CA", "", "quarter", "EUR", cost_before=300, cost_after=330, **counted)
    return Comparison(DAY, row.base_hash, row.law_hash, (change,))


def _approve(change: UUID, law_hash: str, by: Account) -> RateChange:
    with as_process_role("janua_workbench", by.actor):
        return approve_rates(change=change, law_hash=law_hash, on=DAY)


def test_reading_tells_what_changes(room: Room) -> None:
    read = read_rates(files=RATES.files)

    assert read.numbers == (
        ChangedNumber(
            "childrens_allowance.weekly_minimum",
            "Lowest rate for a child and week",
            date(2026, 7, 1),
            "EUR 8.66 per week",
            "EUR 10.00 per week",
            "Legal Notice 1 of 2026",
            "S",
        ),
    )
    assert "MT-CA" in read.programmes
    assert "MT-BB" not in read.programmes


def test_approved_numbers_are_the_law(room: Room) -> None:
    row = _previewed(room)
    assert law_in_force() is country().law

    approved = _approve(row.id, row.law_hash, room.approver)

    assert (approved.state, approved.first_day, approved.place) == (RatesState.APPROVED, date(2026, 7, 1), 1)
    assert law_in_force().hash == row.law_hash
    assert load_kept_law(law_texts_in_force()).hash == row.law_hash


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"childrens_allowance": "weekly_minimum: ["}, "this is no YAML"),
        (
            {"childrens_allowance": "weekly_minimum: {values: [{from: 2026-07-01, value: ten, citation: x, mark: S}]}"},
            "weekly_minimum",
        ),
        ({"childrens_allowance": "weekly_minimum: {values: [{from: 2026-07-01, value: '9', mark: S}]}"}, "citation"),
        ({"childrens_allowance": "weekly_minimum: {}"}, "write a name, and below it"),
        ({"nothing": RAISED}, "The law has no numbers nothing"),
        ({"childrens_allowance": "#" * 200_000}, "At most"),
        ({"childrens_allowance": "- 1"}, "write a name, and below it"),
        ({"childrens_allowance": "weekly_minimum: {values: [{from: soon, value: '9', citation: x, mark: S}]}"}, "soon"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(room: Room, files: dict[str, str], told: str) -> None:
    with acting_as(room.proposer.actor), pytest.raises(RatesFaulty) as refused:
        propose_rates(rates=NewRates("t", "r", "s", files), area_id=room.area.id, on=DAY)
    assert told in str(refused.value)


def test_nobody_approves_what_nobody_looked_at(room: Room) -> None:
    row = _proposed(room)
    with pytest.raises(WrongState, match="not worked out yet"):
        _approve(row.id, row.law_hash, room.approver)


def test_nobody_approves_another_law_than_they_read(room: Room) -> None:
    row = _previewed(room)
    with pytest.raises(WrongState, match="propose them again"):
        _approve(row.id, "0" * 64, room.approver)


def test_of_two_proposals_over_one_law_the_second_is_proposed_again(room: Room) -> None:
    first, second = _previewed(room), _previewed(room)
    _approve(first.id, first.law_hash, room.approver)
    with pytest.raises(WrongState, match="propose them again"):
        _approve(second.id, second.law_hash, room.approver)


def test_proposer_may_not_approve(room: Room) -> None:
    row = _previewed(room)
    with pytest.raises(NotPermitted):
        _approve(row.id, row.law_hash, room.proposer)
    with transaction.atomic(), pytest.raises(IntegrityError, match="catalogue_rates_by_a_second"):
        RateChange.objects.filter(id=row.id).update(approved_by=room.proposer, approved_at=row.proposed_at, place=1)


def test_same_human_with_both_roles_is_refused(room: Room) -> None:
    row = _previewed(room)
    RateChange.objects.filter(id=row.id).update(proposed_by=room.approver)
    with pytest.raises(SecondPersonNeeded):
        _approve(row.id, row.law_hash, room.approver)


def test_another_area_finds_no_proposal(room: Room) -> None:
    row = _previewed(room)
    with pytest.raises(RateChange.DoesNotExist):
        _approve(row.id, row.law_hash, room.stranger)


def test_what_is_approved_stands(room: Room) -> None:
    row = _previewed(room)
    _approve(row.id, row.law_hash, room.approver)
    with as_process_role("janua_workbench", room.approver.actor):
        with pytest.raises(RateChange.DoesNotExist):  # not even to be locked for a change
            withdraw_rates(change=row.id, on=DAY)
        assert RateChange.objects.filter(id=row.id).update(withdrawn_at=row.proposed_at) == 0


def test_worker_changes_no_number(room: Room) -> None:
    row = _proposed(room)
    with pytest.raises(ProgrammingError), as_process_role("janua_work", system_actor("analyst")):
        RateChange.objects.filter(id=row.id).update(files={})


def test_proposal_is_given_up_by_one_person(room: Room) -> None:
    row = _proposed(room)
    with as_process_role("janua_workbench", room.proposer.actor):
        assert withdraw_rates(change=row.id, on=DAY).state is RatesState.WITHDRAWN


def test_portal_reads_approved_numbers_alone(room: Room) -> None:
    proposed, approved = _proposed(room), _previewed(room)
    _approve(approved.id, approved.law_hash, room.approver)
    with as_process_role("janua_portal", system_actor("door")), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM catalogue_ratechange")
        assert [row[0] for row in cursor.fetchall()] == [approved.id]
    assert proposed.id != approved.id


def test_preview_is_kept_step_by_step_and_no_step_twice(room: Room) -> None:
    row = _proposed(room)
    begun = RatesPreview(DAY, DAY, known=9, done=4)
    with as_process_role("janua_work", system_actor("analyst")):
        kept = keep_preview(change=row.id, law_hash=row.law_hash, preview=begun, since=None)
        assert (kept.previewed_at, kept.preview) == (None, begun.to_json())
        assert RatesPreview.from_json(kept.preview or {}) == begun
        with pytest.raises(WrongState):  # begun before the first step was kept
            keep_preview(change=row.id, law_hash=row.law_hash, preview=begun, since=None)
        whole = replace(begun, done=9, comparison=_compared(row, more=5, less=4))
        kept = keep_preview(change=row.id, law_hash=row.law_hash, preview=whole, since=begun, cases=[])
    assert kept.previewed_at is not None
    found = RatesPreview.from_json(kept.preview or {}).comparison
    # Four would tell of persons, and five beside them tell how many they are.
    assert found == _compared(row, more=5, less=4).published()
    assert (found.programmes[0].more, found.programmes[0].less) == (Group(None, None), Group(None, None))
    with as_process_role("janua_work", system_actor("analyst")), pytest.raises(WrongState):
        keep_preview(change=row.id, law_hash=row.law_hash, preview=whole, since=whole, cases=[])
