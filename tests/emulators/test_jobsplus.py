import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from janua.exchange.outbound import Fault, Limits, Outbound, OutboundFailed
from janua.exchange.xroad import ClientId, ServiceId, XRoadAnswer, XRoadClient, XRoadFault
from tests.emulators.running import Running

US = ClientId("MT", "GOV", "DSS", "janua")
SERVICE = ServiceId("MT", "GOV", "JOBSPLUS", "registers", "employment")
PAUL = "persons/9900583M"


@pytest.fixture(scope="module")
def server(population: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("jobsplus")
    with Running("jobsplus", "--population", population, "--state", folder, "--keys", folder) as running:
        yield running


@pytest.fixture
def running(server: Running) -> Iterator[Running]:
    server.switch()
    yield server
    server.switch()


def ask(running: Running, path: str = PAUL, client: ClientId = US, service: ServiceId = SERVICE) -> XRoadAnswer:
    with Outbound([running.url], limits=Limits(total_seconds=1), allow_loopback_http=True) as outbound:
        return XRoadClient(outbound, running.url, client).get(service, path, message_id="m-1", user_id="officer")


def test_a_person_is_told_with_jobs_and_registrations(running: Running) -> None:
    answer = ask(running)

    assert answer.status == 200
    assert answer.body["registrations"] == [{"part": "part_1", "starts_on": "2026-01-12", "ends_on": None}]
    assert [(job["ends_on"], job["left"]) for job in answer.body["employments"]] == [("2026-01-09", "redundancy")]
    assert (answer.body["fit_for_work"], answer.body["available_for_work"]) == (True, True)


def test_a_part_is_told_alone(running: Running) -> None:
    assert set(ask(running, f"{PAUL}/registrations").body) == {"id_card", "registrations"}


def test_nobody_is_not_found(running: Running) -> None:
    assert ask(running, "persons/0000001M").status == 404


def test_an_unknown_service_or_client_is_a_fault(running: Running) -> None:
    with pytest.raises(XRoadFault, match="UnknownService"):
        ask(running, service=ServiceId("MT", "GOV", "JOBSPLUS", "registers", "wages"))
    with pytest.raises(XRoadFault, match="AccessDenied") as fault:
        ask(running, client=ClientId("MT", "GOV", "OTHER", "x"))
    assert fault.value.may_retry is False


@pytest.mark.parametrize(
    ("failure", "fault"),
    [
        ("unavailable", Fault.BUSY),
        ("reject", Fault.REFUSED),
        ("disconnect", Fault.UNREACHABLE),
        ("silent", Fault.TIMED_OUT),
    ],
)
def test_switch_failure(running: Running, failure: str, fault: Fault) -> None:
    running.switch(failure=failure, failures=1)

    with pytest.raises(OutboundFailed) as raised:
        ask(running)
    assert raised.value.fault is fault
    assert ask(running).status == 200


def test_switch_out_of_order_answers_another_question(running: Running) -> None:
    running.switch(out_of_order=True)

    with pytest.raises(OutboundFailed, match="x-road-id"):
        ask(running)


def test_switch_contradiction_knows_no_registration(running: Running) -> None:
    running.switch(contradiction=True)

    assert ask(running).body["registrations"] == []


def test_switch_delay_takes_time(running: Running) -> None:
    running.switch(delay=0.3)
    start = time.monotonic()
    ask(running)

    assert time.monotonic() - start >= 0.3
