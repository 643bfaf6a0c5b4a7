"""The form of a backup: one file, sealed piece by piece for whoever holds the private half of a box.

    janua-backup 1 ⏎
    {"database": …, "made_at": …, "to": …} ⏎     header, readable by everybody; bound to every piece
    2 bytes                                      length of the box, big-endian
    box                                          the key of this backup alone (janua.base.keys.box)
    pieces                                       janua.base.documents.pieces

Inside the pieces stand entries, each a name and chunks of content; the last is the manifest:

    2 bytes and name, then for each chunk 4 bytes and content, then 4 bytes of nought

The name of the last is followed by nothing else, so a file that opens to its end is whole.
"""

import base64
import json
import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from janua.base.documents.pieces import PIECE, open_pieces, sealed_pieces
from janua.base.keys.box import close, open_closed
from janua.base.keys.envelope import KEY_BYTES, KeysError, Tampered
from janua.base.keys.folder import Key

MAGIC = b"janua-backup 1\n"
BOX = "backup"
DATABASE, MANIFEST, DOCUMENTS = "database", "manifest", "documents/"
_LONGEST_HEADER = 4096
_PUBLIC_BYTES = 32
_DAMAGED = "This backup was changed or cut off: take another copy of it."

Entry = tuple[str, Iterable[bytes]]


class BackupDamaged(Exception):
    """The file was changed, cut off, or is no backup: nothing of it may be used."""


class WrongKey(Exception):
    """The backup was made for another key."""


@dataclass(frozen=True)
class Header:
    """What a backup says to everybody.

    made_at   in UTC, ISO
    to        which key opens it: the beginning of the SHA-256 of its public half
    """

    database: str
    made_at: str
    to: str

    def line(self) -> bytes:
        """Write it as it stands in the file."""
        words = {"database": self.database, "made_at": self.made_at, "to": self.to}
        return json.dumps(words, sort_keys=True).encode() + b"\n"


def read_public(path: Path) -> bytes:
    """Read box-backup.pub. Raises KeysError."""
    try:
        public = base64.b64decode(path.read_text(encoding="ascii").strip(), validate=True)
    except (OSError, ValueError):
        public = b""
    if len(public) != _PUBLIC_BYTES:
        raise KeysError(f"{path} holds no public half of a box: janua keys create FOLDER box-backup makes one.")
    return public


def read_private(path: Path) -> X25519PrivateKey:
    """Read box-backup.key. Raises KeysError."""
    try:
        return X25519PrivateKey.from_private_bytes(Key.read(path).secret)
    except (OSError, ValueError) as error:
        raise KeysError(f"{path} is no key file: {error}.") from error


def fingerprint(public: bytes) -> str:
    """Name a key, so that a wrong one is found before anything is opened."""
    return sha256(public).hexdigest()[:16]


def write_backup(file: BinaryIO, entries: Iterable[Entry], *, header: Header, public: bytes) -> int:
    """Seal the entries into a file, in the order they come; gives how many bytes it has."""
    secret = os.urandom(KEY_BYTES)
    box = close(public, BOX, secret)
    begin = MAGIC + header.line() + len(box).to_bytes(2) + box
    file.write(begin)
    written = len(begin)
    for some in sealed_pieces(_in_pieces(_framed(entries)), secret, header.line()):
        file.write(some)
        written += len(some)
    return written


def read_header(file: BinaryIO) -> Header:
    """Read what a backup says to everybody. Raises BackupDamaged."""
    if file.read(len(MAGIC)) != MAGIC:
        raise BackupDamaged("This file is no backup of Janua.")
    line = file.readline(_LONGEST_HEADER)
    try:
        words = json.loads(line)
        header = Header(**words)
    except (ValueError, TypeError):
        raise BackupDamaged("The beginning of this backup was changed: take another copy of it.") from None
    if header.line() != line:
        raise BackupDamaged("The beginning of this backup was changed: take another copy of it.")
    return header


def read_backup(file: BinaryIO, *, private: X25519PrivateKey) -> Generator[tuple[str, Iterator[bytes]]]:
    """Give the entries from the beginning; each is to be read to its end before the next.

    What came before an exception is worthless. Raises BackupDamaged, WrongKey.
    """
    header = read_header(file)
    own = fingerprint(private.public_key().public_bytes_raw())
    if header.to != own:
        raise WrongKey(f"This backup was made for the key {header.to}, and the one given is {own}.")
    yield from _entries(_Stream(_opened(file, private, header)))


def _opened(file: BinaryIO, private: X25519PrivateKey, header: Header) -> Iterator[bytes]:
    try:
        box = file.read(int.from_bytes(file.read(2)))
        yield from open_pieces(file, (open_closed(private, BOX, box),), header.line())
    except Tampered:
        raise BackupDamaged(_DAMAGED) from None


def _framed(entries: Iterable[Entry]) -> Iterator[bytes]:
    for name, content in entries:
        yield len(name).to_bytes(2) + name.encode()
        for chunk in content:
            if chunk:
                yield len(chunk).to_bytes(4) + chunk
        yield bytes(4)


def _in_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size: how long an entry is cannot be read off the pieces."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


class _Stream:
    """Bytes by number, from pieces of any size."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece, self._at = b"", 0

    def take(self, number: int, *, or_end: bool = False) -> bytes:
        """Exactly so many bytes; none at all at the end, where that is allowed."""
        taken = bytearray()
        while len(taken) < number:
            if self._at == len(self._piece):
                following = next(self._pieces, None)
                if following is None:
                    break
                self._piece, self._at = following, 0
            some = self._piece[self._at : self._at + number - len(taken)]
            self._at += len(some)
            taken += some
        if len(taken) < number and not (or_end and not taken):
            raise BackupDamaged(_DAMAGED)
        return bytes(taken)


def _entries(stream: _Stream) -> Iterator[tuple[str, Iterator[bytes]]]:
    while length := stream.take(2, or_end=True):
        name = stream.take(int.from_bytes(length)).decode()
        content = _content(stream)
        yield name, content
        for _rest in content:
            pass


def _content(stream: _Stream) -> Iterator[bytes]:
    while length := int.from_bytes(stream.take(4)):
        yield stream.take(length)
