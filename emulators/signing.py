"""The DCI signature string as a partner reads docs/dci-profile.md: its own code, shared with nobody."""

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FIVE_MINUTES = 300
_CLOCKS_DIFFER = 30
_STRING = re.compile(
    r'Signature: namespace="spdci", kidId="(?P<sender>[^"|]+)\|(?P<key>[^"|]+)\|ed25519", algorithm="ed25519", '
    r'created="(?P<created>\d+)", expires="(?P<expires>\d+)", headers="\(created\) \(expires\) digest", '
    r'signature="(?P<signature>[A-Za-z0-9+/=]+)"'
)


class Rejected(Exception):
    """A message to answer with an error of the standard."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def canonical(value: Any) -> bytes:
    """RFC 8785 for what DCI messages hold: objects, lists, text, whole numbers, true, false and null."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(inner) for name, inner in members) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(canonical(inner) for inner in value) + b"]"
    if isinstance(value, float) or (type(value) is int and abs(value) >= 2**53):
        raise Rejected(400, "err.request.bad", "only whole numbers below 2^53 are read")
    return json.dumps(value, ensure_ascii=False).encode()


def signature_string(
    key: Ed25519PrivateKey, signer: str, header: dict[str, Any], message: dict[str, Any], *, age: int = 0
) -> str:
    """Sign now, or as if `age` seconds ago. `signer` is sender|key id."""
    created = int(time.time()) - age
    expires = created + _FIVE_MINUTES
    signature = base64.b64encode(key.sign(_content(created, expires, header, message))).decode()
    return (
        f'Signature: namespace="spdci", kidId="{signer}|ed25519", algorithm="ed25519", created="{created}", '
        f'expires="{expires}", headers="(created) (expires) digest", signature="{signature}"'
    )


def check(document: dict[str, Any], own_id: str, partner_key: Callable[[str, str], Ed25519PublicKey | None]) -> int:
    """Who signed, for us, in time and unchanged; gives the second until which its message id must be remembered.

    Raises  Rejected
    """
    header, message = document.get("header"), document.get("message")
    if not isinstance(header, dict) or not isinstance(message, dict):
        raise Rejected(400, "err.request.bad", "header or message is missing")
    written = document.get("signature")
    if not isinstance(written, str) or not written:
        raise Rejected(401, "err.signature.missing", "the message is not signed")
    found = _STRING.fullmatch(written)
    if not found:
        raise Rejected(401, "err.signature.invalid", "the signature string is not of the profile")
    created, expires, now = int(found["created"]), int(found["expires"]), time.time()
    in_time = created - _CLOCKS_DIFFER <= now <= expires + _CLOCKS_DIFFER
    if not in_time or not 0 < expires - created <= _FIVE_MINUTES:
        raise Rejected(401, "err.signature.invalid", "the signature is not in time")
    key = partner_key(found["sender"], found["key"])
    if key is None or header.get("sender_id") != found["sender"]:
        raise Rejected(401, "err.sender_id.invalid", "the sender is not registered here")
    if header.get("receiver_id") != own_id:
        raise Rejected(403, "err.receiver_id.invalid", "the message is for another receiver")
    try:
        key.verify(base64.b64decode(found["signature"]), _content(created, expires, header, message))
    except (InvalidSignature, ValueError) as error:
        raise Rejected(401, "err.signature.invalid", "the signature does not fit the message") from error
    return expires + _CLOCKS_DIFFER


def _content(created: int, expires: int, header: dict[str, Any], message: dict[str, Any]) -> bytes:
    body = canonical({"header": header, "message": message})
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return f"(created): {created}\n(expires): {expires}\ndigest: SHA-256={digest}".encode()
