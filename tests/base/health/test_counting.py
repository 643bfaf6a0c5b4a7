"""What is counted: requests by page, tries to sign in, other systems; and as whose numbers Prometheus reads them."""

import json
import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from janua.base import counters
from janua.base.accounts.door import limits
from janua.base.accounts.door.limits import Counted, TooManyAttempts
from janua.base.health.exported import metrics_text
from janua.base.health.heard import partner_at

# The face's own pages for what goes wrong.
from janua.config.urls.portal import handler400, handler403, handler404, handler500  # noqa: F401
from janua.exchange.outbound import Outbound, OutboundFailed
from janua.exchange.request_id import HEADER, carrying, current_id
from tests.base.health.looking import look
from tests.base.health.test_alarms import a_process
from tests.faces import portal_client, workbench_client

pytestmark = pytest.mark.django_db
SEEN: list[str] = []


def noting(request: HttpRequest) -> HttpResponse:
    """Note the id of this request."""
    SEEN.append(current_id())
    return HttpResponse("noted")


def breaking(request: HttpRequest) -> HttpResponse:
    """Break."""
    raise ZeroDivisionError


urlpatterns = [
    path("noting/", noting, name="test-noting"),
    path("breaking/<str:name>/", breaking, name="test-breaking"),
    path("", include("janua.config.urls.portal")),
]


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    counters.forget_counts()
    SEEN.clear()


def _numbers(name: str) -> dict[str, float]:
    """The samples of a metric: labels as written → number."""
    text = metrics_text([], told=False).decode()
    found = re.findall(rf"^{name}\{{(.*)\}} (\S+)$", text, re.MULTILINE)
    return {labels: float(number) for labels, number in found}


def test_requests_are_counted_by_the_name_of_their_page() -> None:
    client = portal_client(raise_request_exception=False)
    client.urlconf = __name__
    before = _numbers("janua_answers_total")

    client.get("/noting/?name=Kanarju")
    client.get("/breaking/Kanarju/")
    client.get("/no-such-page/Kanarju/")
    client.generic("KANARJU", "/noting/")

    after = _numbers("janua_answers_total")
    assert {labels for labels in after if after[labels] != before.get(labels)} == {
        'method="GET",page="test-noting",status="200"',
        'method="GET",page="test-breaking",status="500"',
        'method="GET",page="none",status="404"',
        'method="OTHER",page="test-noting",status="200"',
    }
    assert (counters.recent()["answers"], counters.recent()["errors"]) == (4.0, 1.0)
    assert "Kanarju" not in metrics_text([], told=False).decode()
    assert 'where="test-breaking"' in str(_numbers("janua_failures_total"))


def test_request_has_an_id_of_its_own_that_nobody_can_choose() -> None:
    client = portal_client()
    client.urlconf = __name__

    answers = [client.get("/noting/", headers={HEADER: given}) for given in ("", "Kanarju", "0" * 32)]

    told = [answer.headers[HEADER] for answer in answers]
    assert told == SEEN
    assert len({*told, "0" * 32}) == 4
    assert current_id() == ""


def test_job_carries_the_id_of_what_queued_it(as_process: Any) -> None:
    from django.db import connection

    from janua.base.actors import system_actor
    from janua.base.jobs.registry import JOBS
    from janua.base.jobs.worker import _runner
    from janua.values import uuid7
    from tests.base.jobs import kinds

    with as_process("janua_work", system_actor("assessor")), carrying() as request:
        kinds.effect.enqueue(key="carried", thing=uuid7())
        with connection.cursor() as cursor:
            cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'test.effect'")
            arguments = json.loads(cursor.fetchone()[0])
    assert arguments["request"] == request

    seen = []
    job = JOBS["test.effect"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("janua.base.jobs.worker.run", lambda **_: seen.append(current_id()))
        _runner(job)(**arguments)
        # One that was queued before ids were carried has none: it gets one of its own.
        _runner(job)(key="old", ids={})
    assert (seen[0], len(seen[1]), seen[1] != request) == (request, 32, True)


def test_wrong_tries_are_counted_and_right_ones_taken_back() -> None:
    one = Counted("name", "somebody", 3)

    for _ in range(3):
        limits.attempt("staff", [one])
    with pytest.raises(TooManyAttempts):
        limits.attempt("staff", [one])
    limits.was_right(limits.attempt("staff", [Counted("name", "another", 3)]))
    # A citizen sets out for the identity provider.
    limits.attempt("citizen", [Counted("address", "anywhere", 3)])

    assert counters.recent() == {"failed_sign_ins": 3.0, "limits_hit": 1.0}


def test_other_system_is_told_the_id_and_how_it_was_found_is_counted(settings: Any) -> None:
    from tests.base.health.listening import listening

    with listening() as there, Outbound([there.url], allow_loopback_http=True) as outbound, carrying() as request:
        settings.JANUA_PARTNERS = {"civil": {"address": there.url}}
        outbound.request("GET", there.url + "/persons/Kanarju?card=Kanarju")
        found = counters.reached()["civil"]
        there.status = 503
        outbound.request("GET", there.url + "/persons/Kanarju")
        ailing = counters.reached()["civil"]
    with Outbound([there.url], allow_loopback_http=True) as outbound, pytest.raises(OutboundFailed):
        outbound.request("GET", there.url)

    assert there.headers[0][HEADER] == request
    assert (found["outcome"], found["away_since"]) == ("answered", 0.0)
    assert (ailing["outcome"], ailing["away_since"] > 0) == ("busy", True)
    away = counters.reached()["civil"]
    # Away since it first was, not since it was last asked.
    assert (away["outcome"], away["away_since"]) == ("unreachable", ailing["away_since"])
    assert "Kanarju" not in metrics_text([], told=False).decode()


def test_register_that_was_taken_down_is_an_alarm(settings: Any) -> None:
    from datetime import timedelta

    from janua.base.clock import now
    from janua.base.health.pulse import Pulse
    from janua.base.health.queries import health_at
    from tests.base.health.listening import listening

    with listening() as there, Outbound([there.url], allow_loopback_http=True) as outbound:
        settings.JANUA_PARTNERS = {"civil": {"address": there.url}}
        outbound.request("GET", there.url)
        Pulse("work").look()
        assert health_at(now()).number("partner_away_seconds", "civil") == 0.0
    with Outbound([there.url], allow_loopback_http=True) as outbound, pytest.raises(OutboundFailed):
        outbound.request("GET", there.url)
    Pulse("work").look()

    later = health_at(now() + timedelta(seconds=301))
    assert ("partner-away", "civil") in {(one.alarm.name, one.label) for one in later.alarms}


def test_address_belongs_to_the_partner_with_the_longest_match(settings: Any) -> None:
    settings.JANUA_PARTNERS = {
        "gateway": {"address": "https://gate.example/"},
        "revenue": {"address": "https://gate.example/r1", "also": ["https://revenue.example"]},
    }

    asked = ("https://gate.example/r1/x", "https://gate.example/r11", "https://revenue.example", "https://x.example")
    assert [partner_at(url) for url in asked] == ["revenue", "gateway", "revenue", "other"]


def test_metrics_tell_what_the_database_holds_once() -> None:
    a_process("work")
    a_process("api", seen=100)
    look()

    text = metrics_text([], told=True).decode()

    assert 'janua_alarm{alarm="process-missing",label="api"} 1.0' in text
    assert "janua_database_up 1.0" in text
    assert re.search(r'^janua_seal_waiting_rows\{label=""\} \d+\.0$', text, re.MULTILINE)
    assert "janua_database_up" not in metrics_text([], told=False).decode()


def test_officer_sees_no_numbers_of_the_house_by_another_face() -> None:
    """The operators' address is none of the faces': no path of theirs answers it."""
    for client in (portal_client(raise_request_exception=False), workbench_client(raise_request_exception=False)):
        assert [client.get(name).status_code for name in ("/metrics", "/live", "/ready", "/health")] != [200] * 4
        assert all(client.get(name).status_code in (302, 404) for name in ("/metrics/", "/live/", "/ready/"))
