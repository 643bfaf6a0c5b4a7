"""The sealed form of a value: AES-256-GCM in an envelope with a version, bound to its place.

    byte 0      format, 1
    bytes 1–12  nonce
    the rest    ciphertext and tag

The associated data names table, column and row, so a sealed value copied to another row does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32


class KeysError(Exception):
    """Something is wrong with a key or with what it protects."""


class Tampered(KeysError):
    """The sealed bytes were changed, or stand in a row they were not sealed for."""


def place(table: str, column: str, row: object) -> bytes:
    """Name one cell of the database as associated data."""
    return f"{table}|{column}|{row}".encode()


def seal(plain: bytes, key: bytes, associated: bytes) -> bytes:
    """Encrypt under a data key for one place."""
    nonce = os.urandom(NONCE_BYTES)
    return bytes([FORMAT]) + nonce + AESGCM(key).encrypt(nonce, plain, associated)


def open_sealed(envelope: bytes, key: bytes, associated: bytes) -> bytes:
    """Decrypt what `seal` made for the same place. Raises Tampered."""
    if len(envelope) < 1 + NONCE_BYTES + TAG_BYTES or envelope[0] != FORMAT:
        raise Tampered("These bytes are not a sealed value of a format this version knows.")
    nonce = envelope[1 : 1 + NONCE_BYTES]
    try:
        return AESGCM(key).decrypt(nonce, envelope[1 + NONCE_BYTES :], associated)
    except InvalidTag:
        raise Tampered(
            f"The sealed value of {associated.decode()} was changed, or was sealed for another row or key."
        ) from None
