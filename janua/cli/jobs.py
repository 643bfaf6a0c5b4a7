"""`janua jobs`: what was given up after its last try, and trying it again."""

import json

import click

from janua.cli.process import start_process


@click.group("jobs")
def jobs() -> None:
    """Jobs that failed for good: list them, have them tried again."""


@jobs.command("list")
@click.option("--payments", is_flag=True, help="Those of the payments worker, under its role.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output: [{job, failed}].")
def list_failed(*, payments: bool, as_json: bool) -> None:
    """List the kinds of jobs that failed for good, and how many there are; exit 1 where there is one."""
    start_process("payments" if payments else "work")

    from janua.base.jobs.actions import failed_jobs

    found = failed_jobs()
    if as_json:
        click.echo(json.dumps([{"job": name, "failed": number} for name, number in found]))
    else:
        for name, number in found:
            click.echo(f"{name}: {number}")
    raise SystemExit(1 if found else 0)


@jobs.command("again")
@click.argument("name")
@click.option("--payments", is_flag=True, help="One of the payments worker's, under its role.")
def again(*, name: str, payments: bool) -> None:
    """Put the failed jobs of a kind back into the queue; what a job does stands once, however often it is tried."""
    start_process("payments" if payments else "work")

    from janua.base.jobs.actions import try_again

    click.echo(f"{try_again(name=name)} jobs will be tried again", err=True)
