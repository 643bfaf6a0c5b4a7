"""What a key store must do for us; a folder does it here, a hardware module may elsewhere."""

from typing import Protocol

from janua.base.keys.envelope import KeysError


class KeyMissing(KeysError):
    """This process was not given that key."""


class KeyPort(Protocol):
    """Wraps data keys, computes keyed digests and signs. The keys themselves never leave it."""

    @property
    def demo(self) -> bool:
        """True when any of its keys is marked as a demonstration key; production refuses those."""

    @property
    def current_version(self) -> int:
        """Version of the key-encryption key that wraps from now on."""

    def wrap(self, data_key: bytes, associated: bytes) -> tuple[int, bytes]:
        """Encrypt a data key; returns the version of the key used, and the wrapped key."""

    def unwrap(self, version: int, wrapped: bytes, associated: bytes) -> bytes:
        """Decrypt a data key. Raises KeyMissing for a version not held, Tampered for a changed one."""

    def mac(self, name: str, message: bytes) -> bytes:
        """HMAC-SHA256 of the message under the named key (32 bytes)."""

    def sign(self, name: str, message: bytes) -> bytes:
        """Ed25519 signature of the message by the named key (64 bytes)."""

    def public_key(self, name: str) -> bytes:
        """Public half of the named signing key (32 bytes)."""
