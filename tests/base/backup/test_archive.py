"""The form of a backup: opened by its key alone, whole or not at all."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from janua.base.backup.archive import (
    BackupDamaged,
    Header,
    WrongKey,
    fingerprint,
    read_backup,
    read_header,
    read_private,
    read_public,
    write_backup,
)
from janua.base.documents.pieces import PIECE
from janua.base.keys.envelope import KeysError
from janua.base.keys.folder import create_keys

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
HEADER = Header(database="janua", made_at="2026-03-02T01:00:00+00:00", to=fingerprint(PUBLIC))
LARGE = bytes(range(256)) * 4096 * 3 + b"odd"
ENTRIES = {"database": LARGE, "documents/1": b"paper", "documents/2": b"", "manifest": b"{}"}


def written() -> bytes:
    file = io.BytesIO()
    entries = ((name, [content[:1000], content[1000:]]) for name, content in ENTRIES.items())
    size = write_backup(file, entries, header=HEADER, public=PUBLIC)
    assert size == len(file.getvalue())
    return file.getvalue()


def opened(content: bytes, key: X25519PrivateKey = KEY) -> dict[str, bytes]:
    return {name: b"".join(chunks) for name, chunks in read_backup(io.BytesIO(content), private=key)}


def test_backup_gives_back_what_was_put_in() -> None:
    content = written()
    assert (opened(content), read_header(io.BytesIO(content))) == (ENTRIES, HEADER)
    assert b"paper" not in content


def test_entries_that_are_not_read_are_passed_over() -> None:
    assert [name for name, _content in read_backup(io.BytesIO(written()), private=KEY)] == list(ENTRIES)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongKey, match=fingerprint(PUBLIC)):
        opened(written(), X25519PrivateKey.generate())


def damaged() -> Iterator[tuple[str, bytes]]:
    whole = written()
    for at in (0, 20, len(whole) // 2, len(whole) - 1):
        yield f"byte {at} changed", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    for end in (5, 40, 200, PIECE, len(whole) - 1):
        yield f"cut at {end}", whole[:end]
    # At the border of a piece: what is there opens, and says that more must follow.
    first = len(whole) - PIECE
    yield "header of another", whole.replace(b"2026-03-02", b"2026-03-03", 1)
    yield "something put behind", whole + b"more"
    yield "a middle left out", whole[: first - 100] + whole[first:]
    yield "nothing", b""


@pytest.mark.parametrize(("how", "content"), list(damaged()), ids=[how for how, _ in damaged()])
def test_damaged_backup_is_refused(how: str, content: bytes) -> None:
    with pytest.raises((BackupDamaged, WrongKey)):
        opened(content)


def test_halves_are_read_from_their_files(tmp_path: Path) -> None:
    create_keys(tmp_path / "safe", "box-backup", demo=False)
    public, private = read_public(tmp_path / "safe/box-backup.pub"), read_private(tmp_path / "safe/box-backup.key")
    assert private.public_key().public_bytes_raw() == public
    with pytest.raises(KeysError, match="holds no public half"):
        read_public(tmp_path / "safe/box-backup.key")
    with pytest.raises(KeysError):
        read_private(tmp_path / "safe/box-backup.pub")
    (tmp_path / "safe/box-backup.key").chmod(0o644)
    with pytest.raises(KeysError, match="can be read by others"):
        read_private(tmp_path / "safe/box-backup.key")
