"""Take a snapshot of the population, batch by batch; open it; delete it when its hours are over."""

import hashlib
import random
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from janua.analytics.actions.columns import FAULTS, columns_of, period_asked
from janua.analytics.models import Snapshot
from janua.analytics.queries import claims_counted, overdue, snapshot_alive, unfinished
from janua.analytics.sealing import SnapshotSeal
from janua.base import audit
from janua.base.clock import now
from janua.base.documents.store import StoreMissing
from janua.base.keys.actions import destroy_key
from janua.base.keys.datakeys import data_key
from janua.base.keys.envelope import Tampered, place
from janua.casework.facts import ClaimFacts, facts_of_claims
from janua.casework.models import Claim
from janua.catalogue.queries import law_in_force
from janua.pack.installed import country
from janua.rules import Law
from janua.rules.batch.comparing import Sample
from janua.rules.batch.files import Population, write_population
from janua.values import PeriodUnit, uuid7

LIVES = timedelta(hours=6)
AT_ONCE = 2_000


class SnapshotGone(LookupError):
    """There is no such snapshot that may still be read: take a new one."""


def begin_snapshot(*, programmes: Collection[str], on: date, today: date) -> Snapshot:
    """Ask for a snapshot of some programmes; the worker fills it, and it is gone some hours from now.

    on       the day for which the law will be asked
    today    whose entitlement reaches this day is in it, and who was refused in the year before it or since
    Raises   NoSuchProgramme; StoreMissing where there is no place for its files
    """
    law = law_in_force()
    codes = sorted({law.programme(code).code for code in programmes})
    begun_at = now()
    row = Snapshot(
        id=uuid7(),
        on=on,
        taken_on=today,
        programmes=codes,
        law_hash=law.hash,
        begun_at=begun_at,
        deletes_at=begun_at + LIVES,
        claims=counted(law=law, programmes=codes, on=today).count(),
    )
    _folder(row)
    data_key(row.id, create=True)
    row.save(force_insert=True)
    audit.record("snapshot.begin", object_type="snapshot", object_id=row.id, details={"on": on, "claims": row.claims})
    return row


def fill_snapshot(*, limit: int = AT_ONCE) -> bool:
    """Read the next claims of an unfinished snapshot into a part of its files; says whether there may be more.

    Killed before the commit, the same part is written again.
    """
    row = unfinished()
    if row is None:
        return False
    law = law_in_force()
    if law.hash != row.law_hash:
        # Its columns would be half of one law and half of another: nobody may read it.
        row.deletes_at = now()
        return _finish(row)
    rows = counted(law=law, programmes=row.programmes, on=row.taken_on)
    claims = list((rows if row.behind is None else rows.filter(id__gt=row.behind))[:limit])
    if claims:
        _write_part(row, law, claims)
    if len(claims) < limit:
        return _finish(row)
    row.save(update_fields=["done", "left_out", "parts", "behind"])
    return True


def samples_of(*, snapshot: UUID) -> list[Sample]:
    """The files of a snapshot, opened for `compare`.

    Raises   SnapshotGone, Tampered
    """
    row = snapshot_alive(snapshot=snapshot, at=now())
    if row is None:
        raise SnapshotGone("There is no such snapshot any more: take a new one.")
    if _digest(row) != bytes(row.digest or b""):
        raise Tampered(f"The files of snapshot {row.id} are not those that were made.")
    law, seal, lines = law_in_force(), _seal(row), country().budget_lines
    found = []
    for folder in sorted(_folder(row).glob("*/*")):
        code = folder.name
        series = {path.stem.removeprefix("series_"): path for path in folder.glob("series_*.parquet")}
        population = Population(folder / "members.parquet", folder / "units.parquet", series, seal)
        found.append(
            Sample(code, lines.get(code, ""), row.on, period_asked(law=law, programme=code, on=row.on), population)
        )
    return found


def delete_overdue() -> int:
    """Delete every snapshot whose hours are over: its key, then its files; returns how many. By the keeper."""
    rows = overdue(at=now())
    for row in rows:
        destroy_key(subject=row.id)
        shutil.rmtree(_folder(row), ignore_errors=True)
        row.deleted_at = now()
        row.save(update_fields=["deleted_at"])
        audit.record("snapshot.delete", object_type="snapshot", object_id=row.id)
    return len(rows)


def counted(*, law: Law, programmes: Collection[str], on: date) -> QuerySet[Claim]:
    """Claims that stand for the population of some programmes on a day."""
    once = [code for code in programmes if law.programme(code).period is PeriodUnit.ONCE]
    return claims_counted(programmes=programmes, once=once, on=on)


def _write_part(row: Snapshot, law: Law, claims: list[Claim]) -> None:
    last = claims[-1].id
    # A row's number says nothing of when its claim came.
    random.SystemRandom().shuffle(claims)
    made = columns_of(law=law, claims=claims, facts=facts_of_each(claims), on=row.on, first=row.done)
    folder = _folder(row) / f"{row.parts:06}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    for code, tables in made.tables.items():
        write_population([tables], folder / code, _seal(row))
    row.done += len(claims)
    row.left_out += made.left_out
    row.parts += 1
    row.behind = last


def _finish(row: Snapshot) -> bool:
    # A part whose batch was rolled back, and which nothing was written over.
    for folder in _folder(row).glob("*"):
        if int(folder.name) >= row.parts:
            shutil.rmtree(folder)
    row.digest, row.finished_at, row.behind = _digest(row), now(), None
    row.save(update_fields=["done", "left_out", "parts", "behind", "digest", "finished_at", "deletes_at"])
    details = {"claims": row.done, "left_out": row.left_out, "digest": f"sha256:{bytes(row.digest).hex()}"}
    audit.record("snapshot.finish", object_type="snapshot", object_id=row.id, details=details)
    return False


def facts_of_each(claims: list[Claim]) -> dict[UUID, ClaimFacts]:
    """What is known for each claim; of one whose facts cannot be read nothing, and the others all the same."""
    known_at = now()
    try:
        return facts_of_claims(claims=claims, known_at=known_at)
    except FAULTS:
        found: dict[UUID, ClaimFacts] = {}
        for claim in claims:
            with suppress(*FAULTS):
                found |= facts_of_claims(claims=[claim], known_at=known_at)
        return found


def _seal(row: Snapshot) -> SnapshotSeal:
    return SnapshotSeal(data_key(row.id), place("analytics_snapshot", "files", row.id))


def _digest(row: Snapshot) -> bytes:
    """SHA-256 of every file with its place, in order."""
    found = hashlib.sha256()
    for path in _files(row):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(_folder(row)).as_posix()} {content}\n".encode())
    return found.digest()


def _files(row: Snapshot) -> Iterator[Path]:
    yield from sorted(_folder(row).rglob("*.parquet"))


def _folder(row: Snapshot) -> Path:
    """Beside the documents, closed to everybody else."""
    if not settings.JANUA_DOCUMENTS:
        raise StoreMissing("This process has no place for snapshots: set JANUA_DOCUMENTS to a folder.")
    return Path(settings.JANUA_DOCUMENTS) / "snapshots" / str(row.id)
