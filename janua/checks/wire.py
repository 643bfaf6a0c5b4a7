"""One question over its protocol: DCI or X-Road. Holds no database transaction and touches no row."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from janua.base.clock import now
from janua.base.keys.datakeys import key_port
from janua.checks.actions.sending import Sent, ToSend
from janua.checks.actions.subscription import ToSubscribe
from janua.exchange import dci, xroad
from janua.exchange.outbound import Fault, Limits, Outbound, OutboundFailed
from janua.pack.installed import country
from janua.pack.registers import DciRegister, XRoadRegister

log = logging.getLogger(__name__)
# To one register at a time.
AT_ONCE = 8
_AWAY = (Fault.UNREACHABLE, Fault.TIMED_OUT)
SIGNING_KEY = "partners"


@dataclass(frozen=True)
class OurEnd:
    """How we appear to partners: our name and key in DCI, our subsystem in X-Road, where replies come to.

    From the entry `us` of the partners file.
    """

    sender_id: str
    key_id: str
    reply_to: str
    xroad_client: str

    @classmethod
    def from_settings(cls) -> "OurEnd":
        """Read it; raises KeyError naming what is missing."""
        us: Mapping[str, Any] = settings.JANUA_PARTNERS["us"]
        return cls(us["sender_id"], us["key_id"], us.get("reply_to", ""), us.get("xroad_client", ""))

    @property
    def signer(self) -> dci.SigningKey:
        """Our signature, made behind the key port."""
        return dci.SigningKey(self.sender_id, self.key_id, lambda content: key_port().sign(SIGNING_KEY, content))


def client(addresses: Sequence[str]) -> Outbound:
    """The outbound client for these addresses; plain http to loopback passes in demo and tests only."""
    ca_file = settings.JANUA_PARTNERS.get("us", {}).get("ca_file")
    return Outbound(
        addresses,
        ca_file=Path(ca_file) if ca_file else None,
        limits=Limits(connect_seconds=3.0, total_seconds=10.0, most_bytes=1_000_000),
        allow_loopback_http=settings.JANUA_ENV != "production",
    )


def send_all(questions: Sequence[ToSend]) -> list[Sent]:
    """Send questions, several at once to each register; what failed says so and whether to try again.

    A register that is away keeps nobody waiting: not the others, and its own further questions are not tried now.
    """
    if not questions:
        return []
    ours = OurEnd.from_settings()
    away: set[str] = set()
    pools = {code: ThreadPoolExecutor(AT_ONCE) for code in {one.register for one in questions}}
    with client(sorted({one.base_url for one in questions})) as outbound, ExitStack() as stack:
        for pool in pools.values():
            stack.enter_context(pool)
        # Each in a copy of this context, so that the id of the work in hand goes along.
        sending = [
            pools[one.register].submit(copy_context().run, _send, one, ours, outbound, away) for one in questions
        ]
        return [one.result() for one in sending]


def _send(one: ToSend, ours: OurEnd, outbound: Outbound, away: set[str]) -> Sent:
    if one.register in away:
        return Sent(one.check_id, one.attempt, trouble="register_away", again=True)
    try:
        if one.wire == "xroad":
            return _ask_xroad(one, ours, outbound)
        return _ask_dci(one, ours, outbound)
    except OutboundFailed as failed:
        if failed.fault in _AWAY:
            away.add(one.register)
        return Sent(one.check_id, one.attempt, trouble=failed.fault.value, again=failed.may_retry)
    except dci.MessageInvalid:
        # Our own question does not fit the standard: no repetition mends that.
        return Sent(one.check_id, one.attempt, trouble="question_invalid")


def _ask_dci(one: ToSend, ours: OurEnd, outbound: Outbound) -> Sent:
    register: DciRegister = _register(one.register)
    at = now()
    question = dci.search(
        route=dci.Route(ours.sender_id, one.sender_id, ours.reply_to),
        ids=dci.Ids(f"{one.check_id}-{one.attempt}", str(one.check_id), str(one.check_id)),
        query=register.query(one.kind, subject=one.subject, parameters=one.parameters),
        purpose=dci.Purpose(one.ground, one.citation),
        at=at,
    )
    dci.post(outbound, one.base_url, dci.sign(question, ours.signer, at=at), interface=register.interface)
    return Sent(one.check_id, one.attempt)


def _ask_xroad(one: ToSend, ours: OurEnd, outbound: Outbound) -> Sent:
    register: XRoadRegister = _register(one.register)
    asking = xroad.XRoadClient(outbound, one.base_url, xroad.ClientId.parse(ours.xroad_client))
    path, parameters = register.path(one.kind, subject=one.subject, parameters=one.parameters)
    answer = asking.get(
        xroad.ServiceId.parse(one.sender_id),
        path,
        message_id=f"{one.check_id}-{one.attempt}",
        parameters=parameters,
        issue=str(one.check_id),
    )
    # Only the service's own "not found" says that it knows nobody like that; nothing else is read as a no.
    if answer.status == HTTPStatus.NOT_FOUND:
        return Sent(one.check_id, one.attempt, records=())
    if not isinstance(answer.body, dict):
        return Sent(one.check_id, one.attempt, trouble="answer_unreadable")
    return Sent(one.check_id, one.attempt, records=(answer.body,))


def _register(code: str) -> Any:
    return next(register for register in country().registers if register.code == code)


def send_subscriptions(asking: Sequence[ToSubscribe]) -> list[UUID]:
    """Ask for news; gives the subscriptions that the partner took, to be confirmed by its own message."""
    if not asking:
        return []
    ours = OurEnd.from_settings()
    taken = []
    with client(sorted({one.base_url for one in asking})) as outbound:
        for one in asking:
            try:
                _subscribe(one, ours, outbound)
            except OutboundFailed as failed:
                log.warning("subscribing to %s of %s failed: %s", one.kind, one.register, failed.fault)
            else:
                taken.append(one.id)
    return taken


def _subscribe(one: ToSubscribe, ours: OurEnd, outbound: Outbound) -> None:
    register: DciRegister = _register(one.register)
    wanted = register.subscriptions[one.kind]
    at = now()
    message = dci.subscribe(
        route=dci.Route(ours.sender_id, one.sender_id, ours.reply_to),
        ids=dci.Ids(one.message_id, str(one.id), str(one.id)),
        query=wanted.since(one.since),
        event_type=wanted.event_type,
        purpose=dci.Purpose(wanted.ground, wanted.citation),
        at=at,
    )
    dci.post(outbound, one.base_url, dci.sign(message, ours.signer, at=at), interface=register.interface)
