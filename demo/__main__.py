"""`python -m demo`: bring the demo up, empty it, and run the product's command on its database."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from demo.addresses import FIRST_PORT, Addresses
from demo.calculator import calculator
from demo.cluster import ClusterFailed
from demo.database import ROOT, MigrationFailed
from demo.installation import Installation
from demo.opening import only_one, open_doors
from demo.population.commands import population
from demo.processes import EnvironmentUnfit, require_space, stop_left_behind
from demo.simulation import simulate
from demo.staff import NoSuchStaff, code_of, seconds_left
from demo.walkthrough.command import walkthrough
from demo.walkthrough.papers import TrailBroken
from demo.walkthrough.paying import NotApproved
from demo.walkthrough.rows import NothingCame
from demo.walkthrough.signing_in import start_face
from demo.walkthrough.stage import TODAY, CatalogueRefused
from demo.walkthrough.telling import Telling

STATE = Path(os.environ.get("JANUA_STATE", ROOT / ".state"))
HOME = STATE / "demo"
# Enough to look like a place, few enough to be there in a second.
PEOPLE = 2_000


@click.group()
def main() -> None:
    """Show Janua on this machine, with a PostgreSQL of its own and people who do not exist."""


main.add_command(calculator)
main.add_command(population)
main.add_command(simulate)
main.add_command(walkthrough)


@main.command("up")
@click.option(
    "--port",
    default=FIRST_PORT,
    show_default=True,
    type=click.IntRange(1024, 65_000),
    help="Port of the portal; workbench, API and identity provider follow.",
)
@click.option("--people", default=PEOPLE, show_default=True, type=click.IntRange(min=100), help="At the first start.")
def up(*, port: int, people: int) -> None:
    """Open the doors of a whole installation until Ctrl-C; the first start makes it and tells its story."""
    addresses = Addresses.beginning_at(port)
    HOME.mkdir(parents=True, exist_ok=True)
    with only_one(STATE / "demo.lock"):
        stop_left_behind(HOME / "processes")
        addresses.require_free()
        require_space(HOME)
        installation = Installation(HOME, today=TODAY, addresses=addresses)
        open_doors(installation, people=people, telling=Telling())


@main.command("code")
@click.argument("name")
def code(*, name: str) -> None:
    """Print the code that the authenticator of a demo staff member shows now."""
    if not (HOME / "installation.json").exists():
        raise EnvironmentUnfit(f"No demo in {HOME}: run make demo first.")
    installation = Installation.at(HOME)
    start_face(installation)
    try:
        click.echo(code_of(installation, name))
    except NoSuchStaff as error:
        raise click.BadParameter(str(error), param_hint="NAME") from error
    click.echo(f"The next one comes in {seconds_left()} s; each is good once.", err=True)


@main.command("stop")
def stop() -> None:
    """Stop the demo's processes and server; everything stays on the disk."""
    if HOME.exists():
        stop_left_behind(HOME / "processes")
        Installation.at(HOME).stop()


@main.command("reset")
def reset() -> None:
    """Stop the demo and delete everything it kept."""
    _remove()
    click.echo("The demo is empty.", err=True)


@main.command("janua", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.option("--at", type=click.Path(file_okay=False, path_type=Path), help="A walkthrough's folder.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def janua(*, at: Path | None, arguments: tuple[str, ...]) -> None:
    """Run the product's command on the demo's database, or on that of the walkthrough in a folder."""
    folder = HOME if at is None else at / ".janua"
    try:
        installation = Installation.at(folder)
    except FileNotFoundError as error:
        raise EnvironmentUnfit(f"No demo in {folder}: run python -m demo up, or a walkthrough, first.") from error
    cluster = installation.cluster
    was_running = cluster.pid() is not None
    cluster.start()
    command, environment = installation.command(list(arguments))
    if was_running:
        # In our place, so that a signal reaches it and its exit status is ours.
        os.execve(command[0], command, environment)  # noqa: S606  (no shell is what we want)
    try:
        sys.exit(_run(command, environment))
    finally:
        # A folder that was looked at can be deleted afterwards: nothing runs on it.
        cluster.stop()


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command to its end, pass on what asks us to end, and give its exit status."""
    with subprocess.Popen(command, env=environment) as process:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: process.terminate())
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal told the command too; it ends in its own time.
                continue


def _remove() -> None:
    if HOME.exists():
        stop_left_behind(HOME / "processes")
        Installation(HOME).remove()
        shutil.rmtree(HOME, ignore_errors=True)


def run() -> None:
    """Run the command; what the machine lacks is one line and exit status 3."""
    try:
        main(prog_name="python -m demo")
    except (EnvironmentUnfit, ClusterFailed, MigrationFailed, PermissionError) as error:
        click.echo(str(error).splitlines()[-1], err=True)
        sys.exit(3)
    except (NothingCame, NotApproved, TrailBroken, CatalogueRefused) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"The machine refuses: {error.strerror}: {error.filename or ''}", err=True)
        sys.exit(3)


if __name__ == "__main__":
    run()
