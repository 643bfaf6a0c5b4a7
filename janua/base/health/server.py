"""The address for operators: /live, /ready and /metrics, apart from what a face shows to anybody.

It listens where it is told to, which should be loopback or a network of the operators' own; it holds nothing personal
all the same.
"""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET6

from janua.base.health.exported import metrics_text
from janua.base.health.pulse import Sign

Signs = Callable[[], list[Sign]]


class HealthServer:
    """A small server in a thread.

    signs   asks the processes that it speaks for
    told    whether /metrics adds what the database holds for all processes
    """

    def __init__(self, host: str, port: int, *, signs: Signs, told: bool) -> None:
        self._server = _server_at(host, port, signs, told=told)
        self._thread = threading.Thread(target=self._server.serve_forever, name="health-server", daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return int(self._server.server_address[1])

    def start(self) -> "HealthServer":
        """Begin to answer."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


def answer(path: str, signs: list[Sign], *, told: bool) -> tuple[int, str, bytes]:
    """Status, kind and body of what is asked for.

    /live is 200 while a process lives; /ready while one lives and can do its work, else 503 with what is missing.
    """
    live = [sign for sign in signs if sign.is_live]
    if path == "/live":
        return _said(bool(live), {"live": len(live), "of": len(signs)})
    if path == "/ready":
        why = sorted({word for sign in live for word in sign.why})
        ready = sum(sign.ready for sign in live)
        return _said(bool(ready), {"ready": ready, "of": len(signs), "missing": why})
    if path == "/metrics":
        return 200, "text/plain; version=0.0.4; charset=utf-8", metrics_text(signs, told=told)
    return 404, "text/plain; charset=utf-8", b"There are /live, /ready and /metrics.\n"


def _said(is_well: bool, said: dict[str, object]) -> tuple[int, str, bytes]:
    return (200 if is_well else 503), "application/json", json.dumps(said).encode() + b"\n"


def _server_at(host: str, port: int, signs: Signs, *, told: bool) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET, and writes no log of its own."""

        timeout = 10

        def do_GET(self) -> None:
            status, kind, body = answer(self.path.partition("?")[0], signs(), told=told)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  (the library's name)
            """Say nothing: who scrapes does so every few seconds."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        if ":" in host:
            address_family = AF_INET6

    return Server((host, port), Handler)
