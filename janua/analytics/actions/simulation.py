"""Try other numbers of law over the population: an analyst asks, the worker answers with counts and sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.analytics.actions.comparison import grouped_over
from janua.analytics.actions.groups import groups_published
from janua.analytics.actions.preview import day_asked
from janua.analytics.actions.snapshot import SnapshotGone, begin_snapshot, fill_snapshot
from janua.analytics.models import Simulation, Snapshot
from janua.analytics.queries import newest_snapshot, simulation_waiting
from janua.base import audit
from janua.base.accounts.permissions import require
from janua.base.clock import now
from janua.base.documents.store import StoreMissing
from janua.catalogue.actions.rates import RatesFaulty, read_rates
from janua.catalogue.queries import law_in_force, rates_in_force
from janua.pack.installed import country


@dataclass(frozen=True)
class Reform:
    """What an analyst tries.

    files   file of the law → YAML laid over its numbers
    on      the day for which both laws are asked; None: the first of the new numbers, or today if that is over
    """

    title: str
    files: Mapping[str, str]
    on: date | None = None


def ask_simulation(*, reform: Reform, area_id: int, on: date) -> Simulation:
    """Have a reform tried over the population; the worker does it, and no law changes.

    area_id  of the analyst's office
    on       today
    Raises   NotPermitted, RatesFaulty
    """
    actor = require("simulate", area_id=area_id, on=on)
    read = read_rates(files=reform.files)
    if not reform.title.strip():
        raise RatesFaulty((str(_("Write the title.")),))
    if not read.programmes:
        raise RatesFaulty((str(_("No benefit reads these numbers: there is nothing to compare.")),))
    assert actor.account_id is not None  # a permission is held by an account alone
    row = Simulation(
        title=reform.title.strip(),
        files=dict(reform.files),
        programmes=list(read.programmes),
        base_hash=read.base_hash,
        law_hash=read.law.hash,
        on=reform.on or day_asked(baseline=law_in_force(), reform=read.law, first_day=read.first_day, today=on),
        area_id=area_id,
        asked_by_id=actor.account_id,
        asked_at=now(),
    )
    row.save(force_insert=True)
    _record("simulation.ask", row)
    return row


def simulate_next(*, on: date) -> bool:
    """Work out the next step of the oldest simulation that waits; says whether there may be more at once.

    A snapshot of some hours ago serves as well as a new one. Killed anywhere, the step is worked out again.
    """
    row = simulation_waiting()
    if row is None:
        return False
    if row.base_hash != law_in_force().hash:
        return _finish(row, fault=Simulation.Fault.OUTDATED)
    try:
        return _step(row, on=on)
    except StoreMissing:
        return _finish(row, fault=Simulation.Fault.NO_PLACE)
    except SnapshotGone:
        row.snapshot = None
        row.save(update_fields=["snapshot"])
        return True


def _step(row: Simulation, *, on: date) -> bool:
    snapshot = _snapshot_of(row, on=on)
    if snapshot.finished_at is None:
        fill_snapshot()
        snapshot.refresh_from_db()
    if snapshot.finished_at is not None:
        return _finish(row, result=_result(row, snapshot.id))
    more = (row.snapshot_id, row.done) != (snapshot.id, snapshot.done)
    row.snapshot, row.known, row.done = snapshot, snapshot.claims, snapshot.done
    row.save(update_fields=["snapshot", "known", "done"])
    return more


def _snapshot_of(row: Simulation, *, on: date) -> Snapshot:
    if row.snapshot is not None and row.snapshot.deleted_at is None:
        return row.snapshot
    newest = newest_snapshot(programmes=row.programmes, on=row.on, law_hash=row.base_hash, at=now())
    row.snapshot = newest or begin_snapshot(programmes=row.programmes, on=row.on, today=on)
    row.known, row.done = row.snapshot.claims, row.snapshot.done
    row.save(update_fields=["snapshot", "known", "done"])
    return row.snapshot


def _result(row: Simulation, snapshot: UUID) -> dict[str, Any]:
    """What is published: nothing else is kept."""
    reform = country().law_at((*rates_in_force(), row.files))
    found = grouped_over(snapshot=snapshot, reform=reform, programmes=row.programmes)
    currencies = {one.programme: one.currency for one in found.comparison.programmes}
    return {
        "comparison": found.comparison.published().to_json(),
        "groups": {
            code: {
                by: [group.to_json(currencies[code]) for group in groups_published(changes)]
                for by, changes in some.items()
            }
            for code, some in found.groups.items()
        },
        "left_out": found.left_out,
        "not_served": list(found.not_served),
    }


def _finish(row: Simulation, *, result: dict[str, Any] | None = None, fault: str = "") -> bool:
    row.result, row.fault, row.finished_at = result, fault, now()
    row.done = row.known
    row.save(update_fields=["snapshot", "known", "done", "result", "fault", "finished_at"])
    _record("simulation.finish", row)
    return True


def _record(action: str, row: Simulation) -> None:
    audit.record(action, object_type="simulation", object_id=row.id, details={"law": f"law:{row.law_hash}"})
