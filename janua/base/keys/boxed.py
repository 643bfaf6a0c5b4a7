"""A message of any size, sealed by a process that may not open it.

bytes 0–1   length of the closed box, big-endian
then        the box: the key of this message alone, closed for its holder
the rest    the message in the sealed form (janua.base.keys.envelope)
"""

import os

from janua.base.keys.datakeys import key_port
from janua.base.keys.envelope import KEY_BYTES, Tampered, open_sealed, seal

_LENGTH_BYTES = 2


def seal_into(box: str, plain: bytes, associated: bytes) -> bytes:
    """Seal a message for whoever opens the box. Raises KeyMissing, KeysUnavailable."""
    key = os.urandom(KEY_BYTES)
    closed = key_port().close_box(box, key)
    return len(closed).to_bytes(_LENGTH_BYTES) + closed + seal(plain, key, associated)


def open_from(box: str, message: bytes, associated: bytes) -> bytes:
    """Open what `seal_into` made for the same place. Raises Tampered, KeyMissing, KeysUnavailable."""
    end = _LENGTH_BYTES + int.from_bytes(message[:_LENGTH_BYTES])
    if len(message) <= end:
        raise Tampered("These bytes are not a message that was sealed into a box.")
    return open_sealed(message[end:], key_port().open_box(box, message[_LENGTH_BYTES:end]), associated)
