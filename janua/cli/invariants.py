"""`janua check-invariants`: look for what must never be; reports, never repairs."""

import json

import click

from janua.cli.process import start_process


@click.command("check-invariants")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check_invariants(*, as_json: bool) -> None:
    """Check what must always hold in the database; exit 1 where something is broken."""
    start_process("work")

    from janua.base.health.truths import look_at_every_invariant

    found = look_at_every_invariant()
    if as_json:
        click.echo(json.dumps([{"invariant": name, "checked": n, "broken": broken} for name, n, broken in found]))
    for name, checked, broken in found:
        if broken:
            click.echo(f"{name}: {len(broken)} broken of {checked}", err=True)
    faults = sum(1 for _, _, broken in found if broken)
    click.echo(f"{len(found)} invariants looked at, {faults} broken", err=True)
    raise SystemExit(1 if faults else 0)
