"""What goes wrong is a page that says what to do next; it tells nothing of others and keeps nothing in the log."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import gettext_lazy, override

from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.casework.actions.reconsideration import ChallengeLate
from janua.casework.states import WrongState

# The face's own pages for what Django itself refuses; a module of addresses has them by these names.
from janua.config.urls.portal import handler400, handler403, handler404, handler500  # noqa: F401
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
ERRORS: dict[str, Exception] = {
    "absent": Http404("nothing"),
    "foreign": NotPermitted("Maria Borg 9900190M is not yours"),
    "denied": PermissionDenied("Maria Borg"),
    "no-row": Account.DoesNotExist("Maria Borg"),
    "state": WrongState("a claim of Maria Borg"),
    "late": ChallengeLate("too late"),
    "told": WrongState(gettext_lazy("Start page")),
    "foreign-told": NotPermitted(gettext_lazy("Start page")),
    "fault": ZeroDivisionError("Maria Borg 9900190M"),
}


def page(request: HttpRequest, name: str) -> HttpResponse:
    """Fail in the way that the address names."""
    raise ERRORS[name]


def broken_transaction(request: HttpRequest) -> HttpResponse:
    """Fail in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse()


def plain(request: HttpRequest) -> HttpResponse:
    """Take a form."""
    return HttpResponse("taken")


urlpatterns = [
    path("fails/<str:name>/", page),
    path("broken/", broken_transaction),
    path("plain/", plain),
    path("", include("janua.config.urls.portal")),
]


def _browser(**more: Any) -> FaceClient:
    client = portal_client(f.citizen(f.person()), raise_request_exception=False, **more)
    client.urlconf = __name__
    return client


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("absent", 404),
        ("foreign", 404),
        ("denied", 404),
        ("no-row", 404),
        ("state", 409),
        ("late", 409),
        ("fault", 500),
    ],
)
def test_failure_has_its_page(name: str, status: int) -> None:
    answer = _browser().get(f"/fails/{name}/")

    text = answer.content.decode()
    assert (answer.status_code, text.count("<h1"), "9900190M" in text) == (status, 1, False)


def test_absent_and_foreign_are_one_page() -> None:
    client = _browser()

    absent, foreign, unknown = (
        _without_tokens(client.get(address).content.decode())
        for address in ("/fails/absent/", "/fails/foreign/", "/there-is-no-such-address/")
    )

    assert absent == foreign == unknown


def _without_tokens(text: str) -> str:
    import re

    return re.sub(r'value="[^"]*"', "", text)


def test_fault_in_the_database_has_its_page_too() -> None:
    answer = _browser().get("/broken/")

    assert (answer.status_code, "our fault" in answer.content.decode()) == (500, True)


def test_fault_is_found_in_the_log_by_its_number_and_without_values(caplog: pytest.LogCaptureFixture) -> None:
    answer = _browser().get("/fails/fault/")

    reference = answer.context["reference"]
    assert reference in answer.content.decode()
    assert f"reference {reference}" in caplog.text
    from janua.config.log import LineFormatter

    assert "9900190M" not in "\n".join(LineFormatter().format(record) for record in caplog.records)


def test_workbench_says_what_to_do_next() -> None:
    client = workbench_client(f.officer("read_case"), raise_request_exception=False)

    answer = client.get("/there-is-no-such-address/")

    assert (answer.status_code, "outside your area" in answer.content.decode()) == (404, True)


def test_form_without_a_token_that_comes_from_us_is_offered_again() -> None:
    client = _browser(enforce_csrf_checks=True)
    token = client.get("/acting-for/").context["csrf_token"]

    answer = client.post("/plain/", {"income": "12.34"}, headers={"sec-fetch-site": "same-origin"})
    fields = dict(answer.context["typed"].fields)
    again = client.post("/plain/", fields | {"csrfmiddlewaretoken": str(token)})

    assert (answer.status_code, fields, again.content) == (403, {"income": "12.34"}, b"taken")
    assert "sent for yourself" in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {"sec-fetch-site": "same-site"}],
)
def test_form_of_another_site_is_thrown_away(headers: dict[str, str]) -> None:
    client = _browser(enforce_csrf_checks=True)

    answer = client.post("/plain/", {"income": "12.34"}, headers=headers)

    assert (answer.status_code, answer.context["typed"], "12.34" in answer.content.decode()) == (403, None, False)


def test_password_is_never_offered_again() -> None:
    client = workbench_client(enforce_csrf_checks=True)

    answer = client.post(
        "/sign-in/", {"login": "x", "password": "hush-hush"}, headers={"sec-fetch-site": "same-origin"}
    )

    assert (answer.status_code, "hush-hush" in answer.content.decode()) == (403, False)


def test_every_answer_tells_the_browser_whom_to_trust() -> None:
    answer = portal_client().get("/sign-in/")

    told = {
        name: answer.headers[name]
        for name in (
            *("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"),
            *("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
        )
    }
    assert told == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert sorted(answer.headers["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
    ]
    assert answer.headers["Permissions-Policy"].startswith("camera=(self), ")


def test_host_that_is_not_ours_is_refused() -> None:
    answer = portal_client(raise_request_exception=False).get("/sign-in/", headers={"host": "elsewhere.example"})

    assert (answer.status_code, "elsewhere" in answer.content.decode()) == (400, False)


@pytest.mark.parametrize("language", ["mt", "ar", "uk"])
def test_what_an_action_says_stands_in_the_language_of_the_page(language: str) -> None:
    with override(language):
        words = f'<p class="govuk-body">{gettext_lazy("Start page")}</p>'
    assert "Start page" not in words

    told, english = (_browser(language=language).get(f"/fails/{name}/") for name in ("told", "state"))

    assert (told.status_code, told.content.decode().count(words)) == (409, 1)
    # English for those who write programs stays out of the page.
    assert (english.status_code, b"Maria Borg</p>" in english.content, words in english.content.decode()) == (
        409,
        False,
        False,
    )


def test_what_an_action_says_of_what_is_not_the_readers_is_not_told() -> None:
    answer = _browser(language="mt").get("/fails/foreign-told/")
    with override("mt"):
        words = f'<p class="govuk-body">{gettext_lazy("Start page")}</p>'

    assert (answer.status_code, words in answer.content.decode()) == (404, False)
