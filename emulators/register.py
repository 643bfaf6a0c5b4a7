"""A register that speaks DCI: takes a signed question, acknowledges it, and answers later to the registered address."""

import argparse
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from emulators.deliveries import Deliveries, Own, Partner, now
from emulators.keys import own_key, partner_key
from emulators.serving import Reply, Request, serve
from emulators.signing import Rejected, check
from emulators.starting import Journal, Orders, control
from emulators.switches import Faults, Switches

Record = dict[str, Any]


class Holdings(Protocol):
    """What one register holds, and in which words it speaks of it."""

    reg_type: str
    record_type: str
    event_types: tuple[str, ...]

    def look_up(self, query_type: str, query: Any, *, contradict: bool) -> list[Record]:
        """The records that fit. Raises Rejected where the question cannot be read."""
        ...

    def fits(self, event_type: str, record: Record, filter_: Any) -> bool:
        """Whether a subscription's filter lets an event's record pass."""
        ...


class Register:
    """The protocol round one register's holdings. Subscriptions survive a kill; message ids seen do not."""

    def __init__(self, arguments: argparse.Namespace, holdings: Holdings, faults: Switches, journal: Journal) -> None:
        self.holdings, self.faults, self.journal = holdings, faults, journal
        self._keys: Path = arguments.keys
        self._own = Own(arguments.id, arguments.key_id, own_key(arguments.keys, arguments.id))
        self._partner = Partner(arguments.partner_id, arguments.partner_key_id, arguments.partner_url)
        self._deliveries = Deliveries(self._own, self._partner, faults, journal)
        self._lock = threading.Lock()
        self._seen: dict[str, float] = {}
        self._file: Path = arguments.state / "subscriptions.json"
        arguments.state.mkdir(parents=True, exist_ok=True)
        self._subscriptions: dict[str, dict[str, Any]] = (
            json.loads(self._file.read_text()) if self._file.exists() else {}
        )

    def answer(self, request: Request) -> Reply | None:
        """Answer the protocol's address."""
        faults = self.faults.now
        failure = self.faults.take_failure()
        time.sleep(faults.delay)
        if failure == "disconnect":
            return None
        if failure == "unavailable":
            return _refusal(Rejected(503, "err.service.unavailable", "down for maintenance"))
        actions = {"search": self._search, "subscribe": self._subscribe, "unsubscribe": self._unsubscribe}
        action = request.steps[-1] if request.steps[:1] == ("registry",) and len(request.steps) == 2 else ""
        if request.method != "POST" or action not in actions:
            return Reply.of(404, {"errors": [{"code": "err.request.not_found", "message": request.target}]})
        try:
            document = self._proved(request.body, action)
            correlation_id = str(uuid.uuid4())
            follow_up = actions[action](document["message"], correlation_id, failure)
        except Rejected as rejected:
            return _refusal(rejected)
        self.journal.add("received", action=action, body=document)
        if failure == "silent":
            follow_up = _nothing
        if faults.early:
            follow_up()
            follow_up = _nothing
        if failure == "disconnect_after":
            follow_up()
            return None
        body = {"message": {"ack_status": "ACK", "timestamp": now(), "correlation_id": correlation_id}}
        reply = Reply.of(200, body)
        return Reply(reply.status, reply.body, then=follow_up)

    def tell(self, event_type: str, record: Record, event_id: str) -> int:
        """Notify every subscription that wants this event; gives how many."""
        with self._lock:
            wanted = [
                one
                for one in self._subscriptions.values()
                if one["reg_event_type"] == event_type and self.holdings.fits(event_type, record, one["filter"])
            ]
        for _ in wanted:
            data = {
                "version": "1.0.0",
                "reg_type": self.holdings.reg_type,
                "reg_event_type": event_type,
                "reg_record_type": self.holdings.record_type,
                "reg_records": record,
            }
            event = {"reference_id": event_id, "timestamp": now(), "data": data, "locale": "eng"}
            # The transaction is the event: telling of it twice is the same transaction.
            message = {"transaction_id": event_id, "notify_event": [event]}
            for _ in range(1 + self.faults.now.flood):
                self._deliveries.put("notify", message)
        return len(wanted)

    def subscriptions(self, _: Any) -> Any:
        with self._lock:
            return dict(self._subscriptions)

    def _proved(self, body: bytes, action: str) -> dict[str, Any]:
        try:
            document = json.loads(body)
        except ValueError as error:
            raise Rejected(400, "err.request.bad", "not JSON") from error
        if not isinstance(document, dict):
            raise Rejected(400, "err.request.bad", "not a JSON object")
        until = check(document, self._own.id, self._partner_key)
        header = document["header"]
        if header.get("action") != action or not header.get("message_ts") or "total_count" not in header:
            raise Rejected(400, "err.request.bad", "the header lacks something or is of another action")
        with self._lock:
            moment = time.time()
            self._seen = {seen: end for seen, end in self._seen.items() if end > moment}
            if not header.get("message_id") or header["message_id"] in self._seen:
                raise Rejected(403, "err.request.forbidden", "this message_id is missing or known")
            self._seen[header["message_id"]] = until
        return document

    def _partner_key(self, sender: str, key_id: str) -> Any:
        is_ours = (sender, key_id) == (self._partner.id, self._partner.key_id)
        return partner_key(self._keys, sender) if is_ours else None

    def _search(self, message: dict[str, Any], correlation_id: str, failure: str) -> Callable[[], None]:
        requests, transaction_id = _requests(message, "search_request", "search_criteria")
        faults = self.faults.now
        responses = [self._found(request, faults, reject=failure == "reject") for request in requests]
        answer = {"transaction_id": transaction_id, "correlation_id": correlation_id, "search_response": responses}
        unasked = [
            {
                "transaction_id": str(uuid.uuid4()),
                "correlation_id": str(uuid.uuid4()),
                "search_response": [{**response, "reference_id": str(uuid.uuid4())} for response in responses],
            }
            for _ in range(faults.flood)
        ]

        def follow_up() -> None:
            for one in (*unasked, answer):
                if faults.early:
                    self._deliveries.send_now("on-search", one)
                else:
                    self._deliveries.put("on-search", one)

        return follow_up

    def _found(self, request: dict[str, Any], faults: Faults, *, reject: bool) -> dict[str, Any]:
        criteria = request["search_criteria"]
        response = {"reference_id": request["reference_id"], "timestamp": now(), "locale": "eng"}
        try:
            if reject:
                raise Rejected(400, "rjct.filter.invalid", "refused by a switch")
            if criteria.get("reg_record_type") != self.holdings.record_type or not _ground(criteria):
                raise Rejected(400, "rjct.search_criteria.invalid", "another record type, or no legal ground")
            query_type, query = criteria["query_type"], criteria["query"]
            records = self.holdings.look_up(query_type, query, contradict=faults.contradiction)
        except Rejected as rejected:
            reason = {"status_reason_code": rejected.code, "status_reason_message": str(rejected)}
            return {**response, "status": "rjct", **reason}
        data = {
            "version": "1.0.0",
            "reg_type": self.holdings.reg_type,
            "reg_record_type": self.holdings.record_type,
            "reg_records": records,
        }
        pages = {"page_size": max(len(records), 1), "page_number": 1, "total_count": len(records)}
        return {**response, "status": "succ", "data": data, "pagination": pages}

    def _subscribe(self, message: dict[str, Any], correlation_id: str, failure: str) -> Callable[[], None]:
        requests, transaction_id = _requests(message, "subscribe_request", "subscribe_criteria")
        responses = [self._subscribed(request, reject=failure == "reject") for request in requests]
        answer = {"transaction_id": transaction_id, "correlation_id": correlation_id, "subscribe_response": responses}
        return lambda: self._deliveries.put("on-subscribe", answer)

    def _subscribed(self, request: dict[str, Any], *, reject: bool) -> dict[str, Any]:
        criteria = request["subscribe_criteria"]
        response = {"reference_id": request["reference_id"], "timestamp": now(), "locale": "eng"}
        event_type = criteria.get("reg_event_type")
        if reject or event_type not in self.holdings.event_types or "filter" not in criteria:
            return {**response, "status": "rjct", "status_reason_code": "rjct.notify_types.invalid"}
        wanted = {"reg_event_type": event_type, "filter": criteria["filter"]}
        with self._lock:
            # The same subscription asked for twice is one: the partner subscribes at every start.
            known = (code for code, one in self._subscriptions.items() if one == wanted)
            code = next(known, None) or str(uuid.uuid4())
            self._subscriptions[code] = wanted
            self._keep()
        subscription = {"version": "1.0.0", "code": code, "status": "subscribe", "timestamp": now(), **wanted}
        return {**response, "status": "succ", "subscriptions": [subscription]}

    def _unsubscribe(self, message: dict[str, Any], correlation_id: str, failure: str) -> Callable[[], None]:
        codes = message.get("subscription_codes")
        if not isinstance(codes, list) or failure == "reject":
            raise Rejected(400, "err.request.bad", "no subscription_codes")
        with self._lock:
            gone = [code for code in codes if self._subscriptions.pop(code, None)]
            self._keep()
        states = [{"code": code, "status": "unsubscribe"} for code in gone]
        answer = {
            "transaction_id": message.get("transaction_id", ""),
            "correlation_id": correlation_id,
            "timestamp": now(),
            "status": "succ",
            "subscription_status": states,
        }
        return lambda: self._deliveries.put("on-unsubscribe", answer)

    def _keep(self) -> None:
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(self._subscriptions))
        part.replace(self._file)


def add_arguments(options: argparse.ArgumentParser, own_id: str) -> None:
    """What a register that speaks DCI wants to know besides."""
    options.add_argument("--id", default=own_id, help="our sender id; our key is KEYS/ID.pem")
    options.add_argument("--key-id", default="1")
    options.add_argument("--partner-id", required=True, help="who may ask; its key is KEYS/PARTNER-ID.pub.pem")
    options.add_argument("--partner-key-id", default="1")
    options.add_argument("--partner-url", required=True, help="the only address that answers and notices go to")


def run(arguments: argparse.Namespace, name: str, register: Register, orders: Orders) -> None:
    """Serve until a signal."""
    behind = control(register.faults, register.journal, {"subscriptions": register.subscriptions, **orders})
    serve(name, register.answer, behind, port=arguments.port, control_port=arguments.control_port, tls=None)


def predicates(query_type: str, query: Any) -> list[tuple[str, str, Any]]:
    """The predicates of a question, where it is one identifier or a list of them joined by nothing but "and"."""
    try:
        if query_type == "idtype-value":
            return [("identifier", "eq", query["value"])] if query["type"] == "UIN" else []
        if query_type == "predicate":
            parts = [one["expression1"] for one in query]
            if any(one.get("condition", "and") != "and" or "expression2" in one for one in query):
                raise Rejected(400, "rjct.filter.invalid", "only a list of single predicates is understood")
            return [(part["attribute_name"], part["operator"], part["attribute_value"]) for part in parts]
    except (KeyError, TypeError) as error:
        raise Rejected(400, "rjct.filter.invalid", "the query cannot be read") from error
    raise Rejected(400, "rjct.search_criteria.invalid", f"queries of type {query_type!r} are not understood")


def compare(found: Iterable[Any], operator: str, wanted: Any) -> bool:
    """Whether one of the values found stands in this relation to the one wanted."""
    relations: dict[str, Callable[[Any, Any], bool]] = {
        "eq": lambda one, two: one == two,
        "ge": lambda one, two: one >= two,
        "le": lambda one, two: one <= two,
        "gt": lambda one, two: one > two,
        "lt": lambda one, two: one < two,
    }
    if operator not in relations:
        raise Rejected(400, "rjct.filter.invalid", f"the operator {operator!r} is not understood")
    return any(one is not None and type(one) is type(wanted) and relations[operator](one, wanted) for one in found)


def _requests(message: dict[str, Any], name: str, criteria: str) -> tuple[list[dict[str, Any]], str]:
    requests, transaction_id = message.get(name), message.get("transaction_id")
    well_formed = (
        isinstance(transaction_id, str)
        and isinstance(requests, list)
        and all(
            isinstance(one, dict)
            and isinstance(one.get("reference_id"), str)
            and isinstance(one.get("timestamp"), str)
            and isinstance(one.get(criteria), dict)
            for one in requests
        )
    )
    if not well_formed or not requests:
        raise Rejected(400, "err.request.bad", f"the message has no {name}")
    return requests, str(transaction_id)


def _ground(criteria: dict[str, Any]) -> str:
    authorize = criteria.get("authorize")
    purpose = authorize.get("purpose") if isinstance(authorize, dict) else None
    return str(purpose.get("code") or "") if isinstance(purpose, dict) else ""


def _refusal(rejected: Rejected) -> Reply:
    error = {"code": rejected.code, "message": str(rejected)}
    message = {"ack_status": "ERR", "timestamp": now(), "correlation_id": str(uuid.uuid4()), "error": error}
    return Reply.of(rejected.status, {"message": message, "errors": [error]})


def _nothing() -> None:
    """Send nothing afterwards."""
