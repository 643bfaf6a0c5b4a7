"""One face's part of `python -m bench pages`, in a process of its own: make the demo, measure, close."""

import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench import pages_calculator
from demo.installation import Installation
from demo.walkthrough.people import Known, sign_up
from demo.walkthrough.stage import TODAY, make_ready, population_of, stage
from demo.walkthrough.telling import Telling
from janua.config.environment import Process

HELLO = "hello/"
WARM = 50


@dataclass
class Seen:
    """What one request did: its statements, those of them that were prepared, and the template with its context."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    prepared: list[tuple[str, Any]] = field(default_factory=list)
    template: Any = None
    context: dict[str, Any] = field(default_factory=dict)


def make(folder: Path, people: int) -> None:
    """Make a demo and tell its story; its server stays."""
    from demo.story import CLOSED_ACCOUNTS, tell_story

    installation, telling = Installation(folder, today=TODAY, durable=False), Telling()
    make_ready(installation, people=people, telling=telling)
    with stage(installation, telling=telling, closed=CLOSED_ACCOUNTS) as stands:
        tell_story(stands, telling)


def measure(folder: Path, face: str, requests: int) -> dict[str, Any]:
    """Measure every page of a face."""
    installation = Installation.at(folder)
    _become(installation, face)
    addresses, account = _pages(installation, face)
    # After it: whoever signs somebody up connects as others do, and leaves its settings behind.
    _keep_one_connection()
    # Of django.test: it keeps the template and its context at each rendering.
    from django.test.utils import setup_test_environment

    client = _client(face, account)
    hello = _hello(requests)
    pages = {name: _cost(client, address, requests, setup_test_environment) for name, address in addresses.items()}
    calculator = _calculator(requests) if face == "portal" else 0
    return {
        "requests": requests,
        "hello": hello,
        "pages": pages,
        "first_visit": _first_visit(face),
        "calculator": calculator,
    }


def _become(installation: Installation, face: str) -> None:
    process: Process = "portal" if face == "portal" else "workbench"
    from janua.config.start import start

    os.environ |= installation.environment(process)
    # No logging of what is measured.
    import logging

    logging.disable(logging.WARNING)
    start(process)


def _keep_one_connection() -> None:
    """One connection for the whole measurement: what its process in the database spends is asked of that process."""
    from django.db import connection

    connection.settings_dict["CONN_MAX_AGE"] = None
    # The one that is open would still end after its minute.
    connection.close()


def _pages(installation: Installation, face: str) -> tuple[dict[str, str], Any]:
    """The pages to measure by name, and the account that opens them."""
    from demo.installation import DATABASE

    def one(query: str, *values: object) -> Any:
        with psycopg.connect(installation.cluster.url(database=DATABASE)) as connection:
            row = connection.execute(query.encode(), values).fetchone()
        assert row, query
        return row[0]

    known = Known(population_of(installation))
    if face == "portal":
        mother = sign_up(installation, known.family("walkthrough")["mother"], on=TODAY)
        decision = one(
            "SELECT d.id FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id WHERE c.claimant_id = %s"
            " AND c.programme = 'MT-CA'",
            mother.person,
        )
        return {
            "service": "/services/childrens-allowance/",
            "mine": "/mine/",
            "known-facts": "/facts/",
            "decision": f"/mine/decisions/{decision}/",
            "payments": "/payments/",
        }, mother.actor.account_id
    case = one("SELECT account_id FROM accounts_staffprofile WHERE display_name = 'Marisa Attard'")
    claim = one(
        "SELECT c.id FROM casework_claim c JOIN registers_person p ON p.id = c.claimant_id"
        " WHERE p.identifier = %s AND c.programme = 'MT-CA'",
        known.family("contradiction")["mother"],
    )
    return {"inbox": "/?whose=office", "claim": f"/claims/{claim}/", "discrepancies": "/discrepancies/"}, case


@dataclass
class Client:
    """Calls the face as its server does: an environ in, a whole answer out."""

    cookie: str = ""

    def get(self, address: str) -> tuple[str, bytes]:
        """Give the status and the body of a page."""
        return self._answer("GET", address)

    def post(self, address: str, form: dict[str, str]) -> tuple[str, bytes]:
        """Give the status and the body of what follows on a form."""
        return self._answer("POST", address, urlencode(form).encode())

    def _answer(self, method: str, address: str, body: bytes = b"") -> tuple[str, bytes]:
        path, _, query = address.partition("?")
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": method,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT_LANGUAGE": "en",
            "HTTP_COOKIE": self.cookie,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
        }
        answer = self.application(environ, lambda status, _headers, *_: said.append(status))
        try:
            return said[0], b"".join(answer)
        finally:
            answer.close()

    @cached_property
    def application(self) -> Any:
        """The face's own; made anew for each client, since addresses may have been exchanged."""
        from django.core.handlers.wsgi import WSGIHandler

        return WSGIHandler()


def _client(face: str, account_id: Any) -> Client:
    from janua.base.accounts.actions.session import confirm_code, open_session
    from janua.base.accounts.door import DOOR, cookie_name
    from janua.base.accounts.models import Account
    from janua.base.actors import acting_as

    with acting_as(DOOR):
        opened = open_session(account=Account.objects.get(id=account_id))
        if face == "workbench":
            opened = confirm_code(session=opened.session)
    return Client(f"{cookie_name('staff' if face == 'workbench' else 'citizen')}={opened.secret}")


def _hello(requests: int) -> float:
    """Milliseconds of CPU of a page that says hello, through the face's whole middleware."""
    from types import ModuleType

    from django.conf import settings
    from django.http import HttpRequest, HttpResponse
    from django.test import override_settings
    from django.urls import path

    def hello(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("hello")

    module = ModuleType("bench_hello")
    module.urlpatterns = [path(HELLO, hello)]  # type: ignore[attr-defined]
    sys.modules["bench_hello"] = module
    assert settings.ROOT_URLCONF
    stranger = Client()
    with override_settings(ROOT_URLCONF="bench_hello"):
        assert stranger.get(f"/{HELLO}") == ("200 OK", b"hello")
        return _cpu(lambda: stranger.get(f"/{HELLO}"), requests).face


def _calculator(requests: int) -> float:
    """Milliseconds of CPU of the calculator's last page."""
    form, stranger = pages_calculator.answered(), Client()
    status, shown = stranger.post(pages_calculator.PAGE, form)
    assert (status, b'name="question"' in shown) == ("200 OK", False), status
    return _cpu(lambda: stranger.post(pages_calculator.PAGE, form), requests).whole


def _cost(client: Any, address: str, requests: int, instrument: Callable[[], None]) -> dict[str, Any]:
    status, shown = client.get(address)
    assert status == "200 OK", (address, status)
    ours = _cpu(lambda: client.get(address), requests)
    seen = _look(client, address, instrument)
    sql = _cpu(lambda: _replay(seen), requests)
    as_sent = _cpu(lambda: _replay(seen, as_sent=True), requests)
    template = _cpu(_renderer(seen, len(shown)), requests)
    return {
        "ours": ours.whole,
        "sql": sql.whole,
        "sql_as_sent": as_sent.whole,
        "template": template.face,
        "face": ours.face,
        "floor_of_face": sql.face + template.face,
        "queries": len(seen.statements),
        "bytes": len(shown),
    }


def _look(client: Any, address: str, instrument: Callable[[], None]) -> Seen:
    """Answer one request more, and keep its statements, template and context."""
    from django.db import connection
    from django.test.signals import template_rendered
    from django.test.utils import teardown_test_environment

    seen = Seen()

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        seen.statements.append((sql, values))
        if not isinstance(context["cursor"].cursor, psycopg.ClientCursor):
            seen.prepared.append((sql, values))
        return execute(sql, values, many, context)

    def rendered(*, template: Any, context: Any, **_: Any) -> None:
        # The first is the page itself; those that it includes come after it.
        if seen.template is None:
            seen.template, seen.context = template, context.flatten()

    hosts = _hosts()
    instrument()
    template_rendered.connect(rendered)
    try:
        with connection.execute_wrapper(keep):
            client.get(address)
    finally:
        template_rendered.disconnect(rendered)
        teardown_test_environment()
        _restore(hosts)
    return seen


def _hosts() -> list[str]:
    from django.conf import settings

    return list(settings.ALLOWED_HOSTS)


def _restore(hosts: list[str]) -> None:
    from django.conf import settings

    settings.ALLOWED_HOSTS = hosts


def _replay(seen: Seen, *, as_sent: bool = False) -> None:
    """Send the statements on a bare cursor, planned anew each; `as_sent`: what was prepared is prepared here too."""
    from django.db import connection, transaction

    from janua.base.prepared import fetch

    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in seen.statements:
            # A savepoint of then is none of now.
            if "SAVEPOINT" in sql:
                continue
            if as_sent and (sql, values) in seen.prepared:
                fetch(sql, values)
                continue
            cursor.execute(sql, values)
            if cursor.description:
                cursor.fetchall()


def _renderer(seen: Seen, size: int) -> Callable[[], object]:
    from django.template import Context
    from django.utils import translation

    def render() -> str:
        with translation.override("en"):
            text: str = seen.template.render(Context(dict(seen.context)))
        return text

    once = render()
    # A context that was used up by being shown would make an empty, cheap page.
    assert abs(len(once.encode()) - size) < size / 20, (len(once.encode()), size)
    return render


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU a call: of the face's process, and of the database's process that serves it."""

    face: float
    database: float

    @property
    def whole(self) -> float:
        """What the machine spends."""
        return self.face + self.database


def _cpu(action: Callable[[], object], requests: int) -> Cost:
    """The cost of a call, after the warm ones."""
    for _ in range(WARM):
        action()
    began, (served_by, behind) = time.process_time(), _database_seconds()
    for _ in range(requests):
        action()
    spent = time.process_time() - began
    still_by, ahead = _database_seconds()
    assert still_by == served_by, "another connection took over: its process began to count anew"
    return Cost(spent / requests * 1000, (ahead - behind) / requests * 1000)


def _database_seconds() -> tuple[int, float]:
    """The database's process of our connection, and the CPU that it has spent so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return pid, (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _first_visit(face: str) -> int:
    """Bytes of the portal's front page, its style and the fonts of one script, as they are sent."""
    if face != "portal":
        return 0
    from django.contrib.staticfiles import finders

    _, page = Client().get("/")
    style = finders.find("ui/janua.css.br")
    assert isinstance(style, str)
    fonts = list((Path(style).parent / "fonts").glob("latin-[0-9]*.woff2"))
    assert fonts
    return len(gzip.compress(page)) + Path(style).stat().st_size + sum(font.stat().st_size for font in fonts)


def close(folder: Path) -> None:
    """Stop the demo's server."""
    if folder.exists():
        Installation(folder).remove()


def main(do: str, folder: Path, *more: str) -> None:
    """Do one part."""
    if do == "make":
        make(folder, int(more[0]))
    elif do == "measure":
        print(json.dumps(measure(folder, more[0], int(more[1]))))
    else:
        close(folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
