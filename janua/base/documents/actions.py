"""Keep a file, give it back, and clear away files that no row knows."""

import os
from collections.abc import Collection, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.db import connection, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from janua.base.actors import current_actor
from janua.base.audit import log_access, record
from janua.base.clock import now
from janua.base.documents.models import Document
from janua.base.documents.pieces import IN_PIECES, Source, open_pieces, sealed_pieces
from janua.base.documents.store import document_store
from janua.base.keys.datakeys import data_key, newest_keys, open_for
from janua.base.keys.envelope import Tampered, place, seal
from janua.values import uuid7

LARGEST = 25 * 1024 * 1024
ORPHAN_AFTER = timedelta(hours=24)


class DocumentRefused(Exception):
    """The file is empty or larger than we keep; says what to do."""


def store_document(*, person_id: UUID, area_id: int | None, content: bytes, media_type: str) -> Document:
    """Keep a file of one person, sealed by their key, and return its row.

    The file is on the disk before the row is committed; should the transaction roll back, the sweep removes it.
    Raises   DocumentRefused, KeyDestroyed
    """
    if not content or len(content) > LARGEST:
        words = _("A document has between 1 byte and {most} MB: send a smaller copy.")
        raise DocumentRefused(format_lazy(words, most=LARGEST // 2**20))
    salt = os.urandom(16)
    document = Document(
        id=uuid7(),
        person_id=person_id,
        area_id=area_id,
        media_type=media_type,
        size=len(content),
        salt=salt,
        digest=sha256(salt + content).digest(),
        stored_by=current_actor().setting,
        stored_at=now(),
    )
    sealed = seal(content, data_key(person_id, create=True), _place(document.id))
    document_store().put(document.id, sealed)
    document.save(force_insert=True)
    record("document.stored", subject=person_id, object_type="document", object_id=document.id)
    return document


def store_large_document(*, subject: UUID, area_id: int | None, source: BinaryIO, media_type: str) -> Document:
    """Keep a file of any size, read and sealed piece by piece, and return its row.

    subject   whose key seals it: a person, or a thing of many persons such as a payment run
    Raises    DocumentRefused, KeyDestroyed
    """
    salt = os.urandom(16)
    read = Source(source, salt)
    document = Document(
        id=uuid7(),
        person_id=subject,
        area_id=area_id,
        media_type=media_type,
        salt=salt,
        stored_by=current_actor().setting,
        stored_at=now(),
    )
    key = data_key(subject, create=True)
    document_store().put_pieces(document.id, sealed_pieces(read.pieces(), key, _place(document.id)))
    if not read.size:
        document_store().delete(document.id)
        raise DocumentRefused(_("A document has at least 1 byte."))
    document.size, document.digest = read.size, read.digest
    document.save(force_insert=True)
    record("document.stored", subject=subject, object_type="document", object_id=document.id)
    return document


def read_large_document(*, document: Document) -> Iterator[bytes]:
    """Give a large file back piece by piece, for a machine step; what came before an exception is worthless.

    Raises   DocumentMissing, KeyDestroyed, Tampered
    """
    with document_store().open(document.id) as file:
        keys = (data_key(document.person_id), *newest_keys(document.person_id))
        yield from open_pieces(file, keys, _place(document.id))


def read_document(*, document: Document, page: str, purpose: str) -> bytes:
    """Give a file back, and log who was shown it.

    Raises   DocumentMissing, KeyDestroyed, Tampered
    """
    sealed = document_store().get(document.id)
    if sealed.startswith(IN_PIECES):
        content = b"".join(read_large_document(document=document))
    else:
        content = open_for(document.person_id, sealed, _place(document.id))
    if sha256(bytes(document.salt) + content).digest() != bytes(document.digest):
        raise Tampered(f"The content of document {document.id} is not the one its row was written for.")
    log_access([document.person_id], page, purpose)
    return content


def hand_in(*, documents: Collection[UUID], area_id: int) -> None:
    """Give papers that were stored in private to the office of an area; from now on it sees them.

    Raises   DocumentRefused, where one is not this account's own, or was handed in before
    """
    own = Document.objects.filter(id__in=documents, area_id__isnull=True)
    if own.update(area_id=area_id) != len(set(documents)):
        raise DocumentRefused(_("One of these papers is no longer there: look at them again, then send."))


def discard(*, document: Document) -> None:
    """Throw away a paper that was never handed in; its file goes with it.

    Raises   DocumentRefused
    """
    document_id, person_id = document.id, document.person_id
    with connection.cursor() as cursor:
        # Not by the ORM: it would first look into the tables of every app above that links to a document.
        cursor.execute("DELETE FROM documents_document WHERE id = %s AND area_id IS NULL", [document_id])
        deleted = cursor.rowcount
    if not deleted:
        raise DocumentRefused(_("This paper was handed in, and is kept."))
    record("document.discarded", subject=person_id, object_type="document", object_id=document_id)
    transaction.on_commit(lambda: document_store().delete(document_id))


def sweep_orphans() -> int:
    """Remove files that no row knows, left by transactions that rolled back a day ago or more; returns how many."""
    store = document_store()
    old = list(store.stored_before(now() - ORPHAN_AFTER))
    removed = 0
    for start in range(0, len(old), 1000):
        some = set(old[start : start + 1000])
        orphans = some - set(Document.objects.filter(id__in=some).values_list("id", flat=True))
        for orphan in orphans:
            store.delete(orphan)
        removed += len(orphans)
    return removed


def _place(document: UUID) -> bytes:
    return place("documents_document", "content", document)
