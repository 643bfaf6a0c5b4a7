"""A reform over this installation's own population: on a snapshot that is taken, or was taken for the same day."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from janua.cli.process import start_process
from janua.cli.simulate import both_laws

if TYPE_CHECKING:
    from uuid import UUID

    from janua.pack.simulation import Simulation
    from janua.rules import Law

WAIT = 0.5  # seconds between looks, while a worker fills the snapshot


def over_snapshot(code: str, reform: Path, on: date, programmes: tuple[str, ...]) -> "Simulation":
    """What a reform changes for the claims that this installation pays or decided of late; without small groups.

    Raises   LawErrors
    """
    start_process("work")

    from janua.analytics.actions.comparison import compare_over
    from janua.analytics.actions.snapshot import SnapshotGone
    from janua.analytics.models import Snapshot
    from janua.base.actors import acting_as, system_actor
    from janua.catalogue.queries import law_in_force
    from janua.pack.installed import country
    from janua.pack.simulation import WORTH_COMPILING, Simulation
    from janua.rules.batch.compiled import kept_laws

    if country().code != code:
        raise click.UsageError(f"This installation is for {country().code}.")
    analyst, purpose = system_actor("analyst"), "simulation of a reform"
    with acting_as(analyst, purpose=purpose):
        new = _reformed(reform)
        wanted = both_laws(law_in_force(), new, programmes)
    snapshot = _snapshot(wanted, on)
    with acting_as(analyst, purpose=purpose):
        row = Snapshot.objects.get(id=snapshot)
        try:
            cache = kept_laws() if row.done >= WORTH_COMPILING else None
            found = compare_over(snapshot=snapshot, reform=new, cache=cache).published()
        except SnapshotGone as error:
            raise click.ClickException(str(error)) from error
    return Simulation(row.done - row.left_out, None, found)


def _reformed(reform: Path) -> "Law":
    """The law in force, approved rates among it, with the reform laid over it."""
    from janua.catalogue.queries import rates_in_force
    from janua.pack.installed import country

    rates = rates_in_force()
    if not rates:
        return country().reformed(reform)
    if list(reform.glob("*.py")):
        raise click.UsageError("Rates were approved here: a reform may lay new numbers over them, but no rules.")
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted(reform.glob("*.yaml"))}
    return country().law_at((*rates, files))


def _snapshot(programmes: tuple[str, ...], on: date) -> "UUID":
    """A finished snapshot: one that is there, or a new one, filled here or by the worker, whoever comes first."""
    from janua.analytics.actions.snapshot import begin_snapshot, fill_snapshot
    from janua.analytics.models import Snapshot
    from janua.analytics.queries import newest_snapshot
    from janua.base.actors import acting_as, system_actor
    from janua.base.clock import now, today
    from janua.catalogue.queries import law_in_force

    analyst, purpose = system_actor("analyst"), "snapshot of the population"
    with acting_as(analyst, purpose=purpose):
        law = law_in_force()
        row = newest_snapshot(programmes=programmes, on=on, law_hash=law.hash, at=now())
        row = row or begin_snapshot(programmes=programmes, on=on, today=today())
    while row.finished_at is None:
        with acting_as(analyst, purpose=purpose):
            more = fill_snapshot()
        with acting_as(analyst, purpose=purpose):
            row = Snapshot.objects.get(id=row.id)
        click.echo(f"{row.done} of {row.claims} claims read", err=True)
        if not more and row.finished_at is None:
            time.sleep(WAIT)
    return row.id
