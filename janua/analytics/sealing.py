"""Parquet sealed in Parquet's own way: every file under a key of its own, which the snapshot's key wraps.

Names of columns are sealed as well. AES-GCM throughout; a byte changed, or another snapshot's key, opens nothing.
"""

import base64
from typing import Any

import pyarrow.parquet.encryption as parquet

from janua.base.keys.envelope import KeysError, Tampered, open_sealed, seal


class SnapshotSeal:
    """Seals the files of one snapshot.

    key    of the snapshot; destroyed with it
    place  what the wrapped keys are bound to
    """

    def __init__(self, key: bytes, place: bytes) -> None:
        def client(_: Any) -> "_Wrapping":
            return _Wrapping(key, place)

        self._factory = parquet.CryptoFactory(client)
        self._connection = parquet.KmsConnectionConfig()

    def for_writing(self) -> Any:
        """Encryption properties of one new file."""
        how = parquet.EncryptionConfiguration(
            footer_key="snapshot", uniform_encryption=True, double_wrapping=False, data_key_length_bits=256
        )
        return self._factory.file_encryption_properties(self._connection, how)

    def for_reading(self) -> Any:
        """Decryption properties of one file."""
        return self._factory.file_decryption_properties(self._connection, parquet.DecryptionConfiguration())


class _Wrapping(parquet.KmsClient):  # type: ignore[misc]
    """The library's port to a key store: wraps the key of a file."""

    def __init__(self, key: bytes, place: bytes) -> None:
        parquet.KmsClient.__init__(self)
        self._key, self._place = key, place

    def wrap_key(self, key_bytes: bytes, _: str) -> str:
        """Wrap the key of a new file."""
        return base64.b64encode(seal(key_bytes, self._key, self._place)).decode()

    def unwrap_key(self, wrapped: bytes, _: str) -> bytes:
        """Open the key of a file. Raises Tampered."""
        try:
            return open_sealed(base64.b64decode(wrapped), self._key, self._place)
        except KeysError as error:
            raise Tampered("This file was not sealed for this snapshot.") from error
