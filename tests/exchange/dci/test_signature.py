import base64
import hashlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from janua.exchange import dci
from tests.exchange.dci.messages_for_tests import KEY, NOW, PUBLIC, REGISTRY, US, Seen, question, ring, signed


def verify(envelope: dci.Envelope, seen: Seen | None = None, **changes: object) -> dci.Proof:
    arguments = {"receiver_id": REGISTRY, "keys": ring, "at": NOW, "first_use": seen or Seen(), **changes}
    return dci.verify(envelope, **arguments)  # type: ignore[arg-type]


def refused(envelope: dci.Envelope, **changes: object) -> tuple[str, int]:
    seen = Seen()
    with pytest.raises(dci.NotTrusted) as refusal:
        verify(envelope, seen, **changes)
    assert seen.until == {}, "a message that is not proved uses up no message id"
    return refusal.value.code, refusal.value.status


def test_sign_writes_the_standards_string() -> None:
    envelope = signed()

    body = {"header": envelope.header, "message": envelope.message}
    digest = base64.b64encode(hashlib.sha256(rfc8785.dumps(body)).digest()).decode()
    content = f"(created): 1770112800\n(expires): 1770113100\ndigest: SHA-256={digest}".encode()
    signature = base64.b64encode(KEY.sign(content)).decode()
    assert envelope.signature == (
        'Signature: namespace="spdci", kidId="mt.social-security|2026-1|ed25519", algorithm="ed25519", '
        'created="1770112800", expires="1770113100", headers="(created) (expires) digest", '
        f'signature="{signature}"'
    )


def test_verify_proves_what_was_signed() -> None:
    seen = Seen()

    proof = verify(dci.Envelope.read(signed().to_bytes()), seen)

    assert proof == dci.Proof(US, "2026-1", "m-1", NOW, NOW + timedelta(minutes=5))
    assert seen.until == {(US, "m-1"): NOW + timedelta(minutes=5, seconds=30)}


def test_verify_accepts_another_order_of_keys_and_no_prefix() -> None:
    envelope = signed()
    turned = dci.Envelope(dict(reversed(envelope.header.items())), envelope.message, envelope.signature[11:])

    assert verify(turned).message_id == "m-1"


@pytest.mark.parametrize(
    ("after", "is_good"), [(-31, False), (-30, True), (0, True), (300, True), (330, True), (331, False)]
)
def test_verify_keeps_to_the_times_within_the_tolerance(after: int, is_good: bool) -> None:
    at = NOW + timedelta(seconds=after)

    if is_good:
        assert verify(signed(), at=at).message_id == "m-1"
    else:
        assert refused(signed(), at=at) == ("err.signature.invalid", 401)


def test_verify_refuses_a_second_use() -> None:
    seen = Seen()
    verify(signed(), seen)

    with pytest.raises(dci.NotTrusted) as refusal:
        verify(signed(), seen)
    assert (refusal.value.code, refusal.value.status) == ("err.request.forbidden", 403)


@pytest.mark.parametrize("part", ["header", "message"])
def test_verify_refuses_a_changed_message(part: str) -> None:
    envelope = dci.Envelope.read(signed().to_bytes())
    getattr(envelope, part)["added"] = 1

    assert refused(envelope) == ("err.signature.invalid", 401)


def test_verify_refuses_another_key() -> None:
    forged = dci.sign(question(), replace(KEY, sign=Ed25519PrivateKey.generate().sign), at=NOW)

    assert refused(forged) == ("err.signature.invalid", 401)


def test_verify_refuses_an_unknown_key_id() -> None:
    assert refused(dci.sign(question(), replace(KEY, key_id="2025-1"), at=NOW)) == ("err.sender_id.invalid", 401)


def test_verify_refuses_a_sender_who_did_not_sign() -> None:
    envelope = signed()
    envelope.header["sender_id"] = "mt.revenue"

    assert refused(envelope) == ("err.sender_id.invalid", 401)


def test_verify_refuses_a_message_for_somebody_else() -> None:
    assert refused(signed(), receiver_id="mt.revenue") == ("err.receiver_id.invalid", 403)


def test_verify_refuses_an_unsigned_message() -> None:
    assert refused(question()) == ("err.signature.missing", 401)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("|ed25519", "|rsa"),
        ('algorithm="ed25519"', 'algorithm="none"'),
        ('namespace="spdci"', 'namespace="other"'),
        ("(created) (expires) digest", "digest"),
        ('expires="1770113100"', 'expires="1770113101"'),
        ('expires="1770113100"', 'expires="1770112800"'),
        ('expires="1770113100"', 'expires="-1"'),
        ('created="1770112800"', 'created="1770112799"'),
        ('created="1770112800", ', ""),
        ('algorithm="ed25519", ', 'algorithm="ed25519", algorithm="ed25519", '),
        ('namespace="spdci", ', 'namespace="spdci", extra="1", '),
        ('signature="', 'signature="*'),
        ("Signature: ", "Signature: Signature: "),
    ],
)
def test_verify_refuses_a_changed_signature_string(written: str, instead: str) -> None:
    envelope = signed()
    assert written in envelope.signature

    assert refused(envelope.with_signature(envelope.signature.replace(written, instead, 1)))[0].startswith("err.s")


def test_verify_refuses_a_number_that_readers_do_not_agree_on() -> None:
    body = signed().to_bytes().replace(b'"total_count":1', b'"total_count":9007199254740993')

    with pytest.raises(dci.NotAMessage):
        verify(dci.Envelope.read(body))


@pytest.mark.parametrize("seconds", [0, -1, 301])
def test_sign_refuses_a_life_of_more_than_five_minutes(seconds: int) -> None:
    with pytest.raises(ValueError, match="five minutes"):
        dci.sign(question(), KEY, at=NOW, lifetime=timedelta(seconds=seconds))


@pytest.mark.parametrize("sender_id", ["mt.revenue", 'mt"|x'])
def test_sign_refuses_a_sender_who_is_not_the_keys(sender_id: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sender_id) + "|letters"):
        dci.sign(question(), replace(KEY, sender_id=sender_id), at=NOW)


def test_read_pem_keys_of_ed25519_only() -> None:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    other = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(TypeError, match="Ed25519"):
        dci.SigningKey.from_pem(US, "1", other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(TypeError, match="Ed25519"):
        dci.PublicKey.from_pem(other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    public = PUBLIC.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert dci.PublicKey.from_pem(public).verify(KEY.sign(b"text"), b"text")
