"""A small system on loopback that answers as it is told to, and keeps what it was told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass
class There:
    """Another system: where it is, what it answers, which headers it was sent."""

    url: str = ""
    status: int = 200
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[There]:
    """Run it; afterwards nobody listens there."""
    there = There()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.headers.append(dict(self.headers))
            self.send_response(there.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        there.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()
