"""`janua keys`: make an installation's keys, renew the one that wraps all others, and take old ones out of use."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from janua.cli.keeper import as_keeper, operator, record_for_operator
from janua.cli.new_data_keys import renew_data_keys
from janua.cli.process import EnvironmentRefusal, start_process

if TYPE_CHECKING:
    from janua.base.keys.models import Rotation

_FOLDER = click.Path(file_okay=False, path_type=Path)
_AT_ONCE = 500


@click.group("keys")
def keys() -> None:
    """Make keys, renew the key-encryption key, take old ones out of use."""


@keys.command("create")
@click.argument("folder", type=_FOLDER)
@click.argument("names", nargs=-1, required=True)
def create(folder: Path, names: tuple[str, ...]) -> None:
    """Make keys that are not there yet: kek-0001, mac-identifiers, sign-audit, sign-partners, sign-bank, box-inbox."""
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
    """Add the next key-encryption key to a folder, to be copied to other machines; `rotate` then takes it."""
    from janua.base.keys.envelope import KeysError
    from janua.base.keys.folder import add_kek_version

    try:
        version = add_kek_version(folder)
    except KeysError as error:
        raise EnvironmentRefusal(str(error)) from error
    click.echo(f"kek-{version:04d} is there; copy it to every process, then run janua keys rotate", err=True)


@keys.command("use")
@click.argument("version", type=int)
@click.argument("folder", type=_FOLDER)
def use(version: int, folder: Path) -> None:
    """Have a version wrap in a folder of another machine from now on; its processes need no new start."""
    from janua.base.keys.envelope import KeysError
    from janua.base.keys.folder import make_current

    try:
        make_current(folder, version)
    except KeysError as error:
        raise EnvironmentRefusal(str(error)) from error


@keys.command("rotate")
@click.argument("folders", type=_FOLDER, nargs=-1)
@click.option("--data", "is_data", is_flag=True, help="Replace every data key as well, and seal everything anew.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def rotate(*, folders: tuple[Path, ...], is_data: bool, as_json: bool) -> None:
    """Make a new key-encryption key and wrap every data key with it, while the system runs.

    FOLDERS are those of the other processes of this machine; the worker's own comes from JANUA_KEYS, which may also be
    a key service. With --data the key-encryption key stays; the data keys are replaced, and what they sealed is sealed
    anew. Killed at any moment, it goes on where it stood when called again.
    """
    if is_data and folders:
        raise click.UsageError("Data keys lie in the database: --data takes no folders.")
    start_process("work")

    from janua.base.keys.envelope import KeysError

    try:
        result = renew_data_keys() if is_data else _wrapped_anew(folders)
    except KeysError as error:
        raise EnvironmentRefusal(str(error)) from error
    click.echo(json.dumps(result) if as_json else _in_words(result))
    if result.get("broken"):
        sys.exit(1)


@keys.command("retire")
@click.argument("version", type=int)
@click.argument("folders", type=_FOLDER, nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask.")
def retire(*, version: int, folders: tuple[Path, ...], yes: bool) -> None:
    """Take an old key-encryption key out of use, once nothing needs it; backups older than its end still do.

    In a folder it is put away under `retired`, in a key service it is refused: both can be taken back.
    """
    start_process("work")

    from janua.base.keys.actions import KeyVersionInUse, require_unused
    from janua.base.keys.datakeys import key_port
    from janua.base.keys.envelope import KeysError

    try:
        if version >= key_port().current_version:
            raise click.UsageError(f"Version {version} wraps: rotate first.")
        as_keeper(lambda: require_unused(version=version))
        if not yes:
            click.confirm(f"Take version {version} out of use? Backups made before its end need it.", abort=True)
        _put_away(version, folders)
        _traced("keys.retired", {"version": version})
    except KeyVersionInUse as error:
        raise click.ClickException(str(error)) from error
    except KeysError as error:
        raise EnvironmentRefusal(str(error)) from error
    click.echo(f"version {version} is out of use", err=True)


def _wrapped_anew(folders: Sequence[Path]) -> dict[str, Any]:
    from janua.base.keys.actions import waiting_for

    rotation = _begun()
    _switch(rotation.version, folders)
    done = _wrap_all_anew(rotation)
    left = as_keeper(lambda: waiting_for(version=rotation.version))
    return {"version": rotation.version, "rewrapped": done, "left": left}


def _in_words(result: dict[str, Any]) -> str:
    if "version" in result:
        return f"{result['rewrapped']} keys are wrapped by version {result['version']}"
    lines = [
        f"{result['replaced']} data keys replaced, {result['sealed']} values and {result['files']} files sealed anew"
    ]
    lines += [f"opens under no key: {one}" for one in result["broken"]]
    if result["left"]:
        lines.append(
            f"{result['left']} old keys are still needed, by forms that are kept over a sign-in for an hour at most or"
            " by keys made meanwhile: call this again later"
        )
    return "\n".join(lines)


def _begun() -> "Rotation":
    """The rotation that was broken off, else a new one to the next version."""
    from janua.base.keys.actions import begin_rotation
    from janua.base.keys.datakeys import key_port
    from janua.base.keys.folder import KeyFolder, newest_kek
    from janua.base.keys.models import Rotation

    port = key_port()
    following = port.current_version + 1
    if isinstance(port, KeyFolder):
        # A key that was brought by `renew` and wraps nothing yet is the one that is meant.
        following = max(following, newest_kek(port.path))

    def begin() -> Rotation:
        before = Rotation.objects.filter(kind="master", ended_at__isnull=True).exists()
        rotation = begin_rotation(kind="master", version=following, by=operator())
        if not before:
            _of_rotation("keys.rotation_begun", {"version": rotation.version}, rotation)
        return rotation

    return as_keeper(begin)


def _switch(version: int, folders: Sequence[Path]) -> None:
    """Have the version there and wrapping; each step may be done twice."""
    from janua.base.keys.datakeys import key_port
    from janua.base.keys.folder import KeyFolder, hand_kek, make_current, make_kek
    from janua.base.keys.transit import TransitKeys

    port = key_port()
    if isinstance(port, KeyFolder):
        make_kek(port.path, version)
        # Everybody can open with it before anybody wraps with it.
        for folder in folders:
            hand_kek(version, source=port.path, to=folder)
        for folder in (*folders, port.path):
            make_current(folder, version)
    elif isinstance(port, TransitKeys) and port.current_version < version:
        port.add_version()


def _wrap_all_anew(rotation: "Rotation") -> int:
    from janua.base.keys.actions import count_rotated, end_rotation, rewrap, waiting_for

    def some() -> int:
        number = rewrap(limit=_AT_ONCE)
        count_rotated(rotation=rotation, some=number)
        return number

    done = 0
    total = as_keeper(lambda: waiting_for(version=rotation.version))
    with click.progressbar(length=total, label="wrapping anew", file=sys.stderr) as bar:
        while number := as_keeper(some):
            done += number
            bar.update(number)

    def end() -> None:
        end_rotation(rotation=rotation)
        _of_rotation("keys.rotation_ended", {"version": rotation.version, "done": rotation.done}, rotation)

    as_keeper(end)
    return done


def _put_away(version: int, folders: Sequence[Path]) -> None:
    from janua.base.keys.datakeys import key_port
    from janua.base.keys.folder import KeyFolder, retire_kek
    from janua.base.keys.transit import TransitKeys

    port = key_port()
    if isinstance(port, KeyFolder):
        for folder in (*folders, port.path):
            retire_kek(folder, version)
    elif isinstance(port, TransitKeys):
        port.retire(version)


def _traced(action: str, details: dict[str, Any]) -> None:
    as_keeper(lambda: record_for_operator(action, details, object_type="key_version", object_id=None))


def _of_rotation(action: str, details: dict[str, Any], rotation: "Rotation") -> None:
    record_for_operator(action, details, object_type="rotation", object_id=rotation.id)
