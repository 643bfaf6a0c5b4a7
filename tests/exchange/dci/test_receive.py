import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from janua.exchange import dci
from janua.exchange.dci.receive import WrongAction
from tests.exchange.dci.messages_for_tests import KEY, NOW, REGISTRY, Seen, question, ring, signed


def receive(body: bytes, seen: Seen, kind: dci.Kind = dci.Kind.SEARCH) -> dci.Envelope:
    envelope, _ = dci.receive(
        body, kind=kind, interface=dci.Interface.CRVS, receiver_id=REGISTRY, keys=ring, first_use=seen, at=NOW
    )
    return envelope


def test_receive_gives_a_proven_valid_message() -> None:
    assert receive(signed().to_bytes(), Seen()) == signed()


def test_receive_refuses_another_action() -> None:
    with pytest.raises(WrongAction):
        receive(signed().to_bytes(), Seen(), dci.Kind.SUBSCRIBE)


def test_receive_keeps_the_id_of_an_invalid_message_free() -> None:
    seen = Seen()
    broken = question()
    del broken.message["transaction_id"]

    with pytest.raises(dci.MessageInvalid):
        receive(dci.sign(broken, KEY, at=NOW).to_bytes(), seen)
    assert seen.until == {}


def test_receive_proves_the_sender_before_it_looks_at_the_shape() -> None:
    broken = signed()
    del broken.message["transaction_id"]

    with pytest.raises(dci.NotTrusted):
        receive(broken.to_bytes(), Seen())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"header": {}, "message": []}',
        b'{"header": {}, "message": {}, "signature": 1}',
        b'{"header": {}, "header": {}, "message": {}}',
        b'{"header": {"a": NaN}, "message": {}}',
        b'{"header": {}, "message": {"a": "\xff"}}',
        json.dumps({"header": {}, "message": json.loads('{"a":' * 50 + "1" + "}" * 50)}).encode(),
        b'{"header": {}, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"header": {}, "message": {"a": "\\u0000"}}',
        b'{"header": {}, "message": {"\\ud800": 1}}',
        b'{"header": {}, "message": {"a": 9007199254740992}}',
        b'{"header": {}, "message": {"a": 1e400}}',
        b'{"header": {}, "message": {"a": "' + b"a" * 1_000_000 + b'"}}',
    ],
)
def test_receive_refuses_what_is_no_message(body: bytes) -> None:
    with pytest.raises(dci.NotAMessage) as refusal:
        receive(body, Seen())
    assert (refusal.value.code, refusal.value.status) == ("err.request.bad", 400)


@pytest.mark.parametrize("message_id", ["", "m" * 100, None, 7])
def test_receive_refuses_a_message_id_that_cannot_be_kept(message_id: object) -> None:
    envelope = question()
    envelope.header["message_id"] = message_id

    with pytest.raises(dci.NotTrusted, match="message_id"):
        receive(dci.sign(envelope, KEY, at=NOW).to_bytes(), Seen())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
NAMES = st.sampled_from(sorted(question().header))


@given(st.dictionaries(NAMES, JSON), st.dictionaries(st.text(max_size=8), JSON, max_size=3), st.booleans())
@settings(max_examples=300, deadline=None)
def test_receive_refuses_or_takes_whatever_comes(
    header: dict[str, Any], message: dict[str, Any], is_ours: bool
) -> None:
    """Signed by a partner or by nobody, no body makes it fail in another way."""
    envelope = dci.Envelope({**(question().header if is_ours else {}), **header}, {**question().message, **message})
    try:
        envelope = dci.sign(envelope, KEY, at=NOW)
    except (ValueError, dci.NotAMessage):
        envelope = envelope.with_signature(signed().signature)

    status = 200
    try:
        receive(json.dumps(envelope.to_json()).encode(), Seen())
    except dci.Refused as refused:
        status, _ = dci.refusal(refused, correlation_id="c", at=NOW)
    assert status in (200, 400, 401, 403)


@given(
    st.text(max_size=300)
    | st.builds(lambda text, at: signed().signature[:at] + text, st.text(max_size=9), st.integers(0, 300))
)
@settings(max_examples=300, deadline=None)
def test_receive_refuses_whatever_signature_comes(signature: str) -> None:
    assume(signature.strip() and signature != signed().signature)
    with pytest.raises(dci.Refused):
        receive(question().with_signature(signature).to_bytes(), Seen())


def test_receive_refuses_a_signature_beyond_ascii() -> None:
    whole, _, _ = signed().signature.rpartition('signature="')

    with pytest.raises(dci.NotTrusted, match="not Base64"):
        receive(question().with_signature(whole + 'signature="é"').to_bytes(), Seen())


def test_refusal_has_both_shapes() -> None:
    refused = dci.NotTrusted("err.signature.invalid", 401, "the signature does not fit the message")

    status, body = dci.refusal(refused, correlation_id="c-1", at=NOW)

    error = {"code": "err.signature.invalid", "message": "the signature does not fit the message"}
    assert (status, body) == (
        401,
        {
            "message": {
                "ack_status": "ERR",
                "timestamp": "2026-02-03T10:00:00+00:00",
                "correlation_id": "c-1",
                "error": error,
            },
            "errors": [error],
        },
    )
    dci.validate(dci.Kind.ERROR, body)
