"""What the browser is told, so that it does the attacker no favour: over TLS, on every page, for every file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from janua.base.accounts.door import cookie_name
from tests.faces import portal_client, workbench_client
from tests.portal.calculate.conftest import begin, fields_of, finish
from tests.registers import factories as people
from tests.workbench.sign_in.conftest import Clerk, clerk  # noqa: F401  (a fixture)

ROOT = Path(__file__).parents[2]
# Asked without a database: a static file passes every layer that says what a browser must do.
ASKS = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
plain = Client().get("/static/ui/janua.css", headers={"host": "janua.example"})
safe = Client().get("/static/ui/janua.css", secure=True, headers={"host": "janua.example"})
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location")],
    "status": safe.status_code,
    "hsts": safe.headers.get("Strict-Transport-Security"),
    "token": [settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE, settings.CSRF_COOKIE_HTTPONLY,
              settings.CSRF_COOKIE_SAMESITE, settings.CSRF_COOKIE_DOMAIN, settings.CSRF_COOKIE_PATH],
}))
"""
FOREIGN = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}


def test_with_tls_a_browser_stays_on_tls_for_every_name_below_ours() -> None:
    own = os.environ | {
        "JANUA_ENV": "test",
        "JANUA_TLS": "on",
        "JANUA_PROCESS": "portal",
        "JANUA_HOSTS": "janua.example",
    }
    done = subprocess.run([sys.executable, "-c", ASKS], cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]

    assert json.loads(done.stdout) == {
        "plain": [301, "https://janua.example/static/ui/janua.css"],
        "status": 200,
        "hsts": "max-age=31536000; includeSubDomains",
        "token": ["__Host-janua_token", True, True, "Lax", None, "/"],
    }


@pytest.mark.django_db
def test_session_cookie_is_of_this_host_alone_and_out_of_reach_of_scripts(clerk: Clerk, settings: Any) -> None:  # noqa: F811
    settings.SESSION_COOKIE_SECURE = True
    client = workbench_client()

    clerk.enter(client)

    cookie = client.cookies[cookie_name("staff")]
    told = {name: cookie[name] for name in ("secure", "httponly", "samesite", "path", "domain", "max-age")}
    assert (cookie_name("staff"), told) == (
        "__Host-janua_staff",
        {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": "", "max-age": ""},
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/api/v1/openapi.json", "/none-such/"])
def test_no_other_site_is_let_read_an_answer(path: str) -> None:
    client = portal_client(people.citizen(people.person()), raise_request_exception=False)

    answers = [client.get(path, headers=FOREIGN), client.options(path, headers=FOREIGN)]

    told = [name for answer in answers for name in answer.headers if name.lower().startswith("access-control-")]
    assert (told, {answer.headers["Cross-Origin-Resource-Policy"] for answer in answers}) == ([], {"same-origin"})


@pytest.mark.django_db
def test_every_file_for_saving_is_without_rights_where_a_browser_opens_it() -> None:
    client = portal_client()
    results = finish(client, begin(client))

    file = client.post(client.at("calculator-save"), {"said": fields_of(results)["said"]})

    told = {name: file.headers[name] for name in ("Content-Disposition", "Content-Security-Policy")}
    assert (told, file.headers["X-Content-Type-Options"]) == (
        {
            "Content-Disposition": 'attachment; filename="my-answers.json"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
        "nosniff",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("face", ["portal", "workbench"])
def test_signing_out_has_the_browser_forget_its_pages(face: str) -> None:
    client = (
        portal_client(people.citizen(people.person()))
        if face == "portal"
        else workbench_client(people.officer("read_case"))
    )

    out = client.post(client.at("sign-out"))
    after = client.get(client.at("signed-out"))

    assert (out.status_code // 100, out.headers["Clear-Site-Data"], out.headers["Cache-Control"]) == (
        3,
        '"cache"',
        "no-store, private",
    )
    assert after.headers["Clear-Site-Data"] == '"cache"'
