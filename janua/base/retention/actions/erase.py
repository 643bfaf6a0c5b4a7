"""Erase the persons of approved lists: the journal first, then the keys and the plain columns, then the files."""

import logging
from collections import deque
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from janua.base import clock
from janua.base.audit import record
from janua.base.documents.models import Document
from janua.base.documents.store import document_store
from janua.base.keys.datakeys import forget, key_port
from janua.base.retention.actions.lists import months
from janua.base.retention.journal import SIGNING_KEY, Erased, journal_path, read_journal, write_down
from janua.base.retention.models import ErasureItem
from janua.base.retention.states import ItemState

log = logging.getLogger(__name__)


def erase_next() -> bool:
    """Erase one person of an approved list, as the keeper; False when nobody waits.

    Killed at any moment it is done again from the beginning, with the same end: the journal knows a key once, a
    destroyed key stays destroyed, what is cleared is clear. Who is held, or about whom something happened since they
    were found, is kept.
    """
    item = (
        ErasureItem.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=ItemState.FOUND, erasure_list__approved_by__isnull=False)
        .order_by("id")
        .first()
    )
    if item is None:
        return False
    if not _is_still_past(item.person_id):
        _ended(item, ItemState.KEPT)
        record("retention.kept", subject=item.person_id, object_type="erasure_list", object_id=item.erasure_list_id)
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM retention_keys_of(%s)", [item.person_id])
        keys = [row[0] for row in cursor.fetchall()]
        write_down(keys, at=clock.now())
        # Destroys these keys and clears the columns; asks for itself whether two approved and nobody holds.
        cursor.execute("SELECT retention_erase(%s)", [item.person_id])
    for key in keys:
        forget(key)
    _ended(item, ItemState.ERASED)
    record("retention.erased", subject=item.person_id, object_type="erasure_list", object_id=item.erasure_list_id)
    return True


def mend_journal() -> int:
    """Write down again whom the database forgot and the journal does not know: it was lost, or cut off. Gives how many.

    A backup from before an erasure is made to forget by the journal alone; what is missing there would come back.
    Raises   JournalBroken, where a line was changed: better known now than on the day of a restore
    """
    done = ErasureItem.objects.filter(state__in=[ItemState.ERASED, ItemState.DONE]).order_by("ended_at", "id")
    keys: list[UUID] = []
    with connection.cursor() as cursor:
        for person in done.values_list("person_id", flat=True):
            cursor.execute("SELECT * FROM retention_keys_of(%s)", [person])
            keys += [row[0] for row in cursor.fetchall()]
    if not keys:
        return 0
    missing = write_down(keys, at=clock.now())
    if missing:
        log.error("the journal of erasures had lost %d lines, which were written again", missing)
    with journal_path().open("rb") as lines:
        deque(read_journal(lines, public_key=key_port().public_key(SIGNING_KEY)), maxlen=0)
    return missing


def remove_files_next() -> bool:
    """Remove the files of one erased person from the store; they open no more in any case. False when none waits."""
    item = (
        ErasureItem.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=ItemState.ERASED)
        .order_by("id")
        .first()
    )
    if item is None:
        return False
    store = document_store()
    for document in Document.objects.filter(person_id=item.person_id).values_list("id", flat=True):
        store.delete(document)
    _ended(item, ItemState.DONE)
    return True


def erase_again(*, journal: Iterable[Erased]) -> int:
    """Make a restored database forget whom the journal names; gives how many it still knew.

    Runs as the owner's loader, before the restored copy serves anybody; each key in a transaction of its own, as often
    as you like. Files that were restored are removed by whoever restores the store.
    """
    again = 0
    for erased in journal:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT wrapped IS NULL FROM keys_datakey WHERE subject = %s", [erased.key])
            row = cursor.fetchone()
            if row is not None and row[0]:
                continue
            cursor.execute("SELECT retention_erase(%s)", [erased.key])
            again += 1
    return again


def _is_still_past(person: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM retention_found(%s, %s, 1)", [months(), person])
        row = cursor.fetchone()
    return row is not None and row[0] == 1


def _ended(item: ErasureItem, state: ItemState) -> None:
    ErasureItem.objects.filter(id=item.id).update(state=state, ended_at=clock.now())
