"""A small robust HTTP server on loopback: one for the protocol, one for control, and one line when both are ready."""

import json
import signal
import ssl
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MOST_BYTES = 200_000_000
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """What came in; header names are lower case, the steps of the path decoded."""

    method: str
    target: str
    steps: tuple[str, ...]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out. `then` is called when it has gone out."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[], None] | None = None

    @classmethod
    def of(cls, status: int, value: Any, **headers: str) -> "Reply":
        return cls(status, json.dumps(value, ensure_ascii=False).encode(), headers=headers)


# None breaks the connection off without an answer.
Answer = Callable[[Request], Reply | None]


class Server(ThreadingHTTPServer):
    """One address, one function that answers."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, port: int, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answer = answer
        self.tls = tls

    def finish_request(self, request: Any, client_address: Any) -> None:
        """In the connection's own thread: a caller that does not shake hands keeps nobody else waiting."""
        request.settimeout(_SECONDS)
        if self.tls:
            request = self.tls.wrap_socket(request, server_side=True)
        try:
            super().finish_request(request, client_address)
        finally:
            if self.tls:
                request.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers break off as they please; what is our own fault is told on standard error."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            print(f"emulator: {error!r}", file=sys.stderr, flush=True)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    # One packet an answer: two would wait for each other's acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def answer(self) -> None:
        body = self._body()
        if body is None:
            return
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            target=self.path,
            steps=tuple(unquote(step) for step in parts.path.split("/") if step),
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        reply = self.server.answer(request)
        if reply is None:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()
        if reply.then:
            reply.then()

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 (the names are the library's)

    def _body(self) -> bytes | None:
        written = self.headers.get("Content-Length", "0")
        if not written.isdigit() or int(written) > MOST_BYTES or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_error(413 if written.isdigit() else 411)
            return None
        return self.rfile.read(int(written))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the library's)
        """Requests are kept in the journal, which the control address shows."""


def serve(
    name: str, answer: Answer, control: Answer, *, port: int, control_port: int, tls: ssl.SSLContext | None
) -> None:
    """Serve until a signal; first prints {"ready": true, "emulator", "port", "control"} as one line."""
    servers = [_bound(port, answer, tls), _bound(control_port, control, None)]
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    ready = {"ready": True, "emulator": name, "port": servers[0].server_port, "control": servers[1].server_port}
    print(json.dumps(ready), flush=True)
    stop.wait()
    for server in servers:
        server.shutdown()
        server.server_close()


def _bound(port: int, answer: Answer, tls: ssl.SSLContext | None) -> Server:
    try:
        return Server(port, answer, tls)
    except OSError as error:
        print(f"emulator: port {port} cannot be had ({error.strerror}); choose another or 0", file=sys.stderr)
        raise SystemExit(3) from error
