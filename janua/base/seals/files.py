"""The seal as two files: `seal.pem`, the certificate and those above it, and `seal.key`, for who signs.

What a trust service hands out fits as it is. A demonstration's seal says so in its certificate, which nobody can edit
away: production refuses it.
"""

import stat
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from janua.base.seals.port import SealMissing

KEY, CERTIFICATE = "seal.key", "seal.pem"
DEMO_NAME = "Demonstration seal, worth nothing"
_YEARS = timedelta(days=3650)
_USAGE = {"digital_signature": True, "content_commitment": True, "key_cert_sign": True}


class SealFiles:
    """SealPort over a folder; without `seal.key` it shows the certificate and signs nothing."""

    def __init__(self, folder: Path) -> None:
        """Read the certificate and, where this process has it, the key. Raises SealMissing."""
        try:
            certificates = x509.load_pem_x509_certificates((folder / CERTIFICATE).read_bytes())
        except (OSError, ValueError) as fault:
            raise SealMissing(f"{folder / CERTIFICATE} holds no certificate: put the seal's there, in PEM.") from fault
        self.certificate, *above = certificates
        self.chain = tuple(above)
        self._key = _key_in(folder / KEY, self.certificate)

    @property
    def demo(self) -> bool:
        """True for a seal that a demonstration made for itself."""
        names = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return any(name.value == DEMO_NAME for name in names)

    def sign(self, message: bytes) -> bytes:
        """ECDSA P-256 signature (DER) of the message's SHA-256. Raises SealMissing."""
        if self._key is None:
            raise SealMissing(f"This process was given the seal's certificate alone, and no {KEY}.")
        return self._key.sign(message, ec.ECDSA(hashes.SHA256()))


def create_seal(folder: Path, *, organization: str, at: datetime, name: str = DEMO_NAME) -> None:
    """Make a seal under a certificate of its own, which says that it is a demonstration's; keeps what is there.

    at   the certificate holds for ten years before and after
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / CERTIFICATE).exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with suppress(FileExistsError):
        (folder / KEY).touch(mode=0o600, exist_ok=False)
    (folder / KEY).write_bytes(secret)
    (folder / CERTIFICATE).write_bytes(
        _certificate(key, organization, name, at).public_bytes(serialization.Encoding.PEM)
    )


def _certificate(key: ec.EllipticCurvePrivateKey, organization: str, called: str, at: datetime) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, called),
        ]
    )
    others = ("key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only")
    usage = x509.KeyUsage(**dict.fromkeys(others, False), **_USAGE)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # The legal date of a demonstration may lie years away from today.
        .not_valid_before(at - _YEARS)
        .not_valid_after(at + _YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _key_in(path: Path, certificate: x509.Certificate) -> ec.EllipticCurvePrivateKey | None:
    if not path.exists():
        return None
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SealMissing(f"{path} can be read by others: chmod 600 it, and replace the seal if it may be known.")
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SealMissing(f"{path} is no EC key on P-256: ask the trust service for one.")
    if key.public_key() != certificate.public_key():
        raise SealMissing(f"{path} does not belong to the certificate beside it.")
    return key
