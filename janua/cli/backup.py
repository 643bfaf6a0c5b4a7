"""`janua backup`: one sealed file of everything, which the machine that makes it cannot open."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
import psycopg

from janua.cli.keeper import operator
from janua.cli.process import EnvironmentRefusal

if TYPE_CHECKING:
    from janua.base.backup.making import Made

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("to", type=click.Path(path_type=Path))
@click.option(
    "--to-key",
    "public",
    required=True,
    envvar="JANUA_BACKUP_KEY",
    type=_FILE,
    help="box-backup.pub: whom the backup is for; `janua keys create FOLDER box-backup` makes it and its private half.",
)
@click.option(
    "--documents",
    envvar="JANUA_DOCUMENTS",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the document store.",
)
@click.option("--keep", type=click.IntRange(1), help="Then remove all but the newest backups of this database in TO.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def backup(*, to: Path, public: Path, documents: Path | None, keep: int | None, as_json: bool) -> None:
    """Back up the database of DATABASE_URL (as janua_backup) and its documents to TO, a file or a folder.

    Needs no keys but a public half, and puts none into the backup.
    """
    from janua.base import clock
    from janua.base.backup.archive import read_public
    from janua.base.backup.making import NotABackupRole, keep_newest, make_backup
    from janua.base.backup.programs import ProgramFailed, ProgramMissing
    from janua.base.documents.store import FolderStore
    from janua.base.keys.envelope import KeysError

    if keep is not None and not to.is_dir():
        raise click.UsageError("--keep is for a folder of backups.")
    if documents is not None and not documents.is_dir():
        raise EnvironmentRefusal(f"There is no folder of documents at {documents}.")
    try:
        made = make_backup(
            url=os.environ.get("DATABASE_URL", ""),
            documents=FolderStore(documents) if documents else None,
            public=read_public(public),
            to=to,
            at=clock.now(),
            by=operator(),
            told=lambda line: click.echo(line, err=True),
        )
    except (KeysError, NotABackupRole, ProgramMissing, ProgramFailed) as error:
        raise EnvironmentRefusal(str(error)) from error
    except psycopg.Error as error:
        raise EnvironmentRefusal(f"No backup of the database at DATABASE_URL: {_first_line(error)}") from error
    except OSError as error:
        raise EnvironmentRefusal(f"The backup could not be written: {error}") from error
    if not made.is_noted:
        click.echo("the database could not be told of it: not in the trail, the alarm on old backups goes on", err=True)
    removed = keep_newest(folder=to, database=_database(made.file), number=keep) if keep else []
    _say(made, removed, as_json=as_json)


def _say(made: "Made", removed: list[Path], *, as_json: bool) -> None:
    result = {
        "file": str(made.file),
        "bytes": made.bytes,
        "made_at": made.manifest.made_at,
        "digest": made.manifest.digest(),
        "head": made.manifest.head,
        "rows": sum(made.manifest.counts.values()),
        "documents": made.manifest.documents.count,
        "removed": [str(path) for path in removed],
    }
    if as_json:
        click.echo(json.dumps(result))
    else:
        what = f"{result['rows']} rows, {result['documents']} documents"
        click.echo(f"{made.file}: {made.bytes >> 10} kB, {what}", err=True)


def _database(file: Path) -> str:
    return file.name.rpartition("-2")[0]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["it said nothing"])[0]
