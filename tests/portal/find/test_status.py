"""What everybody may know of the systems that answers depend on: whether they work, and what it means for them."""

import re
from html import unescape
from typing import Any

import pytest

from janua.base.clock import now
from janua.base.health.actions import Read, write_readings
from tests.base.health.test_alarms import a_process
from tests.faces import portal_client

pytestmark = pytest.mark.django_db


def found(*, away: float = 0.0, seconds: float = 0.2) -> dict[str, Any]:
    """How a process found another system: away since so many seconds, or how long its answer took."""
    at = now().timestamp()
    since = at - away if away else 0.0
    return {"tried_at": at, "answered_at": at, "away_since": since, "seconds": seconds, "outcome": "answered"}


def lines(language: str = "en") -> dict[str, str]:
    """Each line of the page: what it is about → how it is and what that means."""
    client = portal_client(language=language)
    page = client.get(client.at("status"))
    assert page.status_code == 200
    rows = re.findall(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", page.content.decode(), re.DOTALL)
    return {_words(name): _words(said) for name, said in rows}


def _words(markup: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)).strip())


@pytest.fixture(autouse=True)
def partners(settings: Any) -> None:
    settings.JANUA_PARTNERS = {"eid": {"address": "http://127.0.0.1:1"}, "bank": {"address": "http://127.0.0.1:2"}}


def test_page_says_what_works_what_is_slow_and_what_does_not_answer() -> None:
    reached = {"civil": found(seconds=4), "revenue": found(away=120), "bank": found(away=30), "eid": found()}
    a_process("work", reached=reached)
    write_readings(queue="work", read=[Read("seal_waiting_seconds", "", 0.5)], at=now())

    assert lines() == {
        "Our own work on applications": "Works Applications are worked on as usual.",
        "Signing in": "Works You can sign in as usual.",
        "Public Registry": "Slow What it knows of you may come later. You need not do anything.",
        "Malta Tax and Customs Administration": "Does not answer You can apply all the same. We ask again by"
        " ourselves; your answer may take longer.",
        "Jobsplus": "Not asked lately What it knows of you, we ask it, so that you need not bring papers.",
        "The bank that pays": "Works Payments go out on their days.",
    }


def test_page_says_that_our_own_work_is_behind() -> None:
    a_process("work", seen=120)
    write_readings(queue="work", read=[Read("seal_waiting_seconds", "", 0.5)], at=now())

    assert lines()["Our own work on applications"] == (
        "Slow You can apply and look at everything. Answers take longer than usual."
    )


def test_page_says_that_nobody_can_sign_in_and_payments_wait() -> None:
    a_process("portal", reached={"eid": found(away=100), "bank": found(away=100)})

    said = lines()

    assert said["Signing in"].startswith("Does not answer You cannot sign in just now.")
    assert said["The bank that pays"].startswith("Does not answer Payments may arrive later.")


def test_page_tells_no_machine_number_or_alarm() -> None:
    a_process("work", recent={"failed_sign_ins": 60}, reached={"civil": found(away=1000)})
    client = portal_client()

    page = client.get(client.at("status")).content.decode()

    assert [word for word in ("failed", "alarm", "127.0.0.1", "1000") if word in page] == []
