"""Take one signed message of a register: prove it, keep it, acknowledge it."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from janua.base.actors import Actor, system_actor
from janua.base.clock import now
from janua.checks.actions.received import SeenBefore, keep_received
from janua.checks.models import Partner
from janua.checks.queries import key_in_force
from janua.exchange import dci
from janua.exchange.dci.envelope import MOST_BYTES
from janua.pack.installed import country


def actor_of(_request: HttpRequest) -> Actor:
    """Who acts in this process: the machine step that takes other systems' messages."""
    return system_actor("exchange")


class WrongBody(dci.Refused):
    """The body is no JSON, by its own heading, or says no length that we would read."""

    def __init__(self, status: int, advice: str) -> None:
        super().__init__(advice)
        self.status = status


# Proved by its signature: there is no session that a foreign page could misuse.
@csrf_exempt
@require_POST
def receive_message(request: HttpRequest, kind: str) -> JsonResponse:
    """Answer the standard's acknowledgement, or why the message is not taken."""
    at = now()
    try:
        body = _body_of(request)
        envelope = _proved(body, kind, at)
    except dci.Refused as error:
        status, refusal = dci.refusal(error, correlation_id="", at=at)
        return JsonResponse(refusal, status=status)
    return JsonResponse(dci.acknowledgement(correlation_id=envelope.message_id, at=at))


def _body_of(request: HttpRequest) -> bytes:
    """The body, whose length is looked at before a byte of it is read."""
    if request.content_type != "application/json":
        raise WrongBody(415, "send application/json")
    length = request.headers.get("Content-Length", "")
    if not length.isascii() or not length.isdigit():
        raise WrongBody(411, "say the length of the body")
    if int(length) > MOST_BYTES:
        raise WrongBody(413, f"a message has at most {MOST_BYTES} bytes")
    return request.body


def _proved(body: bytes, kind: str, at: datetime) -> dci.Envelope:
    """Prove one message and keep it for the worker. Raises dci.Refused."""
    kept: list[Partner] = []

    def key_of(sender_id: str, key_id: str) -> dci.Verifier | None:
        key = key_in_force(sender_id=sender_id, key_id=key_id, at=at)
        if key is None:
            return None
        kept.append(key.partner)
        return dci.PublicKey.from_raw(bytes(key.public_key))

    def first_use(_sender: str, _message_id: str, _until: datetime) -> bool:
        # The row that keeps the message is the nonce too: it is written below, in the same transaction.
        return True

    envelope, proof = dci.receive(
        body,
        kind=dci.Kind(kind),
        interface=interface_of(dci.Envelope.read(body).sender_id),
        receiver_id=settings.JANUA_PARTNERS["us"]["sender_id"],
        keys=key_of,
        first_use=first_use,
        at=at,
    )
    try:
        keep_received(partner=kept[-1], kind=kind, envelope=envelope, expires_at=proof.expires_at)
    except SeenBefore as seen:
        raise dci.NotTrusted("err.request.forbidden", 403, "this message_id was received before") from seen
    return envelope


def interface_of(sender_id: str) -> dci.Interface:
    """Which of the standard's interfaces a sender serves; an unknown sender is refused by its key."""
    partner = Partner.objects.filter(sender_id=sender_id, wire="dci").first()
    if partner is not None:
        for register in country().registers:
            if register.code == partner.code and register.wire == "dci":
                return dci.Interface(getattr(register, "interface", dci.Interface.CRVS))
    return dci.Interface.CRVS
