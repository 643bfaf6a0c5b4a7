"""`janua payments`: let the process that pays in again after a restore."""

import json

import click
import psycopg

from janua.cli.keeper import as_keeper, record_for_operator
from janua.cli.process import EnvironmentRefusal
from janua.cli.restore import become_worker


@click.group("payments")
def payments() -> None:
    """Payments after a restore."""


@payments.command("resume")
@click.option("--into", "url", required=True, help="The restored database, and a superuser: postgresql://…")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output: resumed.")
def resume(*, url: str, as_json: bool) -> None:
    """Say that the bank's statements since the backup were compared, under the worker's environment and keys.

    A run that was made after the backup is known to the bank alone, and would be paid twice. Until this is said the
    restored database does not let the process that pays in. It stands in the trail under your name; exit 1 where
    nothing waited."""
    become_worker(url)
    from janua.base.backup.restoring import RestoreRefused, let_payments_in
    from janua.base.backup.verifying import in_role

    try:
        waited = let_payments_in(url=url)
        if waited:
            with in_role("janua_work"):
                as_keeper(lambda: record_for_operator("payments.resume", {}, object_type="backup", object_id=None))
    except RestoreRefused as error:
        raise EnvironmentRefusal(str(error)) from error
    except psycopg.Error as error:
        raise EnvironmentRefusal(f"No database at --into: {str(error).strip().splitlines()[0]}") from error
    click.echo("payments go on" if waited else "nothing waited: this database pays already", err=True)
    if as_json:
        click.echo(json.dumps({"resumed": waited}))
    raise SystemExit(0 if waited else 1)
