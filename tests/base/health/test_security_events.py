"""What was refused or tried in vain becomes rows: by account, in numbers, read by auditors; a flood stays small."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from janua.base import counters
from janua.base.actors import system_actor
from janua.base.clock import now
from janua.base.health import noting
from janua.base.health.actions import forget_events
from janua.base.health.models import SecurityEvent
from janua.base.health.noting import forget_noted, note_answer, write_noted
from janua.base.health.pulse import Pulse
from janua.base.health.queries import EventsWanted, security_events
from tests.base.health.test_counting import _numbers
from tests.faces import portal_client, workbench_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
AsProcess = Callable[..., AbstractContextManager[None]]
PASSWORD = "not this one, surely"


@pytest.fixture(autouse=True)
def nothing_noted() -> None:
    counters.forget_counts()
    forget_noted()


def noted() -> list[tuple[str, str, int, UUID | None, int]]:
    """What the process would write down next: kind, page, status, account, times."""
    taken = noting._gathered.take()
    for one, times in taken.items():
        noting._gathered.add(one, times)
    return sorted((one.kind, one.page, one.status, one.account, times) for one, times in taken.items())


def test_page_that_an_officer_may_not_open_is_noted_with_their_account_and_writes_nothing(as_process: Any) -> None:
    officer = people.officer("read_case")
    client = workbench_client(officer)

    with CaptureQueriesContext(connection) as asked:
        answers = [client.get(client.at(page)).status_code for page in ("audit", "roles", "audit", "inbox")]

    assert answers == [404, 404, 404, 200]
    assert noted() == [
        ("refused", "workbench:audit", 404, officer.id, 2),
        ("refused", "workbench:roles", 404, officer.id, 1),
    ]
    assert [row["sql"] for row in asked if "health_" in row["sql"]] == []


def test_act_that_is_refused_is_noted(as_process: Any) -> None:
    officer, elsewhere = people.officer("read_case", "write_note"), people.person(area_id=2)
    client = workbench_client(officer)

    client.post(client.at("look-hold-new", elsewhere.id), {})

    assert noted() == [("refused", "workbench:look-hold-new", 404, officer.id, 1)]


def test_wrong_tries_limits_tokens_bodies_and_methods_are_noted() -> None:
    client = workbench_client()
    for _ in range(2):
        client.post(client.at("sign-in"), {"login": "nobody", "password": PASSWORD})
    tries = [row for row in noted() if row[0] == "sign_in"]
    assert [(kind, page, account, times) for kind, page, _, account, times in tries] == [
        ("sign_in", "workbench:sign-in", None, 2)
    ]

    while not any(row[0] == "limit" for row in noted()):
        client.post(client.at("sign-in"), {"login": "nobody", "password": PASSWORD})
    forget_noted()
    strict = workbench_client(enforce_csrf_checks=True)
    strict.post(strict.at("sign-in"), {"login": "nobody", "password": PASSWORD})
    assert [(kind, page, status) for kind, page, status, *_ in noted()] == [("token", "workbench:sign-in", 403)]

    forget_noted()
    visitor = portal_client()
    visitor.post(visitor.at("home"), data=b"x", content_type="text/plain", CONTENT_LENGTH="99999999999")
    visitor.put(visitor.at("sign-out"))
    visitor.get("/no/such/page/")
    assert [(kind, status) for kind, _, status, *_ in noted()] == [("absent", 404), ("body", 413), ("method", 405)]


def test_wrong_code_before_something_serious_is_noted_with_the_account() -> None:
    officer = people.officer("grant_role")
    client = workbench_client(officer)

    client.post(client.at("step-up"), {"code": "000000"})

    assert [(kind, page, account) for kind, page, _, account, _ in noted()] == [
        ("step_up", "workbench:step-up", officer.id)
    ]


def test_sign_of_life_writes_down_what_was_noted_once(as_process: AsProcess) -> None:
    officer = people.officer("read_case")
    client = workbench_client(officer)
    client.get(client.at("audit"))
    pulse = Pulse("workbench")

    for _ in range(2):
        with as_process("janua_workbench"):
            assert pulse.look() == ()

    row = SecurityEvent.objects.get()
    told = (row.process, row.kind, row.page, row.status, row.account, row.times)
    assert told == ("workbench", "refused", "workbench:audit", 404, officer.id, 1)
    assert (len(row.origin), abs(now() - row.at) < timedelta(minutes=1)) == (16, True)
    assert _numbers("janua_security_events_total")['kind="refused"'] >= 1


def test_what_cannot_be_written_is_kept_for_the_next_round(as_process: AsProcess) -> None:
    client = workbench_client(people.officer("read_case"))
    client.get(client.at("audit"))
    before = noted()

    # The process of another face may not speak for this one.
    with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_portal"):
        write_noted(process="workbench")

    assert (noted(), SecurityEvent.objects.count()) == (before, 0)
    with as_process("janua_workbench"):
        assert write_noted(process="workbench") == 1
    assert noted() == []


def test_flood_of_strangers_stays_small_and_hides_no_account(as_process: AsProcess) -> None:
    account = people.officer().id
    for number in range(1000):
        request = RequestFactory().get("/", REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}")
        note_answer(request, page="home", status=404, noted=[])
    known = RequestFactory().get("/")
    known.janua_account = account  # type: ignore[attr-defined]
    note_answer(known, page="workbench:audit", status=404, noted=[])

    with as_process("janua_portal"):
        assert write_noted(process="portal") == noting.MOST + 2

    assert SecurityEvent.objects.get(account=account).times == 1
    beyond = SecurityEvent.objects.get(page=noting.BEYOND)
    assert (beyond.kind, beyond.times, beyond.origin) == ("absent", 1000 - noting.MOST, "")


def test_origin_is_one_for_a_day_and_no_address(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = (RequestFactory().get("/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    first = noting.origin_of(here)
    at = now()
    monkeypatch.setattr(noting, "now", lambda: at + timedelta(days=1))

    assert (first == noting.origin_of(here), noting.origin_of(here) == noting.origin_of(there)) == (False, False)
    assert "192" not in first


def an_event(*, days: float = 0, **more: Any) -> SecurityEvent:
    said = {"process": "workbench", "kind": "refused", "page": "workbench:audit", "status": 404, "times": 1}
    return SecurityEvent.objects.create(at=now() - timedelta(days=days), **said | more)


def test_events_are_forgotten_after_ninety_days_and_beyond_as_many_as_are_kept(as_process: AsProcess) -> None:
    for days in (91, 60, 30, 1):
        an_event(days=days)

    with as_process("janua_work", system_actor("keeper")):
        assert forget_events(at=now()) == 1
        assert forget_events(at=now(), keep=2) == 1
        assert forget_events(at=now(), keep=2) == 0
    assert SecurityEvent.objects.count() == 2


@pytest.mark.parametrize("role", ["janua_portal", "janua_api", "janua_payments"])
def test_other_processes_read_none(as_process: AsProcess, role: str) -> None:
    an_event()
    with pytest.raises(ProgrammingError, match="permission denied"), as_process(role), transaction.atomic():
        SecurityEvent.objects.count()


def test_auditor_of_the_whole_country_alone_reads_and_nobody_changes(as_process: AsProcess) -> None:
    an_event()
    auditor, other = people.officer("read_audit"), people.officer("read_case")

    read = {}
    for name, account in (("auditor", auditor), ("other", other)):
        with as_process("janua_workbench", account.actor):
            read[name] = len(security_events(EventsWanted(), most=10))
    # There is more of the country now than this auditor's part.
    people.area(2)
    with as_process("janua_workbench", auditor.actor):
        read["of a part"] = len(security_events(EventsWanted(), most=10))
    assert read == {"auditor": 1, "other": 0, "of a part": 0}
    for change in (SecurityEvent.objects.update, SecurityEvent.objects.all().delete):
        with pytest.raises(ProgrammingError, match="permission denied"), as_process("janua_workbench", auditor.actor):
            change(**({"times": 2} if change == SecurityEvent.objects.update else {}))


def test_auditor_filters_the_list_at_the_workbench() -> None:
    officer = people.officer("read_case")
    an_event(account=officer.id, origin="aaaaaaaaaaaaaaaa")
    an_event(kind="limit", page="workbench:sign-in", status=429, origin="bbbbbbbbbbbbbbbb", days=3)
    client = workbench_client(people.officer("read_audit"))

    def shown(query: str) -> tuple[int, bool, bool]:
        answer = client.get(client.at("refused") + query)
        text = answer.content.decode()
        return answer.status_code, "aaaaaaaaaaaaaaaa</bdi>" in text, "bbbbbbbbbbbbbbbb</bdi>" in text

    assert shown("") == (200, True, True)
    assert shown("?kind=limit") == (200, False, True)
    assert shown(f"?account={officer.id}") == (200, True, False)
    assert shown("?origin=bbbbbbbbbbbbbbbb") == (200, False, True)
    assert shown("?account=x") == (422, False, False)
    assert shown("?before=0x") == (200, True, True)
    assert shown(f"?before={SecurityEvent.objects.latest('id').id}") == (200, True, False)
    assert workbench_client(officer).get(client.at("refused")).status_code == 404
