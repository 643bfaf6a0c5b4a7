"""Sending one signed message to a partner and reading its acknowledgement."""

import json
from dataclasses import dataclass

from janua.exchange.dci.envelope import Envelope
from janua.exchange.dci.validation import Interface, Kind, MessageInvalid, validate
from janua.exchange.outbound import Fault, Outbound, OutboundFailed


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The partner took the message and will answer to our registered address."""

    correlation_id: str


def post(
    outbound: Outbound, base_url: str, envelope: Envelope, *, interface: Interface = Interface.CRVS
) -> Acknowledged:
    """Send a signed message to {base_url}/registry/{action}.

    Hold no database transaction meanwhile. After a failure the partner may still have taken the message: sign it anew
    with a new message_id and the same reference_id.
    Raises  OutboundFailed, whose `may_retry` says whether trying later can help; MessageInvalid for our own message
    """
    kind = Kind(envelope.action)
    validate(kind, envelope.to_json(), interface=interface)
    if not envelope.signature:
        raise ValueError("sign the message before sending it")
    answer = outbound.request(
        "POST",
        f"{base_url.rstrip('/')}/registry/{kind}",
        content=envelope.to_bytes(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    return _acknowledged(answer.status, answer.content, interface)


def _acknowledged(status: int, content: bytes, interface: Interface) -> Acknowledged:
    try:
        body = json.loads(content)
        validate(Kind.ACKNOWLEDGEMENT, body, interface=interface)
    except (ValueError, RecursionError, MessageInvalid) as error:
        fault = Fault.REFUSED if 400 <= status < 500 else Fault.BAD_ANSWER
        advice = f"the partner answered {status} without an acknowledgement; ask it what went wrong"
        raise OutboundFailed(fault, advice) from error
    message = body["message"]
    if message["ack_status"] == "ACK" and status < 300:
        return Acknowledged(message["correlation_id"])
    code = message.get("error", {}).get("code", "no code")
    busy = code in ("err.request.timeout", "err.request.too_many_requests", "err.service.unavailable")
    fault = Fault.BUSY if busy else Fault.REFUSED
    raise OutboundFailed(fault, f"the partner refused the message with {code} (HTTP {status})")
