"""`janua`: the product's command; each subcommand's module is loaded when it is called."""

from importlib import import_module
from typing import NamedTuple

import click


class _Command(NamedTuple):
    """Where a subcommand is, and its line in the help: so that help loads none of them."""

    module: str
    function: str
    help: str


COMMANDS = {
    "attributes": _Command("janua.cli.attributes", "attributes", "What a country's law reads of people."),
    "audit": _Command("janua.cli.audit", "audit", "Export the audit trail and prove it whole."),
    "backup": _Command("janua.cli.backup", "backup", "One sealed file of database and documents."),
    "calculate": _Command("janua.cli.calculate", "calculate", "What the law says of a situation on a day."),
    "catalogue": _Command("janua.cli.catalogue", "catalogue", "Put programmes and services on offer."),
    "check-invariants": _Command(
        "janua.cli.invariants", "check_invariants", "Look for what must never be, in every table."
    ),
    "db": _Command("janua.cli.db", "db", "Database roles, migrations and checks."),
    "jobs": _Command("janua.cli.jobs", "jobs", "Jobs that failed for good, and trying them again."),
    "keys": _Command("janua.cli.keys", "keys", "Make keys, and renew the one that wraps all others."),
    "law": _Command("janua.cli.law", "law", "Check a country's law and read it."),
    "payments": _Command("janua.cli.payments", "payments", "Let payments go on after a restore."),
    "replay": _Command("janua.cli.replay", "replay", "Work a decision out again and say what differs."),
    "restore": _Command("janua.cli.restore", "restore", "Bring a backup back, and prove it whole."),
    "seal": _Command("janua.cli.seal", "seal", "Check letters and signatures under the ministry's seal."),
    "serve": _Command("janua.cli.serve", "serve", "Serve a face over HTTP."),
    "simulate": _Command("janua.cli.simulate", "simulate", "What a reform changes for many."),
    "staff": _Command("janua.cli.staff", "staff", "Set up a colleague's sign-in as the operator."),
    "status": _Command("janua.cli.status", "status", "Which alarms stand, and what to do."),
    "work": _Command("janua.cli.work", "work", "Do background work."),
}


class _LazyGroup(click.Group):
    """Lists every subcommand without loading it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        found = getattr(import_module(entry.module), entry.function)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in sorted(COMMANDS.items())])


@click.group(cls=_LazyGroup)
def main() -> None:
    """One door between people and their social protection.

    With --json, standard output holds one JSON document. Exit status: 0 well, 1 a finding, 2 wrong use, 3 environment.
    """
