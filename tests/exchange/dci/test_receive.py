import json

import pytest

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
        b'{"header": {}, "message": {"a": "' + b"a" * 1_000_000 + b'"}}',
    ],
)
def test_receive_refuses_what_is_no_message(body: bytes) -> None:
    with pytest.raises(dci.NotAMessage) as refusal:
        receive(body, Seen())
    assert (refusal.value.code, refusal.value.status) == ("err.request.bad", 400)


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
