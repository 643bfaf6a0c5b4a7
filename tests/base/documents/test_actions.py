"""Documents: sealed for their person, seen by those concerned, gone with the key."""

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from janua.base.actors import system_actor
from janua.base.audit.models import Access, Entry
from janua.base.documents.actions import (
    DocumentRefused,
    read_document,
    read_large_document,
    store_document,
    store_large_document,
    sweep_orphans,
)
from janua.base.documents.models import Document
from janua.base.documents.store import FolderStore
from janua.base.keys.actions import destroy_key
from janua.base.keys.datakeys import KeyDestroyed, cache
from janua.base.keys.envelope import Tampered
from janua.values import uuid7

AsProcess = Callable[..., AbstractContextManager[None]]
ASSESSOR, KEEPER = system_actor("assessor"), system_actor("keeper")
LETTER = b"%PDF-1.7 a letter about Maria"


@pytest.fixture(autouse=True)
def store(db: None, tmp_path: Path, settings: Any) -> Iterator[FolderStore]:
    settings.JANUA_DOCUMENTS = tmp_path / "documents"
    cache.clear()
    yield FolderStore(tmp_path / "documents")
    cache.clear()


def keep(person: UUID, content: bytes = LETTER) -> Document:
    return store_document(person_id=person, area_id=None, content=content, media_type="application/pdf")


def read(document: Document) -> bytes:
    return read_document(document=document, page="portal/letter", purpose="own data")


def test_document_is_read_back_lies_sealed_and_leaves_its_traces(as_process: AsProcess, store: FolderStore) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        document = keep(person)
        assert read(Document.objects.get(id=document.id)) == LETTER
    assert b"Maria" not in store.get(document.id)
    traces = Entry.objects.filter(subject=person).values_list("actor", "action", "object_id")
    assert list(traces) == [("system:assessor", "document.stored", document.id)]
    assert list(Access.objects.values_list("actor", "page", "persons")) == [
        ("system:assessor", "portal/letter", [person])
    ]


def test_file_of_another_document_is_refused(as_process: AsProcess, store: FolderStore) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        first, second = keep(person), keep(person, b"another letter")
        store.put(second.id, store.get(first.id))
        with pytest.raises(Tampered):
            read(second)


def test_destroyed_key_erases_the_document(as_process: AsProcess) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        document = keep(person)
    with as_process("janua_work", KEEPER):
        destroy_key(subject=person)
    with as_process("janua_work", ASSESSOR), pytest.raises(KeyDestroyed):
        read(document)


@pytest.mark.parametrize("content", [b"", b"x" * (25 * 2**20 + 1)])
def test_empty_or_huge_file_is_refused(as_process: AsProcess, content: bytes, store: FolderStore) -> None:
    with as_process("janua_work", ASSESSOR), pytest.raises(DocumentRefused):
        keep(uuid7(), content)
    assert list(store.path.rglob("*.sealed")) == []


def test_sweep_removes_old_files_that_no_row_knows(as_process: AsProcess, store: FolderStore) -> None:
    with as_process("janua_work", ASSESSOR):
        kept = keep(uuid7())
        with transaction.atomic():
            keep(uuid7())
            transaction.set_rollback(True)
        young = uuid7()
    two_days_ago = time.time() - 48 * 3600
    for file in store.path.rglob("*.sealed"):
        os.utime(file, (two_days_ago, two_days_ago))
    store.put(young, b"being written")
    with as_process("janua_work", KEEPER):
        assert (sweep_orphans(), sweep_orphans()) == (1, 0)
    assert sorted(UUID(file.stem) for file in store.path.rglob("*.sealed")) == sorted([kept.id, young])


def test_strangers_do_not_see_the_document(as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        keep(uuid7())
        assert Document.objects.count() == 1
    for role, actor in (("janua_api", system_actor("exchange")), ("janua_portal", system_actor("door"))):
        with as_process(role, actor):
            assert Document.objects.count() == 0


def test_document_is_never_changed(as_process: AsProcess) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process("janua_work", KEEPER),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE documents_document SET digest = ''")


def test_large_document_is_read_back_whole_and_in_pieces(as_process: AsProcess, store: FolderStore) -> None:
    run, content = uuid7(), os.urandom(3_000_000)
    with as_process("janua_payments", system_actor("paymaster")):
        document = store_large_document(
            subject=run, area_id=None, source=io.BytesIO(content), media_type="application/xml"
        )
        kept = Document.objects.get(id=document.id)
        assert (kept.size, b"".join(read_large_document(document=kept)), read(kept)) == (3_000_000, content, content)


def test_empty_large_document_is_refused_and_leaves_no_file(as_process: AsProcess, store: FolderStore) -> None:
    with pytest.raises(DocumentRefused), as_process("janua_payments", system_actor("paymaster")):
        store_large_document(subject=uuid7(), area_id=None, source=io.BytesIO(b""), media_type="application/xml")
    assert [path for path in store.path.rglob("*") if path.is_file()] == []
