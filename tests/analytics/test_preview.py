"""What proposed rates would mean: both laws over a snapshot of whom they concern, in steps, without small groups."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from janua.analytics.actions import preview
from janua.analytics.actions.preview import day_asked, preview_next
from janua.analytics.actions.snapshot import delete_overdue, fill_snapshot
from janua.analytics.models import Snapshot
from janua.base.actors import system_actor
from janua.base.clock import now
from janua.catalogue.actions.preview import RatesPreview
from janua.catalogue.actions.rates import withdraw_rates
from janua.catalogue.models import RateChange
from janua.pack.installed import country
from janua.rules.batch.comparing import FactsMissing
from janua.rules.comparison import Group
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.actions.test_refused import OF_SIXTEEN, age, refuse
from tests.casework.rates import ANALYST, means, proposed, rate, work_out
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
LATER = date(2026, 5, 20)
# Example 1 of the country file: (30,000 − 20,500) × 6.5 %, 8 % and 5 % ÷ 52 = 11.88, 14.62 and 9.13 a week for a child.
BEFORE, HIGHER, LOWER = 30888, 38012, 23738


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> Path:
    settings.JANUA_DOCUMENTS = tmp_path
    return tmp_path


@pytest.fixture
def granted(as_process: Any) -> list[f.Family]:
    """Five families, so that they may be told."""
    f.publish_catalogue()
    families = [f.family(number=number) for number in range(1, 6)]
    for number, of in enumerate(families):
        f.submit_as(as_process, of, key=f"k{number}")
        carry(as_process, of, example_one(of))
    return families


def worked_out(as_process: Any, files: Any, *, on: date = LATER, **more: Any) -> RateChange:
    row = proposed(as_process, files, on=on)
    work_out(as_process, on=on, **more)
    row.refresh_from_db()
    return row


def kept(row: RateChange) -> RatesPreview:
    return RatesPreview.from_json(row.preview or {})


@pytest.mark.parametrize("limit", [200, 2])
@pytest.mark.parametrize("way", ["snapshot", "no_place", "facts_missing"])
def test_preview_is_the_same_by_snapshot_and_one_by_one(
    as_process: Any, granted: Any, settings: Any, monkeypatch: Any, way: str, limit: int
) -> None:
    if way == "no_place":
        settings.JANUA_DOCUMENTS = ""
    if way == "facts_missing":
        monkeypatch.setattr("janua.analytics.actions.comparison.compare", _refuses)
    row = worked_out(as_process, rate("0.08", "2026-07-01"), limit=limit)

    allowance = means(row)["MT-CA"]
    assert (allowance.more, allowance.cost_before, allowance.cost_after) == (Group(5, 20), 5 * BEFORE, 5 * HIGHER)
    # 23 per cent more: in the band of 20 to 50
    assert allowance.bands == (0, 0, 0, 0, 0, 0, 0, 0, 5, 0)
    assert (kept(row).on, kept(row).known, kept(row).done, kept(row).left_out) == (date(2026, 7, 1), 5, 5, 0)
    assert kept(row).one_by_one == (() if way == "snapshot" else ("MT-CA",))
    assert row.previewed_at is not None
    assert {case["programme"] for case in (row.preview or {})["cases"]} == {"MT-CA"}


def _refuses(*_: Any, **__: Any) -> None:
    raise FactsMissing("the new law reads what the snapshot does not have")


def test_preview_counts_who_was_refused(as_process: Any, granted: Any) -> None:
    for number in range(6, 11):
        refuse(as_process, f.family(born=(OF_SIXTEEN,), number=number), key=f"r{number}")
    row = worked_out(as_process, age(18, "2026-07-01"))

    allowance = means(row)["MT-CA"]
    assert (allowance.newly, allowance.same) == (Group(5, 15), Group(5, 20))
    # one child: 11.88 a week, × 13
    assert (allowance.cost_before, allowance.cost_after) == (5 * BEFORE, 5 * (BEFORE + 15444))


def test_a_correction_back_in_time_is_asked_about_today(as_process: Any, granted: Any) -> None:
    row = worked_out(as_process, rate("0.05", "2026-01-01"))
    assert kept(row).on == LATER
    assert (means(row)["MT-CA"].less, means(row)["MT-CA"].cost_after) == (Group(5, 20), 5 * LOWER)


def test_fewer_than_five_are_not_told(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    row = worked_out(as_process, rate("0.08", "2026-07-01"))
    allowance = means(row)["MT-CA"]
    assert (allowance.more, allowance.gained, allowance.cost_before) == (Group(None, None), None, 0)


def test_a_snapshot_that_is_gone_is_taken_again(as_process: Any, granted: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=LATER)
    with as_process("janua_work", ANALYST):  # filled, and not compared yet
        assert preview_next(on=LATER)
        assert not fill_snapshot()
    Snapshot.objects.update(begun_at=now().replace(year=2020), deletes_at=now().replace(year=2020, microsecond=999999))
    with as_process("janua_work", system_actor("keeper")):
        assert delete_overdue() == 1

    work_out(as_process, on=LATER)
    row.refresh_from_db()
    assert (Snapshot.objects.count(), means(row)["MT-CA"].more) == (2, Group(5, 20))


def test_what_is_given_up_meanwhile_keeps_nothing(as_process: Any, granted: Any, monkeypatch: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=LATER)
    with as_process("janua_work", ANALYST):
        standing = preview._next()
    with as_process("janua_workbench", people.officer("propose_rates").actor):
        withdraw_rates(change=row.id, on=LATER)
    monkeypatch.setattr(preview, "_next", lambda: standing)
    with as_process("janua_work", ANALYST):
        assert preview_next(on=LATER) is False
    row.refresh_from_db()
    assert (row.preview, row.previewed_at) == (None, None)


def test_a_proposal_over_another_law_is_not_worked_out(as_process: Any, granted: Any) -> None:
    row = proposed(as_process, rate("0.08", "2026-07-01"), on=LATER)
    RateChange.objects.update(base_hash="0" * 64)
    work_out(as_process, on=LATER)
    row.refresh_from_db()
    assert row.preview is None


@pytest.mark.parametrize(
    ("since", "until", "today", "asked"),
    [
        ("2026-07-01", None, date(2026, 5, 20), date(2026, 7, 1)),
        ("2026-01-01", None, date(2026, 5, 20), date(2026, 5, 20)),
        # Numbers of last year that this year's have followed: the last day on which they held.
        ("2026-01-01", "2026-04-01", date(2026, 5, 20), date(2026, 3, 31)),
        ("2026-01-01", "2026-07-01", date(2026, 5, 20), date(2026, 5, 20)),
    ],
)
def test_day_asked_is_one_on_which_the_laws_differ(since: str, until: str | None, today: date, asked: date) -> None:
    text = rate("0.08", since)["childrens_allowance"]
    if until:
        text += f'    - {{from: {until}, value: "0.065", citation: Legal Notice 2 of 2026, mark: S}}\n'
    law = country().law
    reform = country().law_at(({"childrens_allowance": text},))
    assert day_asked(baseline=law, reform=reform, first_day=date.fromisoformat(since), today=today) == asked
