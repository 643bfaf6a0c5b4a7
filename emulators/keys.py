"""Key files of a foreign system: its own pair, made at the first start, and the public keys it was given."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)


def own_key(folder: Path, name: str) -> Ed25519PrivateKey:
    """The pair {name}.pem and {name}.pub.pem, made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    private = folder / f"{name}.pem"
    if not private.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_private(private, pem)
    key = load_pem_private_key(private.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{private} is not an Ed25519 key")
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{name}.pub.pem").write_bytes(public)
    return key


def partner_key(folder: Path, name: str) -> Ed25519PublicKey | None:
    """The public key of {name}.pub.pem, read anew each time so that a partner may join while we run."""
    file = folder / f"{name}.pub.pem"
    key = load_pem_public_key(file.read_bytes()) if file.exists() else None
    return key if isinstance(key, Ed25519PublicKey) else None


def write_private(file: Path, content: bytes) -> None:
    """Put a secret in place, readable by its owner only, wholly or not at all."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    part.replace(file)
