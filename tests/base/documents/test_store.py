"""The folder store: all of a file or nothing of it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from janua.base.documents.store import DocumentMissing, FolderStore
from janua.values import uuid7

LATER = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "documents")


def test_put_keeps_the_file_for_its_process_alone(store: FolderStore) -> None:
    document = uuid7()
    store.put(document, b"sealed")
    files = [path for path in store.path.rglob("*") if path.is_file()]
    assert (store.get(document), len(files)) == (b"sealed", 1)
    assert {path.stat().st_mode & 0o077 for path in [store.path, *store.path.rglob("*")]} == {0}


def test_get_of_a_file_not_there_says_so(store: FolderStore) -> None:
    with pytest.raises(DocumentMissing):
        store.get(uuid7())


def test_delete_twice_is_harmless(store: FolderStore) -> None:
    document = uuid7()
    store.put(document, b"sealed")
    store.delete(document)
    store.delete(document)
    assert list(store.stored_before(LATER)) == []


def test_kill_while_writing_leaves_no_file_and_its_draft_is_cleared_away(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(descriptor: int) -> None:
        raise KeyboardInterrupt

    document = uuid7()
    monkeypatch.setattr(os, "fsync", die)
    with pytest.raises(KeyboardInterrupt):
        store.put(document, b"sealed")
    monkeypatch.undo()
    with pytest.raises(DocumentMissing):
        store.get(document)
    assert len(list(store.path.rglob("*.draft"))) == 1
    assert list(store.stored_before(LATER)) == []
    assert list(store.path.rglob("*.draft")) == []
    store.put(document, b"sealed")
    assert list(store.stored_before(LATER)) == [document]


def test_stored_before_leaves_what_is_young(store: FolderStore) -> None:
    store.put(uuid7(), b"sealed")
    assert list(store.stored_before(datetime.now(UTC) - timedelta(hours=1))) == []
