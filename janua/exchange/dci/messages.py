"""The five messages of asking and being told, built by their published names, and the answers read back.

Ids are the caller's: `message_id` is the nonce of one sending, `transaction_id` one business question, `reference_id`
one request inside it. All texts a partner stores; none may hold a person's identifier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from janua.exchange.dci.envelope import VERSION, Envelope, NotAMessage, timestamp

JSON = Any


@dataclass(frozen=True, slots=True)
class Route:
    """Who sends to whom; `sender_uri` is only told, since answers go to the registered address."""

    sender_id: str
    receiver_id: str
    sender_uri: str = ""


@dataclass(frozen=True, slots=True)
class Ids:
    """The three ids of one outgoing message with one request in it."""

    message_id: str
    transaction_id: str
    reference_id: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """The legal ground of a question: a code both sides know, and its citation."""

    code: str
    text: str
    ref_uri: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a record type, and one identifier or a list of predicates."""

    reg_type: str
    record_type: str
    query_type: str
    query: JSON


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of an on-search message.

    status   "succ" with records (none: the register knows nobody like that), "rjct" with a reason code, "pdng", "rcvd"
    """

    transaction_id: str
    correlation_id: str
    reference_id: str
    status: str
    reason_code: str
    reason: str
    record_type: str
    records: tuple[Mapping[str, JSON], ...]


@dataclass(frozen=True, slots=True)
class Subscribed:
    """One answer of an on-subscribe message; `codes` are the partner's names of the subscriptions now in force."""

    transaction_id: str
    correlation_id: str
    reference_id: str
    status: str
    reason_code: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notified:
    """One event of a notify message. `reference_id` is the partner's name of the event: the same event keeps it."""

    transaction_id: str
    reference_id: str
    event_type: str
    record_type: str
    record: Mapping[str, JSON]


def identifier_query(*, reg_type: str, record_type: str, id_type: str, value: str) -> Query:
    """Ask for the records of one identifier."""
    return Query(reg_type, record_type, "idtype-value", {"type": id_type, "value": value})


def predicate_query(*, reg_type: str, record_type: str, all_of: Sequence[tuple[str, str, str]]) -> Query:
    """Ask for the records that satisfy every (attribute, operator, value); operators are gt lt eq ge le in."""
    predicates = [
        {"seq_num": number, "expression1": {"attribute_name": name, "operator": operator, "attribute_value": value}}
        for number, (name, operator, value) in enumerate(all_of, start=1)
    ]
    return Query(reg_type, record_type, "predicate", predicates)


def search(*, route: Route, ids: Ids, query: Query, purpose: Purpose, at: datetime) -> Envelope:
    """The question to a register; unsigned."""
    criteria = {
        "version": VERSION,
        "reg_type": query.reg_type,
        "reg_record_type": query.record_type,
        "query_type": query.query_type,
        "query": query.query,
        "authorize": _authorize(purpose, at),
    }
    request = {"reference_id": ids.reference_id, "timestamp": timestamp(at), "search_criteria": criteria}
    message = {"transaction_id": ids.transaction_id, "search_request": [request]}
    return Envelope(_header("search", route, ids, at), message)


def subscribe(
    *,
    route: Route,
    ids: Ids,
    query: Query,
    event_type: str,
    purpose: Purpose,
    at: datetime,
    until: datetime | None = None,
) -> Envelope:
    """Ask to be told of an event about whoever `query` describes; unsigned.

    until  the end of the subscription, ten years if not said; notices come as events happen
    """
    ends = until or at + timedelta(days=3650)
    criteria = {
        "version": VERSION,
        "reg_type": query.reg_type,
        "reg_event_type": event_type,
        # The standard wants a cron expression: every second is "as it happens".
        "frequency": {"start_time": timestamp(at), "end_time": timestamp(ends), "frequency": "* * * * * ? *"},
        "filter_type": query.query_type,
        "filter": query.query,
        "notify_record_type": query.record_type,
        "authorize": _authorize(purpose, at),
    }
    request = {"reference_id": ids.reference_id, "timestamp": timestamp(at), "subscribe_criteria": criteria}
    message = {"transaction_id": ids.transaction_id, "subscribe_request": [request]}
    return Envelope(_header("subscribe", route, ids, at), message)


def found(envelope: Envelope) -> tuple[Found, ...]:
    """The answers of a validated on-search message."""
    message = envelope.message
    return tuple(
        Found(
            transaction_id=message["transaction_id"],
            correlation_id=message["correlation_id"],
            reference_id=response["reference_id"],
            status=response["status"],
            reason_code=response.get("status_reason_code", ""),
            reason=response.get("status_reason_message", ""),
            record_type=response.get("data", {}).get("reg_record_type", ""),
            records=tuple(response.get("data", {}).get("reg_records", ())),
        )
        for response in message["search_response"]
    )


def subscribed(envelope: Envelope) -> tuple[Subscribed, ...]:
    """The answers of a validated on-subscribe message."""
    message = envelope.message
    return tuple(
        Subscribed(
            transaction_id=message["transaction_id"],
            correlation_id=message["correlation_id"],
            reference_id=response["reference_id"],
            status=response["status"],
            reason_code=response.get("status_reason_code", ""),
            codes=tuple(one["code"] for one in response.get("subscriptions", ()) if one["status"] == "subscribe"),
        )
        for response in message["subscribe_response"]
    )


def notified(envelope: Envelope) -> tuple[Notified, ...]:
    """The events of a validated notify message; a record is one object in CRVS and a list of them in FR."""
    events = []
    for event in envelope.message["notify_event"]:
        data = event["data"]
        records = data["reg_records"] if isinstance(data["reg_records"], list) else [data["reg_records"]]
        for record in records:
            if not isinstance(record, dict):
                raise NotAMessage("a notified record is not an object")
            kinds = data.get("reg_event_type", ""), data["reg_record_type"]
            events.append(Notified(envelope.transaction_id, event["reference_id"], *kinds, record))
    return tuple(events)


def _header(action: str, route: Route, ids: Ids, at: datetime) -> dict[str, JSON]:
    header: dict[str, JSON] = {
        "version": VERSION,
        "message_id": ids.message_id,
        "message_ts": timestamp(at),
        "action": action,
        "sender_id": route.sender_id,
        "receiver_id": route.receiver_id,
        "total_count": 1,
        "is_msg_encrypted": False,
    }
    return {**header, "sender_uri": route.sender_uri} if route.sender_uri else header


def _authorize(purpose: Purpose, at: datetime) -> dict[str, JSON]:
    ground = {"code": purpose.code, "text": purpose.text, "ref_uri": purpose.ref_uri}
    return {
        "@context": "https://schema.spdci.org/common/v1/api-schemas/Authorize.jsonld",
        "@type": "Authorize",
        "ts": timestamp(at),
        "purpose": {name: value for name, value in ground.items() if value},
    }
