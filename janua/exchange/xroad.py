"""X-Road REST (PR-REST): identifiers, the address and headers of a request, and the checks of an answer."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, unquote, urlencode

from janua.exchange.outbound import Answer, Fault, Outbound, OutboundFailed

JSON = Any
# Forbidden in identifiers by the protocol, since an address or a header carries them.
_FORBIDDEN = frozenset('/\\;%:"<>|?*\x00')
_HASH_BYTES = 64


class XRoadFault(OutboundFailed):
    """The security server answered with an error of the protocol.

    type    the protocol's error type, such as Server.ClientProxy.NetworkError
    detail  the security server's own text, for the log of the exchange and never for a page
    """

    def __init__(self, error_type: str, detail: str) -> None:
        # Server.ServerProxy.AccessDenied and its like want a person; a network or a sleeping server wants time.
        passing = any(word in error_type for word in ("NetworkError", "ServiceFailed", "Timeout", "InternalError"))
        super().__init__(
            Fault.BUSY if passing else Fault.REFUSED,
            f"the security server reports {error_type}; " + ("try again later" if passing else "ask its operator"),
        )
        self.type = error_type
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ClientId:
    """A subsystem: instance/memberClass/memberCode/subsystem."""

    instance: str
    member_class: str
    member_code: str
    subsystem: str

    def __post_init__(self) -> None:
        _check_parts(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        return self.instance, self.member_class, self.member_code, self.subsystem

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(*_split(text, 4))

    def __str__(self) -> str:
        return _join(self.parts)


@dataclass(frozen=True, slots=True)
class ServiceId:
    """A REST service of a subsystem: instance/memberClass/memberCode/subsystem/serviceCode."""

    instance: str
    member_class: str
    member_code: str
    subsystem: str
    service_code: str

    def __post_init__(self) -> None:
        _check_parts(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        return self.instance, self.member_class, self.member_code, self.subsystem, self.service_code

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(*_split(text, 5))

    def __str__(self) -> str:
        return _join(self.parts)


@dataclass(frozen=True, slots=True)
class XRoadAnswer:
    """A checked answer: the service's own status and body, and the exchange's ids for the audit.

    status  404 means that the service knows nothing of what was asked; the other side's errors raise instead
    """

    status: int
    body: JSON
    message_id: str
    request_id: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class XRoadClient:
    """Asks services through our own security server, as one subsystem of ours.

    security_server  its base URL, on the list of `outbound`
    """

    outbound: Outbound
    security_server: str
    client: ClientId

    def get(
        self,
        service: ServiceId,
        path: str = "",
        *,
        message_id: str,
        parameters: Mapping[str, str] | None = None,
        user_id: str = "",
        issue: str = "",
        represented_party: str = "",
    ) -> XRoadAnswer:
        """Ask a service; hold no database transaction meanwhile.

        path        below the service; each step is encoded here
        message_id  ours and unique: the answer must carry it
        user_id     who asked, as `country code + identifier` or a system's name
        issue       the case the question belongs to
        Raises      OutboundFailed, XRoadFault
        """
        address = self.address(service, path, parameters)
        optional = {
            "X-Road-UserId": user_id,
            "X-Road-Issue": issue,
            "X-Road-Represented-Party": represented_party,
        }
        headers = {
            "X-Road-Client": str(self.client),
            "X-Road-Id": message_id,
            "Accept": "application/json",
            **{name: value for name, value in optional.items() if value},
        }
        answer = self.outbound.request("GET", address, headers=headers)
        return self._checked(answer, service, message_id)

    def address(self, service: ServiceId, path: str = "", parameters: Mapping[str, str] | None = None) -> str:
        """{security server}/r1/{service}/{path}?{parameters}."""
        steps = [quote(step, safe="") for step in path.split("/") if step]
        query = f"?{urlencode(parameters)}" if parameters else ""
        return "/".join((self.security_server.rstrip("/"), "r1", str(service), *steps)) + query

    def _checked(self, answer: Answer, service: ServiceId, message_id: str) -> XRoadAnswer:
        headers = answer.headers
        if "x-road-error" in headers:
            raise XRoadFault(headers["x-road-error"], _detail(answer.content))
        expected = {"x-road-id": message_id, "x-road-service": str(service), "x-road-client": str(self.client)}
        for name, value in expected.items():
            if headers.get(name) != value:
                raise OutboundFailed(Fault.BAD_ANSWER, f"the answer's {name} is not that of our question")
        if not headers.get("x-road-request-id") or not _is_hash(headers.get("x-road-request-hash", "")):
            raise OutboundFailed(Fault.BAD_ANSWER, "the answer lacks the request id or hash of the security server")
        if answer.status >= 500:
            raise OutboundFailed(Fault.BUSY, f"the service answered {answer.status}; try again later")
        if answer.status >= 400 and answer.status != 404:
            raise OutboundFailed(Fault.REFUSED, f"the service answered {answer.status}; ask its owner")
        return XRoadAnswer(
            answer.status,
            _json(answer.content) if answer.content else None,
            message_id,
            headers["x-road-request-id"],
            headers["x-road-request-hash"],
        )


def _check_parts(parts: tuple[str, ...]) -> None:
    for part in parts:
        if not part or part in (".", "..") or _FORBIDDEN & set(part) or not part.isprintable():
            raise ValueError(f"{part!r} cannot be part of an X-Road identifier")


def _split(text: str, count: int) -> list[str]:
    parts = [unquote(part) for part in text.split("/")]
    if len(parts) != count:
        raise ValueError(f"{text!r} does not have {count} parts divided by /")
    return parts


def _join(parts: tuple[str, ...]) -> str:
    return "/".join(quote(part, safe="") for part in parts)


def _is_hash(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == _HASH_BYTES
    except (binascii.Error, ValueError):
        return False


def _json(content: bytes) -> JSON:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise OutboundFailed(Fault.BAD_ANSWER, "the service's answer is not JSON; ask its owner") from error


def _detail(content: bytes) -> str:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    return str(body.get("message", ""))[:999] if isinstance(body, dict) else ""
