"""What a key store must do for us; a folder does it here, a key service over the network elsewhere."""

from collections.abc import Sequence
from typing import Protocol

from janua.base.keys.envelope import KeysError


class KeyMissing(KeysError):
    """This process was not given that key."""


class KeysUnavailable(KeysError):
    """The key store does not answer: nothing can be sealed or opened until it does. Trying again later can help."""


class KeyPort(Protocol):
    """Wraps data keys, closes boxes, computes keyed digests and signs. The keys themselves never leave it.

    Everything may raise KeysUnavailable; whoever calls lets it through, so that the transaction rolls back.
    """

    @property
    def demo(self) -> bool:
        """True when any of its keys is marked as a demonstration key; production refuses those."""

    @property
    def current_version(self) -> int:
        """Version of the key-encryption key that wraps from now on."""

    def wrap_all(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        """Encrypt data keys, each given with its place; returns version and wrapped key of each, in order."""

    def unwrap_all(self, wrapped: Sequence[tuple[int, bytes, bytes]]) -> list[bytes]:
        """Decrypt data keys, given as version, wrapped key and place. Raises KeyMissing for a version not held,
        Tampered for a changed one."""

    def close_box(self, name: str, secret: bytes) -> bytes:
        """Encrypt a short secret so that only who may open the box reads it; closing needs no secret of ours."""

    def open_box(self, name: str, closed: bytes) -> bytes:
        """Open what was closed for this box. Raises KeyMissing where this process may only close, Tampered."""

    def mac(self, name: str, message: bytes) -> bytes:
        """HMAC-SHA256 of the message under the named key (32 bytes)."""

    def sign(self, name: str, message: bytes) -> bytes:
        """Ed25519 signature of the message by the named key (64 bytes)."""

    def public_key(self, name: str) -> bytes:
        """Public half of the named signing key (32 bytes)."""
