"""The standard's signature string: who signed which message when, and until when it may be used.

The standard shows one example and leaves the rest open; docs/dci-profile.md says how we fill it in.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, Self

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from janua.exchange.dci.envelope import Envelope, NotAMessage
from janua.exchange.dci.refusals import Refused

NAMESPACE = "spdci"
ALGORITHM = "ed25519"
HEADERS = "(created) (expires) digest"
LIFETIME = timedelta(minutes=5)
TOLERANCE = timedelta(seconds=30)
_PREFIX = "Signature:"
_PARAMETER = re.compile(r'\s*([A-Za-z]+)="([^"\\]*)"\s*')
_PARAMETERS = ("namespace", "kidId", "algorithm", "created", "expires", "headers", "signature")
_LONGEST_ID = 99
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._:/-]{1,200}", re.ASCII)


class NotTrusted(Refused):
    """A received message whose sender, time, content or first use cannot be proved."""

    def __init__(self, code: str, status: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.status = status


class Signer(Protocol):
    """What signs: a name and key id that the partner knows, and a key that may live behind a key port."""

    @property
    def sender_id(self) -> str: ...
    @property
    def key_id(self) -> str: ...
    def sign(self, content: bytes, /) -> bytes:
        """The raw 64-byte Ed25519 signature of `content`."""
        ...


class Verifier(Protocol):
    """A partner's public key."""

    def verify(self, signature: bytes, content: bytes, /) -> bool: ...


# (sender_id, key_id) -> the partner's key in force, or None where either is unknown.
KeyRing = Callable[[str, str], Verifier | None]
# (sender_id, message_id, until) -> True the first time. Keep it until `until`; called only for a proven signature.
FirstUse = Callable[[str, str, datetime], bool]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signer whose key is a function on bytes: a key port's, or `from_pem`."""

    sender_id: str
    key_id: str
    sign: Callable[[bytes], bytes]

    @classmethod
    def from_pem(cls, sender_id: str, key_id: str, pem: bytes) -> Self:
        """Read a PKCS 8 Ed25519 private key."""
        key = load_pem_private_key(pem, password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("DCI messages are signed with an Ed25519 key; make one with `openssl genpkey`")
        return cls(sender_id, key_id, key.sign)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A partner's Ed25519 public key."""

    key: Ed25519PublicKey

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        key = load_pem_public_key(pem)
        if not isinstance(key, Ed25519PublicKey):
            raise TypeError("DCI messages are signed with Ed25519; ask the partner for such a key")
        return cls(key)

    @classmethod
    def from_raw(cls, raw: bytes) -> Self:
        return cls(Ed25519PublicKey.from_public_bytes(raw))

    def verify(self, signature: bytes, content: bytes) -> bool:
        try:
            self.key.verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proven signature says."""

    sender_id: str
    key_id: str
    message_id: str
    created_at: datetime
    expires_at: datetime


def sign(envelope: Envelope, signer: Signer, *, at: datetime, lifetime: timedelta = LIFETIME) -> Envelope:
    """The message with its signature string, good from `at` for `lifetime` (at most five minutes)."""
    if not timedelta(0) < lifetime <= LIFETIME:
        raise ValueError("a signature lives for more than nothing and at most five minutes")
    if envelope.sender_id != signer.sender_id:
        raise ValueError(f"the header says {envelope.sender_id!r} and the key is of {signer.sender_id!r}")
    if not _NAME.fullmatch(signer.sender_id) or not _NAME.fullmatch(signer.key_id):
        raise ValueError(
            "sender and key ids are letters, digits and . _ : / - only, since | and quotes divide the string"
        )
    created = int(at.timestamp())
    expires = created + int(lifetime.total_seconds())
    signature = base64.b64encode(signer.sign(_signing_string(envelope, created, expires))).decode()
    values = (
        NAMESPACE,
        f"{signer.sender_id}|{signer.key_id}|{ALGORITHM}",
        ALGORITHM,
        created,
        expires,
        HEADERS,
        signature,
    )
    parameters = ", ".join(f'{name}="{value}"' for name, value in zip(_PARAMETERS, values, strict=True))
    return envelope.with_signature(f"{_PREFIX} {parameters}")


def verify(
    envelope: Envelope,
    *,
    receiver_id: str,
    keys: KeyRing,
    at: datetime,
    first_use: FirstUse,
    tolerance: timedelta = TOLERANCE,
) -> Proof:
    """Prove who sent a message, that it is meant for us, fresh, whole and seen for the first time.

    receiver_id  our own id: a message for another receiver is refused, however well signed
    first_use    is asked last, so that an unproven message never uses up a message id; it must remember the
                 id until the instant it is given and say False the second time, in one step
    tolerance    how far the partner's clock may be from ours
    Raises       NotTrusted with the code and status to answer with
    """
    parameters = _parameters(envelope.signature)
    sender_id, key_id = _signer_of(parameters)
    if envelope.sender_id != sender_id:
        raise NotTrusted("err.sender_id.invalid", 401, "the header's sender is not the one who signed")
    if envelope.receiver_id != receiver_id:
        raise NotTrusted("err.receiver_id.invalid", 403, "the message is for another receiver")
    if not 0 < len(envelope.message_id) <= _LONGEST_ID:
        raise NotTrusted("err.request.bad", 400, f"message_id has 1 to {_LONGEST_ID} characters")
    created, expires = _times(parameters, at, tolerance)
    key = keys(sender_id, key_id)
    if key is None:
        raise NotTrusted("err.sender_id.invalid", 401, "no key of this sender has this id")
    if not key.verify(_signature_bytes(parameters), _signing_string(envelope, created, expires)):
        raise NotTrusted("err.signature.invalid", 401, "the signature does not fit the message")
    proof = Proof(sender_id, key_id, envelope.message_id, _instant(created), _instant(expires))
    if not first_use(sender_id, envelope.message_id, proof.expires_at + tolerance):
        raise NotTrusted("err.request.forbidden", 403, "this message_id was received before")
    return proof


def digest(envelope: Envelope) -> str:
    """`SHA-256=` and the Base64 digest of the RFC 8785 form of {"header", "message"}."""
    try:
        canonical = rfc8785.dumps({"header": envelope.header, "message": envelope.message})
    except rfc8785.CanonicalizationError as error:
        raise NotAMessage("the message holds a number that JSON readers do not agree on") from error
    return "SHA-256=" + base64.b64encode(hashlib.sha256(canonical).digest()).decode()


def _signing_string(envelope: Envelope, created: int, expires: int) -> bytes:
    return f"(created): {created}\n(expires): {expires}\ndigest: {digest(envelope)}".encode()


def _parameters(signature: str) -> Mapping[str, str]:
    if not signature:
        raise NotTrusted("err.signature.missing", 401, "the message is not signed")
    parameters: dict[str, str] = {}
    for part in signature.removeprefix(_PREFIX).split(","):
        match = _PARAMETER.fullmatch(part)
        if match is None or match[1] in parameters:
            raise NotTrusted("err.signature.invalid", 401, "the signature string cannot be read")
        parameters[match[1]] = match[2]
    if set(parameters) != set(_PARAMETERS):
        raise NotTrusted("err.signature.invalid", 401, "the signature string lacks a part or has one too many")
    if parameters["namespace"] != NAMESPACE or parameters["headers"] != HEADERS:
        raise NotTrusted("err.signature.invalid", 401, "the signature is of another profile")
    return parameters


def _signer_of(parameters: Mapping[str, str]) -> tuple[str, str]:
    parts = parameters["kidId"].split("|")
    if len(parts) != 3 or not all(_NAME.fullmatch(part) for part in parts):
        raise NotTrusted("err.signature.invalid", 401, "kidId is not sender|key|algorithm")
    sender_id, key_id, algorithm = parts
    if (algorithm, parameters["algorithm"]) != (ALGORITHM, ALGORITHM):
        raise NotTrusted("err.signature.invalid", 401, f"only {ALGORITHM} is accepted")
    return sender_id, key_id


def _times(parameters: Mapping[str, str], at: datetime, tolerance: timedelta) -> tuple[int, int]:
    written = parameters["created"], parameters["expires"]
    if not all(_SECONDS.fullmatch(text) for text in written):
        raise NotTrusted("err.signature.invalid", 401, "created and expires are whole seconds since 1970")
    created, expires = map(int, written)
    now, slack = at.timestamp(), tolerance.total_seconds()
    if not 0 < expires - created <= LIFETIME.total_seconds():
        raise NotTrusted("err.signature.invalid", 401, "a signature may live for five minutes at most")
    if created > now + slack:
        raise NotTrusted("err.signature.invalid", 401, "the signature is from the future")
    if now > expires + slack:
        raise NotTrusted("err.signature.invalid", 401, "the signature has expired; sign the message anew")
    return created, expires


def _signature_bytes(parameters: Mapping[str, str]) -> bytes:
    try:
        return base64.b64decode(parameters["signature"], validate=True)
    except ValueError as error:
        # binascii.Error where it is no Base64, ValueError itself where it is no ASCII.
        raise NotTrusted("err.signature.invalid", 401, "the signature is not Base64") from error


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
