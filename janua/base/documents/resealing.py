"""Files sealed anew under new data keys, a few at a time; each file is the old one or the new one, never half."""

from contextlib import suppress
from typing import BinaryIO
from uuid import UUID

from janua.base.documents.models import Document
from janua.base.documents.pieces import IN_PIECES, open_pieces, sealed_pieces
from janua.base.documents.store import DocumentMissing, document_store
from janua.base.keys.envelope import Tampered, place
from janua.base.keys.models import DataKey
from janua.base.keys.resealing import Step, both_keys, sealed_anew


def seal_files_anew(*, after: UUID, limit: int) -> Step:
    """Look at up to `limit` files, and seal under the new key what opens under the old one alone, as the keeper."""
    rows = list(Document.objects.filter(id__gt=after).order_by("id").values_list("id", "person_id")[:limit])
    pairs = both_keys({whose for _, whose in rows})
    old = 0
    broken: list[str] = []
    for document, whose in rows:
        if whose not in pairs:
            continue
        try:
            old += _one(document, whose, pairs[whose])
        except Tampered:
            broken.append(f"document {document}")
        except DocumentMissing:
            # Thrown away meanwhile, or lost: that is for whoever looks after files.
            continue
    return Step(rows[-1][0] if len(rows) == limit else None, len(rows), old, tuple(broken))


def _one(document: UUID, whose: UUID, keys: tuple[bytes, bytes]) -> bool:
    store, where = document_store(), place("documents_document", "content", document)
    with store.open(document) as file:
        if file.read(1) == IN_PIECES:
            if _is_new(file, keys, where):
                return False
            file.seek(0)
            store.put_pieces(document, sealed_pieces(open_pieces(file, keys[1:], where), keys[0], where))
        else:
            file.seek(0)
            anew = sealed_anew(file.read(), keys, where)
            if anew is None:
                return False
            store.put(document, anew)
    # Whoever threw it away or erased its person meanwhile did not see the new file.
    if (
        not Document.objects.filter(id=document).exists()
        or not DataKey.objects.filter(subject=whose, wrapped__isnull=False).exists()
    ):
        store.delete(document)
    return True


def _is_new(file: BinaryIO, keys: tuple[bytes, bytes], where: bytes) -> bool:
    file.seek(0)
    with suppress(Tampered):
        # Its first piece tells: one file has one key. A file of none but the closing piece gives nothing.
        next(open_pieces(file, keys[:1], where), None)
        return True
    return False
