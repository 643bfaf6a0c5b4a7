"""`janua keys`: make an installation's keys, and renew the one that wraps all others."""

import json
from pathlib import Path

import click

from janua.cli.process import EnvironmentRefusal, start_process

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group("keys")
def keys() -> None:
    """Make keys, and renew the key-encryption key."""


@keys.command("create")
@click.argument("folder", type=_FOLDER)
@click.argument("names", nargs=-1, required=True)
def create(folder: Path, names: tuple[str, ...]) -> None:
    """Make keys that are not there yet: kek-0001, mac-identifiers, sign-audit, sign-partners, sign-bank."""
    from janua.base.keys.folder import create_keys

    try:
        create_keys(folder, *names, demo=False)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise EnvironmentRefusal(f"The keys could not be written: {error}") from error


@keys.command("renew")
@click.argument("folder", type=_FOLDER)
def renew(folder: Path) -> None:
    """Add the next key-encryption key to a folder; copy it to every process, restart them, then rewrap."""
    from janua.base.keys.envelope import KeysError
    from janua.base.keys.folder import add_kek_version

    try:
        click.echo(f"kek-{add_kek_version(folder):04d} wraps from the next start on", err=True)
    except KeysError as error:
        raise EnvironmentRefusal(str(error)) from error


@keys.command("rewrap")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output: rewrapped, version.")
def rewrap(*, as_json: bool) -> None:
    """Wrap every data key under the newest key-encryption key; after a kill it goes on where it stood."""
    start_process("work")

    from janua.base.actors import acting_as, system_actor
    from janua.base.keys.actions import rewrap as rewrap_some
    from janua.base.keys.datakeys import key_port

    done = 0
    while True:
        with acting_as(system_actor("keeper"), purpose="keys rewrap"):
            some = rewrap_some()
        if not some:
            break
        done += some
    result = {"rewrapped": done, "version": key_port().current_version}
    click.echo(json.dumps(result) if as_json else f"{done} keys are wrapped by version {result['version']}")
