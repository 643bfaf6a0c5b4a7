"""A house next door: it hears whoever calls, so that a request which somebody talked the server into is noticed.

Nobody has a reason to call here but the scanner, which asks what came (`get_ssrf.php`, `get_xxe.php`).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_ASKED_BY_THE_SCANNER = ("/get_ssrf.php", "/get_xxe.php")


@contextmanager
def house_next_door() -> Iterator[tuple[str, list[str]]]:
    """Its address, and the list that grows with each call: method and path."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/" or self.path.startswith(_ASKED_BY_THE_SCANNER):
                answer = b"{}"
            else:
                heard.append(f"{self.command} {self.path}")
                answer = b""
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_HEAD = do_PUT = do_GET  # noqa: N815  (the names are the library's)

        def log_message(self, *_: object) -> None:
            """Say nothing: what was heard is in the list."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", heard
    finally:
        server.shutdown()
        server.server_close()
