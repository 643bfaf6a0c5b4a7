"""What a seal must do for us: sign, and show the certificate by which others check it.

Two files do it here; a ministry's own trust service does it behind the same three members.
"""

from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from django.conf import settings


class SealMissing(Exception):
    """This process was given no seal; the message says what to set."""


class SealPort(Protocol):
    """An e-seal: an EC P-256 key whose certificate names the ministry. The key never leaves it."""

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate of the key that signs."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates above it, without the root that others trust already."""

    def sign(self, message: bytes) -> bytes:
        """ECDSA P-256 signature (DER) of the message's SHA-256. Raises SealMissing for a certificate alone."""


def installed_seal() -> SealPort:
    """Give the seal of this process.

    Raises   SealMissing
    """
    folder = seal_folder()
    if folder is None:
        raise SealMissing("No seal: put seal.key and seal.pem into a folder, and name it in JANUA_SEAL.")
    return _seal_in(folder)


def seal_folder() -> Path | None:
    """The folder of the seal: as named, else `seal` beside the keys, where there is one."""
    if settings.JANUA_SEAL is not None:
        return Path(settings.JANUA_SEAL)
    beside = settings.JANUA_KEYS / "seal" if isinstance(settings.JANUA_KEYS, Path) else None
    return beside if beside is not None and beside.is_dir() else None


@cache
def _seal_in(folder: Path) -> SealPort:
    from janua.base.seals.files import SealFiles

    return SealFiles(folder)
