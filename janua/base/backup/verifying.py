"""Is a restored copy whole? Each look is a check with what it found; none repairs anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from janua.base.actors import acting_as, system_actor
from janua.base.audit.chain import canonical
from janua.base.audit.export import export_lines
from janua.base.audit.sealer import SIGNING_KEY, last_seal
from janua.base.audit.verify import verify
from janua.base.backup.manifest import Manifest
from janua.base.backup.restoring import JournalTooOld
from janua.base.documents.models import Document
from janua.base.documents.pieces import IN_PIECES, open_pieces
from janua.base.documents.store import DocumentMissing, FolderStore
from janua.base.health.truths import look_at_every_invariant
from janua.base.keys.datakeys import data_key, key_port, newest_keys, open_for
from janua.base.keys.envelope import KeysError, place
from janua.base.keys.models import DataKey
from janua.base.retention.actions.erase import erase_again
from janua.base.retention.journal import Erased, read_journal
from janua.base.row_security.roles import OWNER
from janua.base.seals.port import SealMissing, installed_seal
from janua.base.seals.queries import signatures_that_do_not_fit


@dataclass(frozen=True)
class Check:
    """One look at a restored copy.

    looked_at   how many things
    broken      which of them do not hold, or why the look could not be taken
    """

    name: str
    looked_at: int
    broken: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As the command says it."""
        return {"check": self.name, "looked_at": self.looked_at, "ok": not self.broken, "broken": self.broken[:100]}


@contextmanager
def in_role(role: str) -> Iterator[None]:
    """Do the work inside under a database role, though a superuser is signed in."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def read_whole_journal(path: Path) -> list[Erased]:
    """Every erasure of the journal; a torn last line counts for nothing. Raises JournalBroken, KeysError, OSError."""
    whole, _, _torn = path.read_bytes().rpartition(b"\n")
    lines = whole.split(b"\n") if whole else []
    return list(read_journal(lines, public_key=key_port().public_key(SIGNING_KEY)))


def forget_again(journal: list[Erased]) -> int:
    """Erase whom the journal names, in the restored copy; gives how many it still knew.

    Raises   JournalTooOld
    """
    missing = _erased_keys() - {one.key for one in journal}
    with in_role(OWNER), acting_as(system_actor("loader"), purpose="restore"):
        if missing:
            raise JournalTooOld(
                f"The backup knows {len(missing)} erasures that the journal does not: bring the newest,"
                " drop the database and begin again."
            )
        return erase_again(journal=journal)


def check_trail(*, manifest: Manifest | None, published_head: bytes | None) -> list[Check]:
    """The trail's chain from its beginning, with a head known from elsewhere, to the head of the backup."""
    with acting_as(system_actor("sealer"), purpose="verify a restored copy"):
        key = key_port().public_key(SIGNING_KEY)
        verdict = verify(map(canonical, export_lines()), keys=[key], published_head=published_head)
        last = last_seal()
    found = [] if verdict.ok else [f"line {verdict.first_bad}: {verdict.reason}"]
    if manifest is None:
        return [Check("trail", verdict.rows, found)]
    ends = [] if (last.number, last.head.hex()) == (manifest.batch, manifest.head) else ["ends at another seal"]
    return [Check("trail", verdict.rows, found), Check("trail_head", last.number, ends)]


def check_erased(journal: list[Erased]) -> Check:
    """No key of the journal opens anything."""
    with acting_as(system_actor("keeper"), purpose="verify a restored copy"):
        alive = DataKey.objects.filter(subject__in=[one.key for one in journal], wrapped__isnull=False)
        return Check("erasures", len(journal), sorted(str(one) for one in alive.values_list("subject", flat=True)))


def check_documents(folder: Path) -> Check:
    """Every document whose person was not erased opens, and is what its row was written for."""
    store, looked_at, broken = FolderStore(folder), 0, []
    with acting_as(system_actor("keeper"), purpose="verify a restored copy"):
        erased = set(DataKey.objects.filter(wrapped__isnull=True).values_list("subject", flat=True))
        for row in Document.objects.order_by("id").iterator():
            if row.person_id in erased:
                continue
            looked_at += 1
            try:
                digest = _digest(row, store)
            except (DocumentMissing, KeysError):
                digest = b""
            if digest != bytes(row.digest):
                broken.append(str(row.id))
    return Check("documents", looked_at, broken)


def check_invariants() -> Check:
    """What must never be, in every table."""
    found = look_at_every_invariant()
    return Check("invariants", len(found), [f"{name}: {len(broken)}" for name, _, broken in found if broken])


def check_signatures() -> Check:
    """Every signature under a decision or a run fits the ministry's seal."""
    try:
        seal = installed_seal()
    except SealMissing as fault:
        return Check("signatures", 0, [str(fault)])
    with acting_as(system_actor("keeper"), purpose="verify a restored copy"):
        checked, broken = signatures_that_do_not_fit(seal)
    return Check("signatures", checked, [str(one) for one in broken])


def _erased_keys() -> set[UUID]:
    """Destroyed keys of persons and of their accounts; those of deleted snapshots are nobody's erasure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.subject FROM keys_datakey k WHERE k.wrapped IS NULL AND ("
            " EXISTS (SELECT FROM registers_person p WHERE p.id = k.subject)"
            " OR EXISTS (SELECT FROM accounts_account a WHERE a.id = k.subject))"
        )
        return {row[0] for row in cursor.fetchall()}


def _digest(row: Document, store: FolderStore) -> bytes:
    digest = sha256(bytes(row.salt))
    where = place("documents_document", "content", row.id)
    with store.open(row.id) as file:
        begin = file.read(1)
        file.seek(0)
        if begin != IN_PIECES:
            digest.update(open_for(row.person_id, file.read(), where))
            return digest.digest()
        for piece in open_pieces(file, (data_key(row.person_id), *newest_keys(row.person_id)), where):
            digest.update(piece)
    return digest.digest()
