"""The addresses at which registers reach us: what is taken, and each way to be refused without learning anything."""

import dataclasses
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from janua.base.clock import now
from janua.base.keys.boxed import open_from
from janua.base.keys.envelope import place
from janua.checks.models import PartnerKey, Received
from janua.exchange import dci
from janua.exchange.dci.civil import BIRTH
from tests.checks.factories import As
from tests.checks.messages import PARTNERS, Sender, born, person_record, year_record

Post = Callable[..., tuple[int, str]]
TAKEN = (200, "ACK")
BABY, MOTHER = "9900626L", "9900692M"


@pytest.fixture
def post(as_process: As, settings: Any) -> Post:
    """Post a message to the process of registers: gives status and `ACK` or the code of the refusal."""
    settings.JANUA_PARTNERS, settings.JANUA_PROCESS, settings.ROOT_URLCONF = PARTNERS, "api", "janua.config.urls.api"
    client = Client(raise_request_exception=False)

    def send(body: dci.Envelope | bytes, kind: str = "on-search", **more: Any) -> tuple[int, str]:
        content = body if isinstance(body, bytes) else body.to_bytes()
        given = {"content_type": "application/json"} | more
        with as_process("janua_api"):
            answer = client.post(f"/dci/registry/{kind}", content, **given)
        send.last = answer  # type: ignore[attr-defined]
        message = json.loads(answer.content)["message"]
        return answer.status_code, message["error"]["code"] if "error" in message else message["ack_status"]

    return send


@pytest.fixture
def civil(db: None) -> Sender:
    """The civil registry, whom we know."""
    return Sender().known()


def _found(sender: Sender) -> dci.Envelope:
    return sender.found("r-1", [person_record("9900116L")])


def test_signed_message_is_kept_whole_and_acknowledged_by_its_id(post: Post, civil: Sender) -> None:
    envelope = civil.signed(_found(civil))

    assert post(envelope) == TAKEN

    acknowledged = json.loads(post.last.content)["message"]  # type: ignore[attr-defined]
    assert acknowledged["correlation_id"] == envelope.message_id
    row = Received.objects.get()
    assert (row.partner_id, row.message_id, row.kind, row.taken_at, row.outcome) == (
        *("civil", envelope.message_id, "on-search"),
        *(None, ""),
    )
    assert json.loads(open_from("inbox", bytes(row.body or b""), place("checks_received", "body", row.id))) == (
        envelope.to_json()
    )
    assert b"9900116L" not in bytes(row.body or b"")
    assert timedelta(minutes=4) < row.expires_at - now() < timedelta(minutes=6)


def test_every_kind_has_its_address(post: Post, civil: Sender) -> None:
    told = civil.told("b-1", BIRTH, born(BABY, mother=MOTHER))

    assert post(civil.signed(told), "notify") == TAKEN
    assert post(civil.signed(civil.subscribed("s-1", "S-1")), "on-subscribe") == TAKEN
    assert post(civil.signed(_found(civil)), "notify") == (400, "err.request.bad")

    assert sorted(Received.objects.values_list("kind", flat=True)) == ["notify", "on-subscribe"]


def test_each_partner_is_read_by_its_own_interface(post: Post, civil: Sender) -> None:
    revenue = Sender("revenue").known()

    assert post(revenue.signed(revenue.found("r-1", [year_record("9900190M")]))) == TAKEN


def test_replay_is_refused_and_kept_once(post: Post, civil: Sender) -> None:
    envelope = civil.signed(_found(civil))
    assert post(envelope) == TAKEN

    assert post(envelope) == (403, "err.request.forbidden")
    again = civil.signed(dci.Envelope(envelope.header, envelope.message), at=now() + timedelta(seconds=2))
    assert post(again) == (403, "err.request.forbidden")

    assert Received.objects.count() == 1


def _another_key(civil: Sender) -> dci.Envelope:
    return dataclasses.replace(civil, key=Ed25519PrivateKey.generate()).signed(_found(civil))


def _changed(civil: Sender) -> dci.Envelope:
    envelope = civil.signed(_found(civil))
    envelope.message["search_response"][0]["data"]["reg_records"][0]["birth_date"] = "2000-01-01"
    return envelope


def _to_another(civil: Sender) -> dci.Envelope:
    envelope = _found(civil)
    return civil.signed(dci.Envelope({**envelope.header, "receiver_id": "somebody.else"}, envelope.message))


def _as_another(civil: Sender) -> dci.Envelope:
    Sender("revenue").known()
    envelope = civil.signed(_found(civil))
    return dci.Envelope({**envelope.header, "sender_id": "revenue.example"}, envelope.message, envelope.signature)


def _of_stranger() -> dci.Envelope:
    stranger = Sender("revenue")
    return stranger.signed(stranger.found("r-1", []))


def _ended_key(civil: Sender) -> dci.Envelope:
    PartnerKey.objects.update(valid_to=now() - timedelta(seconds=1))
    return civil.signed(_found(civil))


REFUSED: dict[str, tuple[Callable[[Sender], dci.Envelope], tuple[int, str]]] = {
    "unsigned": (_found, (401, "err.signature.missing")),
    "key of somebody else": (_another_key, (401, "err.signature.invalid")),
    "changed on the way": (_changed, (401, "err.signature.invalid")),
    "expired": (lambda c: c.signed(_found(c), at=now() - timedelta(hours=1)), (401, "err.signature.invalid")),
    "from the future": (lambda c: c.signed(_found(c), at=now() + timedelta(hours=1)), (401, "err.signature.invalid")),
    "for somebody else": (_to_another, (403, "err.receiver_id.invalid")),
    "in another's name": (_as_another, (401, "err.sender_id.invalid")),
    "unknown key id": (lambda c: c.signed(_found(c), key_id="9"), (401, "err.sender_id.invalid")),
    "key no longer in force": (_ended_key, (401, "err.sender_id.invalid")),
    "unknown sender": (lambda _: _of_stranger(), (401, "err.sender_id.invalid")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_message_that_is_not_proved_is_refused(post: Post, civil: Sender, name: str) -> None:
    make, refusal = REFUSED[name]

    assert post(make(civil)) == refusal

    assert Received.objects.count() == 0


def test_whoever_is_not_proved_learns_nothing_of_the_shape(post: Post, civil: Sender) -> None:
    stranger = dataclasses.replace(civil, key=Ed25519PrivateKey.generate())
    well, ill = _found(civil), _found(civil)
    del ill.message["search_response"]
    answers = []
    for envelope in (well, ill):
        post(stranger.signed(envelope))
        answer = json.loads(post.last.content)  # type: ignore[attr-defined]
        answers.append({**answer, "message": {**answer["message"], "timestamp": ""}})

    assert answers[0] == answers[1]
    assert post(civil.signed(ill)) == (400, "err.request.bad")
    assert post(civil.signed(well)) == TAKEN, "a message refused for its shape uses up no id"


@pytest.mark.parametrize(
    ("body", "more", "status"),
    [
        (b"not json", {}, 400),
        (b"[]", {}, 400),
        (b'{"header": {}, "header": {}, "message": {}}', {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"{}", {"content_type": "text/plain"}, 415),
        (b"{}", {"content_type": "application/x-www-form-urlencoded"}, 415),
        (b"{}", {"headers": {"Content-Length": "1000001"}}, 413),
        (b"{}", {"headers": {"Content-Length": ""}}, 411),
        (b"x" * 3_000_000, {}, 413),
    ],
)
def test_body_that_is_no_message_is_refused(
    post: Post, civil: Sender, body: bytes, more: dict[str, Any], status: int
) -> None:
    assert post(body, **more) == (status, "err.request.bad")

    assert Received.objects.count() == 0


def test_body_longer_than_any_of_ours_is_refused_before_it_is_read(client: Client, civil: Sender) -> None:
    answer = client.post(
        "/dci/registry/on-search",
        b"{}",
        content_type="application/json",
        headers={"Content-Length": "9999999999999"},
    )

    assert answer.status_code == 413
    assert Received.objects.count() == 0


def test_charset_may_stand_in_the_content_type(post: Post, civil: Sender) -> None:
    assert post(civil.signed(_found(civil)), content_type="application/json; charset=utf-8") == TAKEN


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(post: Post, civil: Sender, method: str) -> None:
    client = Client(raise_request_exception=False)

    answer = getattr(client, method)("/dci/registry/on-search")

    assert (answer.status_code, answer.headers["Allow"], answer.content) == (405, "POST", b"")
