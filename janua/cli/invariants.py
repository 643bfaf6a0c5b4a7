"""`janua check-invariants`: look for what must never be; reports, never repairs."""

import json

import click

from janua.cli.process import start_process


@click.command("check-invariants")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check_invariants(*, as_json: bool) -> None:
    """Check what must always hold in the database; exit 1 where something is broken."""
    start_process("work")
    found = look_at_every_invariant()
    if as_json:
        click.echo(json.dumps([{"invariant": name, "checked": n, "broken": broken} for name, n, broken in found]))
    for name, checked, broken in found:
        if broken:
            click.echo(f"{name}: {len(broken)} broken of {checked}", err=True)
    faults = sum(1 for _, _, broken in found if broken)
    click.echo(f"{len(found)} invariants looked at, {faults} broken", err=True)
    raise SystemExit(1 if faults else 0)


def look_at_every_invariant() -> list[tuple[str, int, list[str]]]:
    """Name, how many things were looked at, and the ids of the broken ones, of every installed app's invariants."""
    from importlib import import_module
    from importlib.util import find_spec

    from django.apps import apps
    from django.db import connection

    from janua.base.actors import acting_as, system_actor

    found = []
    with acting_as(system_actor("keeper"), purpose="check invariants"), connection.cursor() as cursor:
        # Said to the database too: a look may not change what it looks at.
        cursor.execute("SET TRANSACTION READ ONLY")
        for config in apps.get_app_configs():
            module = f"{config.name}.invariants"
            if not config.name.startswith("janua.") or find_spec(module) is None:
                continue
            for invariant in import_module(module).INVARIANTS:
                cursor.execute(invariant.checked)
                checked = int(cursor.fetchone()[0])
                cursor.execute(invariant.broken)
                found.append((invariant.name, checked, sorted(str(row[0]) for row in cursor.fetchall())))
    return found
