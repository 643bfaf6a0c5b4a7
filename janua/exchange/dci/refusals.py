"""Why a message is not taken, and the bodies that say so: our acknowledgement and our error."""

from datetime import UTC, datetime
from typing import Any

JSON = Any


class Refused(Exception):
    """A received message that is answered with an error and nothing else.

    code     the standard's error code for the answer
    status   the HTTP status for the answer
    """

    code = "err.request.bad"
    status = 400


def acknowledgement(*, correlation_id: str, at: datetime) -> dict[str, JSON]:
    """The body that says: received, valid, and an answer will come to your registered address."""
    return {"message": {"ack_status": "ACK", "timestamp": _instant(at), "correlation_id": correlation_id}}


def refusal(refused: Refused, *, correlation_id: str, at: datetime) -> tuple[int, dict[str, JSON]]:
    """The HTTP status and the body for a refused message, in both shapes that partners read."""
    error = {"code": refused.code, "message": str(refused)[:999]}
    message = {"ack_status": "ERR", "timestamp": _instant(at), "correlation_id": correlation_id, "error": error}
    return refused.status, {"message": message, "errors": [error]}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
