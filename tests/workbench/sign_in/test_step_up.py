"""The code once more before money moves: what was being done waits, and is confirmed by the same officer."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from janua.base import clock
from janua.base.accounts.models import KeptForm, Session
from janua.workbench.views.officer import stepped_up
from tests.faces import FaceClient, workbench_client
from tests.workbench.sign_in.conftest import Clerk

pytestmark = pytest.mark.django_db
done: list[str] = []


@stepped_up
def send_money(request: HttpRequest) -> HttpResponse:
    """Something that cannot be taken back."""
    if request.method == "POST":
        done.append(request.POST["run"])
    return HttpResponse("sent")


urlpatterns = [path("money/", send_money), path("", include("janua.config.urls.workbench"))]


@pytest.fixture(autouse=True)
def _nothing_sent() -> None:
    done.clear()


def _browser(clerk: Clerk, *, minutes_ago: int) -> FaceClient:
    client = workbench_client(clerk.account)
    client.urlconf = __name__
    Session.objects.update(second_factor_at=clock.now() - timedelta(minutes=minutes_ago))
    return client


def test_fresh_code_is_enough(clerk: Clerk) -> None:
    assert (_browser(clerk, minutes_ago=9).post("/money/", {"run": "1"}).status_code, done) == (200, ["1"])


def test_old_code_is_asked_for_again_and_what_was_sent_waits(clerk: Clerk) -> None:
    client = _browser(clerk, minutes_ago=11)

    asked = client.post("/money/", {"run": "7"}, headers={"referer": "http://testserver/money/?run=7"})
    before = list(done)
    page = client.get(asked["Location"])
    given = client.post(client.at("step-up"), {"code": clerk.code(), "next": "/money/"})
    waits = client.get(given["Location"])
    again = list(done)
    client.post(waits.context["form"].path, dict(waits.context["form"].fields))

    assert (asked.status_code, asked["Location"]) == (303, "/step-up/?next=%2Fmoney%2F%3Frun%3D7")
    assert (before, again, done) == ([], [], ["7"])
    assert ("Nothing has been done yet" in page.content.decode(), given["Location"]) == (True, "/sign-in/kept/")


def test_page_that_is_only_opened_comes_back_after_the_code(clerk: Clerk) -> None:
    client = _browser(clerk, minutes_ago=11)

    asked = client.get("/money/?run=7")
    given = client.post(asked["Location"], {"code": clerk.code(), "next": "/money/?run=7"})

    assert (asked["Location"], given["Location"]) == ("/step-up/?next=%2Fmoney%2F%3Frun%3D7", "/money/?run=7")


@pytest.mark.parametrize("code", ["000000", ""])
def test_wrong_code_sends_nothing_and_keeps_what_waits(clerk: Clerk, code: str) -> None:
    client = _browser(clerk, minutes_ago=11)
    client.post("/money/", {"run": "7"})

    refused = client.post(client.at("step-up"), {"code": code})

    assert (refused.status_code, client.post("/money/", {"run": "8"}).status_code, done) == (422, 303, [])
    assert KeptForm.objects.count() == 1


def test_what_waits_is_not_shown_to_a_colleague_at_the_same_desk(clerk: Clerk) -> None:
    from tests.registers import factories as f

    client = _browser(clerk, minutes_ago=11)
    client.post("/money/", {"run": "7"})
    client.post(client.at("sign-out"))
    client.sign_in(f.officer("approve_run"))

    assert client.get("/sign-in/kept/").status_code == 302


def test_step_up_without_being_signed_in_asks_for_everything() -> None:
    client: Any = workbench_client()

    assert client.get(client.at("step-up"))["Location"] == "/sign-in/?next=%2Fstep-up%2F"


def test_session_is_another_after_stepping_up(clerk: Clerk) -> None:
    client = _browser(clerk, minutes_ago=11)
    before = client.cookies["janua_staff"].value

    client.post(client.at("step-up"), {"code": clerk.code()})

    thief = workbench_client()
    thief.cookies["janua_staff"] = before
    assert thief.get("/staff/").status_code == 303


def test_absolute_limit_is_not_moved_by_stepping_up(clerk: Clerk) -> None:
    client = _browser(clerk, minutes_ago=11)
    limit = Session.objects.get(ended_at__isnull=True).ends_at

    client.post(client.at("step-up"), {"code": clerk.code()})

    assert Session.objects.get(ended_at__isnull=True).ends_at == limit
