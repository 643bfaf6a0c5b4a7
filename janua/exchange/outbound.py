"""The one client that leaves the house: only to listed addresses, over TLS, bounded in time and size."""

import io
import logging
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import unquote, urlsplit

import httpx

from janua.exchange.request_id import HEADER, current_id

# Told of each request: its address, *answered* or the fault, and the seconds it took. They raise nothing.
LISTENERS: list[Callable[[str, str, float], None]] = []
# A server that says this does not do its work just now.
_AILING = frozenset({429, 500, 502, 503, 504})
# It writes each address at level INFO, and X-Road addresses name persons.
logging.getLogger("httpx").setLevel(logging.WARNING)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Fault(StrEnum):
    """Why a request failed."""

    NOT_ALLOWED = "not_allowed"
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not_trusted"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    BUSY = "busy"
    REFUSED = "refused"
    BAD_ANSWER = "bad_answer"


_MAY_RETRY = frozenset({Fault.UNREACHABLE, Fault.TIMED_OUT, Fault.BUSY, Fault.BAD_ANSWER})
# A wrong address or an untrusted certificate never left the house; after anything else the other side may have acted.
_NEVER_SENT = frozenset({Fault.NOT_ALLOWED, Fault.NOT_TRUSTED})


class OutboundFailed(Exception):
    """A request brought no usable answer; the message says what to do.

    may_retry   trying again later can help; otherwise a person must mend something first
    never_sent  the other side cannot have acted on it
    """

    def __init__(self, fault: Fault, advice: str) -> None:
        super().__init__(advice)
        self.fault = fault
        self.may_retry = fault in _MAY_RETRY
        self.never_sent = fault in _NEVER_SENT


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request: seconds to connect, seconds in all, bytes of an answer."""

    connect_seconds: float = 5.0
    total_seconds: float = 20.0
    most_bytes: int = 5_000_000


class Outbound:
    """A client for a fixed list of base addresses. Threads may share it; close it, or use it in a `with`.

    allowed              base URLs; a request must have the same scheme, host and port and a path at or below theirs
    ca_file              certificates to trust instead of the system's, for partners with their own authority
    certificate          our client certificate and key files, where a partner wants mutual TLS
    allow_loopback_http  lets http to a loopback address pass: the demo's emulators only
    """

    def __init__(
        self,
        allowed: Sequence[str],
        *,
        ca_file: Path | None = None,
        certificate: tuple[Path, Path] | None = None,
        limits: Limits | None = None,
        allow_loopback_http: bool = False,
    ) -> None:
        self._limits = limits or Limits()
        self._loopback_http = allow_loopback_http
        self._allowed = [self._parts(base) for base in allowed]
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
        if certificate:
            context.load_cert_chain(*certificate)
        self._client = httpx.Client(
            verify=context,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self._limits.total_seconds, connect=self._limits.connect_seconds),
            headers={"User-Agent": "janua", "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | Path = b"",
        headers: Mapping[str, str] | None = None,
        into: BinaryIO | None = None,
    ) -> Answer:
        """Send one request and return the whole answer, whatever its status except a redirect.

        content  bytes, or a file that is sent without being read into memory
        into     takes the body of a successful answer piece by piece, which then is not in the Answer;
                 after an exception what it holds is worthless
        Raises   OutboundFailed; hold no database transaction meanwhile
        """
        self._check(url)
        began, outcome = time.monotonic(), "broken"
        try:
            answer = self._request(method, url, content, headers or {}, into)
            outcome = Fault.BUSY.value if answer.status in _AILING else "answered"
            return answer
        except OutboundFailed as failed:
            outcome = failed.fault.value
            raise
        finally:
            for listener in LISTENERS:
                listener(url, outcome, time.monotonic() - began)

    def _request(
        self, method: str, url: str, content: bytes | Path, headers: Mapping[str, str], into: BinaryIO | None
    ) -> Answer:
        deadline = time.monotonic() + self._limits.total_seconds
        carried = {HEADER: current_id()} if current_id() else {}
        try:
            if isinstance(content, Path):
                with content.open("rb") as file:
                    size = {"Content-Length": str(content.stat().st_size)}
                    return self._exchange(method, url, _pieces(file), {**carried, **headers, **size}, into, deadline)
            return self._exchange(method, url, content, {**carried, **headers}, into, deadline)
        except httpx.HTTPError as error:
            raise _failure(url, error) from error

    def _exchange(
        self,
        method: str,
        url: str,
        content: bytes | Iterator[bytes],
        headers: Mapping[str, str],
        into: BinaryIO | None,
        deadline: float,
    ) -> Answer:
        with self._client.stream(method, url, content=content, headers=dict(headers)) as response:
            if response.is_redirect:
                advice = f"{_host(url)} redirects elsewhere; put its new address on the list if it is right"
                raise OutboundFailed(Fault.REDIRECTED, advice)
            kept = io.BytesIO()
            body = into if into is not None and response.is_success else kept
            size = 0
            for piece in response.iter_raw():
                size += len(piece)
                if size > self._limits.most_bytes:
                    advice = f"{_host(url)} answers with more than {self._limits.most_bytes} bytes; ask for less"
                    raise OutboundFailed(Fault.TOO_LARGE, advice)
                # httpx bounds each read, and a byte every few seconds would keep us for ever.
                if time.monotonic() > deadline:
                    raise OutboundFailed(Fault.TIMED_OUT, f"{_host(url)} answers too slowly; try again later")
                body.write(piece)
            return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, kept.getvalue())

    def _check(self, url: str) -> None:
        scheme, host, port, path = self._parts(url)
        for allowed_scheme, allowed_host, allowed_port, base in self._allowed:
            same_place = (scheme, host, port) == (allowed_scheme, allowed_host, allowed_port)
            if same_place and (path == base or path.startswith(base.rstrip("/") + "/")):
                return
        raise OutboundFailed(Fault.NOT_ALLOWED, f"{host}:{port} at this path is not on the list of outbound addresses")

    def _parts(self, url: str) -> tuple[str, str, int, str]:
        """Scheme, host, port and path of an address that two readers cannot read differently."""
        if any(character <= " " or character in '\\"<>^`{|}' or character > "~" for character in url):
            raise OutboundFailed(Fault.NOT_ALLOWED, "an address holds only printable ASCII, the rest percent-encoded")
        try:
            parts = urlsplit(url)
            port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise OutboundFailed(Fault.NOT_ALLOWED, "the address cannot be read") from error
        host, path = parts.hostname or "", parts.path or "/"
        if not host or parts.username is not None or parts.password is not None or parts.fragment:
            raise OutboundFailed(Fault.NOT_ALLOWED, "an address has a host, and neither user, password nor fragment")
        if any(unquote(step) in (".", "..") or "/" in unquote(step) for step in path.split("/")):
            raise OutboundFailed(Fault.NOT_ALLOWED, "an address goes neither up nor round: no . or .. or encoded /")
        if parts.scheme == "http" and not (self._loopback_http and _is_loopback(host)):
            raise OutboundFailed(Fault.NOT_ALLOWED, f"{host} is reached over https only")
        if parts.scheme not in _DEFAULT_PORTS:
            raise OutboundFailed(Fault.NOT_ALLOWED, "an address begins with https://")
        return parts.scheme, host, port, path


def _failure(url: str, error: httpx.HTTPError) -> OutboundFailed:
    host = _host(url)
    if isinstance(error, httpx.TimeoutException):
        return OutboundFailed(Fault.TIMED_OUT, f"{host} did not answer in time; try again later")
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE_VERIFY" in str(error):
        advice = f"{host} shows a certificate we do not trust; check the configured authority"
        return OutboundFailed(Fault.NOT_TRUSTED, advice)
    if isinstance(error, httpx.ConnectError):
        return OutboundFailed(Fault.UNREACHABLE, f"{host} cannot be reached; try again later")
    return OutboundFailed(Fault.UNREACHABLE, f"{host} broke off the connection; try again later")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(65_536):
        yield piece


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        # Only numbers: the name localhost may be pointed elsewhere.
        return False


def _host(url: str) -> str:
    return urlsplit(url).hostname or "the address"
