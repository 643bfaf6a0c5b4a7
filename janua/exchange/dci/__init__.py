"""DCI messages: built, signed, proved and read, as docs/dci-profile.md says.

Plain Python, no network but `client`. Remembers nothing: seen message ids and partners' keys are hooks.
Refuses a message it cannot prove, or that is not of the published shape.
"""

from janua.exchange.dci.client import Acknowledged, post
from janua.exchange.dci.envelope import Envelope, NotAMessage, timestamp
from janua.exchange.dci.messages import (
    Found,
    Ids,
    Notified,
    Purpose,
    Query,
    Route,
    Subscribed,
    found,
    identifier_query,
    notified,
    predicate_query,
    search,
    subscribe,
    subscribed,
)
from janua.exchange.dci.receive import receive
from janua.exchange.dci.records import RecordUnreadable
from janua.exchange.dci.refusals import Refused, acknowledgement, refusal
from janua.exchange.dci.signature import (
    FirstUse,
    KeyRing,
    NotTrusted,
    Proof,
    PublicKey,
    Signer,
    SigningKey,
    Verifier,
    sign,
    verify,
)
from janua.exchange.dci.validation import Interface, Kind, MessageInvalid, validate

__all__ = [
    "Acknowledged",
    "Envelope",
    "FirstUse",
    "Found",
    "Ids",
    "Interface",
    "KeyRing",
    "Kind",
    "MessageInvalid",
    "NotAMessage",
    "NotTrusted",
    "Notified",
    "Proof",
    "PublicKey",
    "Purpose",
    "Query",
    "RecordUnreadable",
    "Refused",
    "Route",
    "Signer",
    "SigningKey",
    "Subscribed",
    "Verifier",
    "acknowledgement",
    "found",
    "identifier_query",
    "notified",
    "post",
    "predicate_query",
    "receive",
    "refusal",
    "search",
    "sign",
    "subscribe",
    "subscribed",
    "timestamp",
    "validate",
    "verify",
]
