"""The gallery as a browser sees it: a server of its own without a database, and a browser.

Of the module and no longer: while the browser's loop runs, Django refuses the database to every test after it.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Browser, sync_playwright

from janua.ui.gallery import gallery
from janua.ui.static_files import StaticFiles

CHROMIUM = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def shown(request: HttpRequest) -> HttpResponse:
    """The gallery at /gallery/<language>/<face>/, with the policy that the faces have."""
    parts = [part for part in request.path_info.split("/") if part]
    if parts[:1] != ["gallery"]:
        return HttpResponse(status=404)
    answer = gallery(request, *parts[1:3])
    answer["Content-Security-Policy"] = "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'"
    return answer


@pytest.fixture(scope="module")
def gallery_url() -> Iterator[str]:
    """Where the gallery is served."""
    served = StaticFiles(shown)

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        answer = served(WSGIRequest(environ))
        start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        content = b"".join(answer)
        answer.close()
        return [content]

    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/gallery"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()
