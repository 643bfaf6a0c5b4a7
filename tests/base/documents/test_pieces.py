"""Large files: sealed in pieces that cannot be exchanged, cut off or left out."""

import io
import os
from hashlib import sha256

import pytest

from janua.base.documents.pieces import PIECE, Source, open_pieces, sealed_pieces
from janua.base.keys.envelope import Tampered

KEY, SALT, PLACE = b"k" * 32, b"s" * 16, b"documents_document|content|1"


def sealed(content: bytes) -> list[bytes]:
    return list(sealed_pieces(Source(io.BytesIO(content), SALT).pieces(), KEY, PLACE))


def opened(parts: list[bytes], place: bytes = PLACE) -> bytes:
    return b"".join(open_pieces(io.BytesIO(b"".join(parts)), (KEY,), place))


@pytest.mark.parametrize("size", [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_pieces_give_back_what_was_sealed(size: int) -> None:
    content = os.urandom(size)
    assert opened(sealed(content)) == content


def test_source_knows_size_and_digest() -> None:
    source = Source(io.BytesIO(b"abc"), SALT)
    assert (b"".join(source.pieces()), source.size, source.digest) == (b"abc", 3, sha256(SALT + b"abc").digest())


def test_pieces_that_were_moved_do_not_open() -> None:
    head, *parts = sealed(os.urandom(2 * PIECE + 5))
    changed = [
        [head, parts[1], parts[0], *parts[2:]],
        [head, parts[0], *parts[2:]],
        [head, *parts[:-1]],
        [head, *parts[:2]],
        [head],
        [b"\x01", *parts],
        [head, *parts[:-1], parts[-1][:-1]],
    ]
    for wrong in changed:
        with pytest.raises(Tampered):
            opened(wrong)
    with pytest.raises(Tampered):
        opened([head, *parts], place=b"documents_document|content|2")
