import base64
import json
from typing import Any

import pytest

from janua.exchange.outbound import Answer, Fault, Outbound, OutboundFailed
from janua.exchange.xroad import ClientId, ServiceId, XRoadAnswer, XRoadClient, XRoadFault

US = ClientId("MT", "GOV", "DSS", "janua")
SERVICE = ServiceId("MT", "GOV", "JOBSPLUS", "registers", "employment v1")
HASH = base64.b64encode(bytes(64)).decode()
GOOD = {
    "x-road-client": "MT/GOV/DSS/janua",
    "x-road-service": "MT/GOV/JOBSPLUS/registers/employment%20v1",
    "x-road-id": "m-1",
    "x-road-request-id": "q-1",
    "x-road-request-hash": HASH,
}


class Asked(Outbound):
    """Stands where the wire would be: keeps the question and gives the answer it was made with."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.question: tuple[Any, ...] = ()

    def request(self, method: str, url: str, *, content: Any = b"", headers: Any = None, into: Any = None) -> Answer:
        self.question = (method, url, headers)
        return self.answer


def ask(answer: Answer, **more: str) -> tuple[XRoadAnswer, tuple[Any, ...]]:
    outbound = Asked(answer)
    client = XRoadClient(outbound, "https://server.example/", US)
    found = client.get(SERVICE, "persons/9900190M ż", message_id="m-1", parameters={"from": "2026-01-01"}, **more)
    return found, outbound.question


def test_get_sends_the_protocols_address_and_headers() -> None:
    found, question = ask(Answer(200, GOOD, b'{"registrations": []}'), user_id="MT-officer-7", issue="C-1")

    address = "https://server.example/r1/MT/GOV/JOBSPLUS/registers/employment%20v1/persons/9900190M%20%C5%BC"
    assert question == (
        "GET",
        f"{address}?from=2026-01-01",
        {
            "X-Road-Client": "MT/GOV/DSS/janua",
            "X-Road-Id": "m-1",
            "Accept": "application/json",
            "X-Road-UserId": "MT-officer-7",
            "X-Road-Issue": "C-1",
        },
    )
    assert found == XRoadAnswer(200, {"registrations": []}, "m-1", "q-1", HASH)


def test_get_gives_not_found_as_an_answer() -> None:
    found, _ = ask(Answer(404, GOOD, b'{"type": "NotFound"}'))

    assert found.status == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-road-id", "m-2"),
        ("x-road-service", "MT/GOV/OTHER/registers/employment%20v1"),
        ("x-road-client", "MT/GOV/OTHER/x"),
        ("x-road-request-id", ""),
        ("x-road-request-hash", "AAAA"),
        ("x-road-request-hash", "not Base64 ż"),
    ],
)
def test_get_refuses_an_answer_to_another_question(name: str, value: str) -> None:
    with pytest.raises(OutboundFailed) as failure:
        ask(Answer(200, {**GOOD, name: value}, b"{}"))
    assert failure.value.fault is Fault.BAD_ANSWER


@pytest.mark.parametrize(
    ("error_type", "may_retry"),
    [("Server.ServerProxy.AccessDenied", False), ("Server.ClientProxy.NetworkError", True)],
)
def test_get_raises_the_protocols_errors(error_type: str, may_retry: bool) -> None:
    body = json.dumps({"type": error_type, "message": "the server's words", "detail": "1"}).encode()

    with pytest.raises(XRoadFault) as failure:
        ask(Answer(500, {"x-road-error": error_type}, body))
    assert (failure.value.type, failure.value.may_retry, failure.value.detail) == (
        error_type,
        may_retry,
        "the server's words",
    )


@pytest.mark.parametrize(
    ("status", "content", "fault"),
    [(503, b"", Fault.BUSY), (403, b"", Fault.REFUSED), (200, b"<html>", Fault.BAD_ANSWER)],
)
def test_get_refuses_an_answer_it_cannot_use(status: int, content: bytes, fault: Fault) -> None:
    with pytest.raises(OutboundFailed) as failure:
        ask(Answer(status, GOOD, content))
    assert failure.value.fault is fault


@pytest.mark.parametrize("text", ["MT/GOV/DSS", "MT/GOV/DSS/a/b", "MT/GOV//a", "MT/GOV/../a", "MT/GOV/a%2Fb/c"])
def test_parse_refuses_what_is_no_client(text: str) -> None:
    with pytest.raises(ValueError, match=r"parts|identifier"):
        ClientId.parse(text)


def test_parse_reads_what_was_written() -> None:
    assert ClientId.parse(str(US)) == US
    assert ServiceId.parse(str(SERVICE)) == SERVICE
