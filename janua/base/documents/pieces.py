"""Files too large for memory, sealed piece by piece.

    byte 0      format, 2
    then each   length of the envelope (4 bytes, big-endian) and the envelope of one piece

The associated data of a piece names its place, its number and whether it is the last: pieces that were exchanged,
left out or cut off do not open.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import BinaryIO

from janua.base.keys.envelope import Tampered, open_sealed, seal

IN_PIECES = b"\x02"
PIECE = 1 << 20
_LENGTH_BYTES = 4


class Source:
    """A file that is read once; afterwards it knows its size and salted digest."""

    def __init__(self, file: BinaryIO, salt: bytes) -> None:
        self._file = file
        self._hash = sha256(salt)
        self.size = 0

    def pieces(self) -> Iterator[bytes]:
        """Read it to the end."""
        while piece := self._file.read(PIECE):
            self._hash.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def digest(self) -> bytes:
        """SHA-256 of salt and content."""
        return self._hash.digest()


def sealed_pieces(pieces: Iterable[bytes], key: bytes, associated: bytes) -> Iterator[bytes]:
    """Seal each piece for its number; an empty one closes the file."""
    yield IN_PIECES
    number = 0
    for piece in pieces:
        yield _framed(seal(piece, key, _numbered(associated, number, last=False)))
        number += 1
    yield _framed(seal(b"", key, _numbered(associated, number, last=True)))


def open_pieces(file: BinaryIO, keys: Sequence[bytes], associated: bytes) -> Iterator[bytes]:
    """Open what `sealed_pieces` made for the same place under one of these keys. Raises Tampered."""
    if file.read(1) != IN_PIECES:
        raise Tampered("These bytes are not a file that was sealed in pieces.")
    number = 0
    while True:
        envelope = _next(file)
        following = file.read(1)
        last = not following
        piece, key = _opened(envelope, keys, _numbered(associated, number, last=last))
        # One file, one key: what opened the first piece must open all.
        keys = (key,)
        if last:
            return
        file.seek(-1, 1)
        yield piece
        number += 1


def _opened(envelope: bytes, keys: Sequence[bytes], associated: bytes) -> tuple[bytes, bytes]:
    for key in keys[:-1]:
        with suppress(Tampered):
            return open_sealed(envelope, key, associated), key
    return open_sealed(envelope, keys[-1], associated), keys[-1]


def _next(file: BinaryIO) -> bytes:
    length = int.from_bytes(file.read(_LENGTH_BYTES))
    if length > 2 * PIECE:
        raise Tampered("A piece of this file is longer than any we seal.")
    return file.read(length)


def _framed(envelope: bytes) -> bytes:
    return len(envelope).to_bytes(_LENGTH_BYTES) + envelope


def _numbered(associated: bytes, number: int, *, last: bool) -> bytes:
    return associated + f"|{number}|{'last' if last else 'more'}".encode()
