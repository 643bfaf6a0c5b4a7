"""One DCI message on the wire: signature, header and message, as bytes and as parts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from janua.exchange.dci.refusals import Refused

JSON = Any
VERSION = "1.0.0"
# A search answer holds one person's records; anything larger is not an answer to one of our questions.
MOST_BYTES = 1_000_000
MOST_NESTING = 40
_LARGEST_NUMBER = 2**53 - 1
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")


class NotAMessage(Refused):
    """The bytes are not one JSON object with a header and a message."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message with its header and, once signed, its signature string."""

    header: dict[str, JSON]
    message: dict[str, JSON]
    signature: str = ""

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Take a received body apart, refusing what two readers could read differently.

        Raises  NotAMessage: too long, too deep, not JSON, a repeated key, not an object, no header or message
        """
        if len(body) > MOST_BYTES:
            raise NotAMessage(f"longer than {MOST_BYTES} bytes")
        try:
            document = json.loads(body.decode(), object_pairs_hook=_once_each, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise NotAMessage("not JSON in UTF-8 with each key once") from error
        if not isinstance(document, dict):
            raise NotAMessage("not a JSON object")
        header, message, signature = (document.get(name) for name in ("header", "message", "signature"))
        if not isinstance(header, dict) or not isinstance(message, dict):
            raise NotAMessage("header or message is missing")
        _check(document, MOST_NESTING)
        if signature is not None and not isinstance(signature, str):
            raise NotAMessage("the signature is not text")
        return cls(header, message, signature or "")

    def to_json(self) -> dict[str, JSON]:
        """The body as a JSON object; an unsigned message has no `signature`."""
        parts: dict[str, JSON] = {"signature": self.signature} if self.signature else {}
        return {**parts, "header": self.header, "message": self.message}

    def to_bytes(self) -> bytes:
        """The body to send."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":")).encode()

    def with_signature(self, signature: str) -> Self:
        return replace(self, signature=signature)

    @property
    def action(self) -> str:
        return _text(self.header, "action")

    @property
    def message_id(self) -> str:
        return _text(self.header, "message_id")

    @property
    def sender_id(self) -> str:
        return _text(self.header, "sender_id")

    @property
    def receiver_id(self) -> str:
        return _text(self.header, "receiver_id")

    @property
    def transaction_id(self) -> str:
        return _text(self.message, "transaction_id")


def timestamp(at: datetime) -> str:
    """An instant as DCI writes it, in UTC and whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat()


def _text(part: Mapping[str, JSON], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _once_each(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> JSON:
    raise ValueError(f"{name} is not JSON")


def _check(value: JSON, depth: int) -> None:
    """Refuse what two readers, or a database, would not hold alike."""
    if depth == 0:
        raise NotAMessage(f"nested deeper than {MOST_NESTING}")
    if isinstance(value, dict):
        for name, child in value.items():
            _check(name, depth - 1)
            _check(child, depth - 1)
    elif isinstance(value, list):
        for child in value:
            _check(child, depth - 1)
    elif isinstance(value, str):
        if _UNHOLDABLE.search(value):
            raise NotAMessage("a text holds a null or half a character")
    elif isinstance(value, (int, float)) and abs(value) > _LARGEST_NUMBER:
        raise NotAMessage("a number is larger than JSON readers agree on")
