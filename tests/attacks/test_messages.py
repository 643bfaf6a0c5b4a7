"""A signed message put inside another: what is read is what was signed, and nothing beside it."""

import json
from typing import Any

import pytest

from janua.exchange import dci
from tests.exchange.dci.messages_for_tests import Seen, question, signed
from tests.exchange.dci.test_receive import receive


def _true() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(signed().to_bytes())
    return read


def _evil() -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(json.dumps(question().message).replace("9900190M", "9900692M"))
    assert asked != _true()["message"]
    return asked


def _twice(key: str) -> bytes:
    """The same member twice: a careless reader proves one and reads the other."""
    true = _true()
    members = [f'"{name}": {json.dumps(true[name])}' for name in true]
    return ("{" + f'"{key}": {json.dumps(_evil())}, ' + ", ".join(members) + "}").encode()


WRAPPED = {
    "evil message, the signed one beside it": lambda: json.dumps(
        _true() | {"message": _evil(), "signed": _true()["message"]}
    ).encode(),
    "evil message round the signed one": lambda: json.dumps(
        _true() | {"message": _evil() | {"message": _true()["message"]}}
    ).encode(),
    "evil header, the signed one beside it": lambda: json.dumps(
        _true() | {"header": _true()["header"] | {"sender_id": "mt.other"}, "signed": _true()["header"]}
    ).encode(),
    "signature of another message": lambda: json.dumps(
        json.loads(signed("m-2").to_bytes()) | {"signature": _true()["signature"]}
    ).encode(),
    "the signed envelope as a message": lambda: json.dumps(_true() | {"message": _true()}).encode(),
    "message twice": lambda: _twice("message"),
    "header twice": lambda: _twice("header"),
}


def test_signed_message_itself_is_read() -> None:
    assert receive(json.dumps(_true()).encode(), Seen()) == signed()


@pytest.mark.parametrize("how", sorted(WRAPPED))
def test_wrapped_signature_proves_nothing(how: str) -> None:
    with pytest.raises((dci.NotTrusted, dci.NotAMessage)):
        receive(WRAPPED[how](), Seen())
