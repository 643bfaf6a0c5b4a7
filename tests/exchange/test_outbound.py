import io
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from janua.exchange.outbound import Fault, Limits, Outbound, OutboundFailed


class Partner(BaseHTTPRequestHandler):
    """Answers by its path: what was sent, a redirect, too much, too slowly, or not at all."""

    def do_GET(self) -> None:
        path = self.path.removeprefix("/api")
        if path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
        elif path == "/silent":
            time.sleep(2)
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(20):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        elif path == "/flood":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 2_000)
        else:
            self.answer(b"")

    def do_PUT(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, content: bytes) -> None:
        self.send_response(404 if self.path.endswith("/nobody") else 200)
        self.send_header("X-Method", self.command)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that stops reading is what some tests want."""


@pytest.fixture(scope="module")
def partner() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Partner)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(partner: str) -> Iterator[Outbound]:
    limits = Limits(connect_seconds=1, total_seconds=0.5, most_bytes=1_000)
    with Outbound([partner], limits=limits, allow_loopback_http=True) as client:
        yield client


def fault(client: Outbound, url: str) -> tuple[Fault, bool]:
    with pytest.raises(OutboundFailed) as failure:
        client.request("GET", url)
    return failure.value.fault, failure.value.may_retry


def test_request_gives_status_headers_and_content(client: Outbound, partner: str) -> None:
    answer = client.request("PUT", f"{partner}/file", content=b"hello")

    assert (answer.status, answer.headers["x-method"], answer.content) == (200, "PUT", b"hello")


def test_request_gives_a_refusal_as_an_answer(client: Outbound, partner: str) -> None:
    assert client.request("GET", f"{partner}/nobody").status == 404


def test_request_puts_a_good_answer_into_a_file_and_a_bad_one_not(client: Outbound, partner: str) -> None:
    out = io.BytesIO()

    answer = client.request("PUT", f"{partner}/file", content=b"hello", into=out)
    refusal = client.request("PUT", f"{partner}/nobody", content=b"why", into=out)

    assert (answer.content, out.getvalue()) == (b"", b"hello")
    assert (refusal.status, refusal.content) == (404, b"why")


def test_request_sends_a_file(client: Outbound, partner: str, tmp_path: Path) -> None:
    (tmp_path / "run.xml").write_bytes(b"<run/>")

    assert client.request("PUT", f"{partner}/file", content=tmp_path / "run.xml").content == b"<run/>"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/elsewhere", (Fault.REDIRECTED, False)),
        ("/silent", (Fault.TIMED_OUT, True)),
        ("/drip", (Fault.TIMED_OUT, True)),
        ("/flood", (Fault.TOO_LARGE, False)),
    ],
)
def test_request_refuses(client: Outbound, partner: str, path: str, expected: tuple[Fault, bool]) -> None:
    start = time.monotonic()
    assert fault(client, partner + path) == expected
    assert time.monotonic() - start < 1.5


def test_request_reports_a_server_that_is_down() -> None:
    with Outbound(["http://127.0.0.1:9/"], allow_loopback_http=True) as client:
        assert fault(client, "http://127.0.0.1:9/x") == (Fault.UNREACHABLE, True)


@pytest.mark.parametrize(
    "url",
    [
        "https://register.example/other",
        "https://register.example/api2",
        "https://register.example:444/api",
        "http://register.example/api",
        "https://register.example.evil.example/api",
        "https://register.example@evil.example/api",
        "https://user:secret@register.example/api",
        "https://register.example/api/../admin",
        "https://register.example/api/%2e%2e/admin",
        "https://register.example/api/%2E./admin",
        "https://register.example/api/..%2fadmin",
        "https://register.example/api\\..\\admin",
        "https://register.example/api#x",
        "https://register.example/a pi",
        "https://register.example/api\r\nX: y",
        "https://register.example:port/api",
        "//register.example/api",
        "file:///etc/passwd",
        "ftp://register.example/api",
        "",
    ],
)
def test_request_refuses_an_address_off_the_list(url: str) -> None:
    with Outbound(["https://register.example/api"]) as client:
        assert fault(client, url) == (Fault.NOT_ALLOWED, False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_request_refuses_http_unless_the_demo_allows_it(host: str) -> None:
    with pytest.raises(OutboundFailed, match="https only"):
        Outbound([f"http://{host}:8000/"])


@pytest.mark.parametrize("base", ["http://localhost:8000/", "http://register.example/", "http://10.0.0.1/"])
def test_request_allows_http_to_a_loopback_number_only(base: str) -> None:
    with pytest.raises(OutboundFailed, match="https only"):
        Outbound([base], allow_loopback_http=True)


def test_request_ignores_a_proxy_of_the_environment(
    client: Outbound, partner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with Outbound([partner], allow_loopback_http=True) as client:
        assert client.request("GET", f"{partner}/x").status == 200
