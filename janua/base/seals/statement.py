"""A statement under a seal as short text: what the picture on a letter holds, checked without us and without a network.

It is a compact JWS (RFC 7515, ES256): any library reads it with the seal's certificate.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from janua.base.seals.port import SealPort

_HALF = 32
# Longer is no statement of ours, and does not fit in a picture.
_LONGEST = 4_000


class NotSealed(ValueError):
    """The text is no statement under this seal, or it was changed; the message says which."""


def seal_statement(seal: SealPort, statement: Mapping[str, Any]) -> str:
    """Write a statement as a compact JWS: header.payload.signature."""
    head = {"alg": "ES256", "kid": key_id(seal.certificate)}
    text = f"{_pack(head)}.{_pack(statement)}"
    r, s = decode_dss_signature(seal.sign(text.encode()))
    return f"{text}.{_encode(r.to_bytes(_HALF, 'big') + s.to_bytes(_HALF, 'big'))}"


def read_statement(text: str, *certificates: x509.Certificate) -> dict[str, Any]:
    """Give what a statement under one of these seals says: the one that its head names, now or before it was replaced.

    Raises   NotSealed
    """
    parts = text.strip().split(".")
    if len(parts) != 3 or len(text) > _LONGEST:
        raise NotSealed("This is no sealed statement: read the whole square picture of the letter.")
    try:
        head, statement, signature = _unpack(parts[0]), _unpack(parts[1]), _decode(parts[2])
    except (ValueError, RecursionError) as fault:
        raise NotSealed("This is no sealed statement: some of it is missing or was changed.") from fault
    key = next((one.public_key() for one in certificates if key_id(one) == head.get("kid")), None)
    if head.get("alg") != "ES256" or len(signature) != 2 * _HALF or not isinstance(key, ec.EllipticCurvePublicKey):
        raise NotSealed("This was sealed by another seal than the one given.")
    whole = encode_dss_signature(int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big"))
    try:
        key.verify(whole, f"{parts[0]}.{parts[1]}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as fault:
        raise NotSealed(
            "The seal does not fit: this was changed after it was sealed, or never sealed by us."
        ) from fault
    return statement


def key_id(certificate: x509.Certificate) -> str:
    """Name of a seal's key: the beginning of the SHA-256 of its public half."""
    public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()[:16]


def code_of(text: str) -> str:
    """The code by which people ask for a statement: sixteen letters and digits, in groups of four."""
    digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:16]
    return "-".join(digest[at : at + 4] for at in range(0, 16, 4))


def _pack(value: Mapping[str, Any]) -> str:
    return _encode(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())


def _unpack(text: str) -> dict[str, Any]:
    found = json.loads(_decode(text))
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
