"""`janua restore`: a backup into an empty database, made to forget again, proven, and only then opened."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import psycopg

from janua.cli.keeper import as_keeper, record_for_operator
from janua.cli.process import EnvironmentRefusal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from janua.base.backup.manifest import Manifest
    from janua.base.backup.verifying import Check

_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.command("restore")
@click.argument("file", type=_FILE, required=False)
@click.option("--into", "url", required=True, help="An empty database, and a superuser: postgresql://…")
@click.option(
    "--documents", required=True, type=click.Path(path_type=Path), help="A new folder for the document store."
)
@click.option("--private-key", type=_FILE, help="box-backup.key: the half that opens.")
@click.option("--recovered", is_flag=True, help="No FILE: the server recovered the database and documents are there.")
@click.option("--erasures", type=_FILE, help="The newest journal of erasures; else JANUA_ERASURES or beside the keys.")
@click.option("--nobody-erased", is_flag=True, help="There is no journal, since nobody was ever erased.")
@click.option("--verify", "verifies", is_flag=True, help="Prove the copy whole before anybody may enter.")
@click.option("--head", "head_text", help="A head of the trail that was published before the backup.")
@click.option("--sample", default=25, show_default=True, type=click.IntRange(1), help="How many decisions to replay.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def restore(
    *,
    file: Path | None,
    url: str,
    documents: Path,
    private_key: Path | None,
    recovered: bool,
    erasures: Path | None,
    nobody_erased: bool,
    verifies: bool,
    head_text: str | None,
    sample: int,
    as_json: bool,
) -> None:
    """Restore FILE into an empty database and a new folder, under the worker's environment and keys.

    No process may enter until the journal's erasures were applied again and, with --verify, nothing was found amiss;
    exits 1 where something was, and leaves the doors shut. The process that pays waits for janua payments resume.
    """
    head = _head(head_text)
    if recovered == (file is not None) or (file is not None and private_key is None):
        raise click.UsageError("Give a backup as FILE with its --private-key, or --recovered without them.")

    def bring_back() -> tuple[dict[str, Any], list["Check"], "Manifest | None"]:
        if file is None or private_key is None:
            return _recovered(url, documents, erasures, nobody_erased=nobody_erased)
        return _restore(file, url, documents, private_key, erasures, nobody_erased=nobody_erased)

    result, checks, manifest = _refused_in_one_line(bring_back)
    if verifies:
        checks += _refused_in_one_line(lambda: _verify(manifest, documents, head, sample))
    is_sound = all(not one.broken for one in checks)
    _refused_in_one_line(lambda: _trace(result, manifest, is_sound=is_sound))
    if is_sound:
        from janua.base.backup.restoring import open_doors

        open_doors(url=url)
    result |= {"checks": [one.to_json() for one in checks], "verified": verifies, "open": is_sound}
    _say(result, checks, as_json=as_json)
    raise SystemExit(0 if is_sound else 1)


def _restore(
    file: Path, url: str, documents: Path, private_key: Path, erasures: Path | None, *, nobody_erased: bool
) -> tuple[dict[str, Any], list["Check"], "Manifest"]:
    from janua.base.backup.archive import read_private
    from janua.base.backup.restoring import require_empty, unpack, unpacked_or_removed

    private = read_private(private_key)
    require_empty(url=url, documents=documents)
    become_worker(url)
    journal = _journal(erasures, nobody_erased=nobody_erased)
    click.echo("reading the backup to its end", err=True)
    manifest = unpack(file=file, private=private, documents=documents)
    with unpacked_or_removed(documents):
        return _fill(file, url, documents, private, manifest, journal)


def _fill(
    file: Path, url: str, documents: Path, private: "X25519PrivateKey", manifest: "Manifest", journal: list[Any]
) -> tuple[dict[str, Any], list["Check"], "Manifest"]:
    from django.conf import settings
    from django.db.migrations.loader import MigrationLoader

    from janua.base.backup.restoring import fill, require_fit, settle_documents
    from janua.base.backup.verifying import Check

    known = set(MigrationLoader(None).disk_migrations)
    require_fit(manifest=manifest, url=url, kind=settings.JANUA_ENV, country=settings.JANUA_COUNTRY, known=known)
    click.echo(f"restoring {sum(manifest.counts.values())} rows of {manifest.made_at}", err=True)
    wrong = fill(file=file, private=private, manifest=manifest, url=url)
    made_to_forget, erased = _forget(url, journal)
    result = {
        "made_at": manifest.made_at,
        "digest": manifest.digest(),
        "rows": sum(manifest.counts.values()),
        "documents": manifest.documents.count,
        **made_to_forget,
        "files_of_erased_removed": settle_documents(url=url, documents=documents, gone=manifest.gone),
    }
    return result, [Check("rows", sum(manifest.counts.values()), wrong), erased], manifest


def _recovered(
    url: str, documents: Path, erasures: Path | None, *, nobody_erased: bool
) -> tuple[dict[str, Any], list["Check"], None]:
    """The same for a database that the server itself brought back to a point in time."""
    from janua.base.backup.restoring import RestoreRefused, remove_files_of_erased, shut_doors

    if not documents.is_dir():
        raise RestoreRefused(f"There is no folder of documents at {documents}.")
    shut_doors(url=url)
    become_worker(url)
    made_to_forget, erased = _forget(url, _journal(erasures, nobody_erased=nobody_erased))
    files = remove_files_of_erased(url=url, folder=documents)
    return {**made_to_forget, "files_of_erased_removed": files}, [erased], None


def _forget(url: str, journal: list[Any]) -> tuple[dict[str, Any], "Check"]:
    """Apply the journal, end what was under way, and say which payments to compare."""
    from janua.base.backup.restoring import end_what_was_under_way
    from janua.base.backup.verifying import check_erased, forget_again, in_role

    again = forget_again(journal)
    sessions, jobs = end_what_was_under_way(url=url)
    with in_role("janua_work"):
        erased = check_erased(journal)
    result = {"erased_again": again, "sessions_ended": sessions, "jobs_put_back": jobs, "runs_to_compare": _runs(url)}
    return result, erased


def _verify(manifest: "Manifest | None", documents: Path, head: bytes | None, sample: int) -> list["Check"]:
    from janua.base.backup import verifying

    click.echo("verifying", err=True)
    with verifying.in_role("janua_work"):
        return [
            *verifying.check_trail(manifest=manifest, published_head=head),
            verifying.check_documents(documents),
            verifying.check_signatures(),
            verifying.check_invariants(),
            _replays(sample),
        ]


def _trace(result: dict[str, Any], manifest: "Manifest | None", *, is_sound: bool) -> None:
    """A row in the restored trail: from which backup, by whom, and whether everything held."""
    from janua.base.backup.verifying import in_role

    details = {"sound": is_sound, "erased_again": result["erased_again"], "sessions_ended": result["sessions_ended"]}
    if manifest is not None:
        details |= {"digest": manifest.digest(), "made_at": manifest.made_at}
    action = "backup.recovered" if manifest is None else "backup.restored"
    with in_role("janua_work"):
        as_keeper(lambda: record_for_operator(action, details, object_type="backup", object_id=None))


def _replays(sample: int) -> "Check":
    """Work decisions out again that chance chooses."""
    from janua.base.actors import acting_as, system_actor
    from janua.base.backup.verifying import Check
    from janua.casework.actions.replay import replay
    from janua.casework.models import Decision

    with acting_as(system_actor("keeper"), purpose="verify a restored copy"):
        chosen = list(Decision.objects.order_by("?").values_list("id", flat=True)[:sample])
        found = [replay(decision=one) for one in chosen]
    return Check("replays", len(found), [str(one.decision) for one in found if not one.same])


def _runs(url: str) -> list[str]:
    """Payment runs that may have reached the bank since: whoever restores compares them before paying anybody."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT id::text FROM payments_run WHERE state IN ('prepared', 'approved', 'sending') ORDER BY 1"
        )
        return [str(row[0]) for row in rows]


def become_worker(url: str) -> None:
    """Become the worker, on the database that a superuser names."""
    os.environ["DATABASE_URL"] = url

    from janua.config.environment import WrongEnvironment
    from janua.config.production import ProductionRefused
    from janua.config.start import start

    try:
        start("work", database=False)
    except (WrongEnvironment, ProductionRefused) as error:
        raise EnvironmentRefusal(str(error)) from error


def _journal(named: Path | None, *, nobody_erased: bool) -> list[Any]:
    from janua.base.backup.verifying import read_whole_journal
    from janua.base.retention.journal import JournalBroken, JournalMissing, journal_path

    if nobody_erased:
        return []
    try:
        path = named or journal_path()
        return read_whole_journal(path)
    except FileNotFoundError as error:
        raise EnvironmentRefusal(
            f"There is no journal of erasures at {error.filename}: bring it from where the keys are kept"
            " (--erasures), or say --nobody-erased."
        ) from error
    except (JournalBroken, JournalMissing) as error:
        raise EnvironmentRefusal(str(error)) from error


def _refused_in_one_line(work: Any) -> Any:
    from janua.base.backup.archive import BackupDamaged, WrongKey
    from janua.base.backup.programs import ProgramFailed, ProgramMissing
    from janua.base.backup.restoring import JournalTooOld, RestoreRefused
    from janua.base.keys.envelope import KeysError

    try:
        return work()
    except BackupDamaged as error:
        raise click.ClickException(str(error)) from error
    except (WrongKey, RestoreRefused, JournalTooOld, ProgramMissing, ProgramFailed, KeysError) as error:
        raise EnvironmentRefusal(str(error)) from error
    except psycopg.Error as error:
        raise EnvironmentRefusal(f"No database at --into: {str(error).strip().splitlines()[0]}") from error
    except OSError as error:
        raise EnvironmentRefusal(f"The documents could not be written: {error}") from error


def _head(text: str | None) -> bytes | None:
    try:
        head = bytes.fromhex(text) if text else None
    except ValueError:
        head = b""
    if head is not None and len(head) != 32:
        raise click.BadParameter("a head is 64 hexadecimal digits", param_hint="--head")
    return head


def _say(result: dict[str, Any], checks: list["Check"], *, as_json: bool) -> None:
    for one in checks:
        word = "well" if not one.broken else f"{len(one.broken)} BROKEN: {', '.join(one.broken[:5])}"
        click.echo(f"{one.name}: {one.looked_at} looked at, {word}", err=True)
    if result["runs_to_compare"]:
        click.echo(f"{len(result['runs_to_compare'])} payment runs may be at the bank: compare before paying", err=True)
    if not result["open"]:
        click.echo("the doors stay shut; janua db roles opens them", err=True)
    click.echo("nothing is paid before the bank's statements were compared: janua payments resume", err=True)
    if as_json:
        click.echo(json.dumps(result))
