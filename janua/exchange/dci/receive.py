"""The one way in for a message: read, proved, of the published shape, in that order."""

from datetime import datetime

from janua.exchange.dci.envelope import Envelope
from janua.exchange.dci.refusals import Refused
from janua.exchange.dci.signature import FirstUse, KeyRing, Proof, verify
from janua.exchange.dci.validation import Interface, Kind, validate


class WrongAction(Refused):
    """The header names another action than the address it was sent to."""


def receive(
    body: bytes,
    *,
    kind: Kind,
    interface: Interface,
    receiver_id: str,
    keys: KeyRing,
    first_use: FirstUse,
    at: datetime,
) -> tuple[Envelope, Proof]:
    """Take one received body: bytes in, a proven message of the published shape out.

    Whoever cannot prove who they are learns nothing of the shape, and a message that is refused for its shape uses up
    no message id: the id is asked for last.
    Raises  Refused (NotAMessage, NotTrusted, MessageInvalid, WrongAction); answer with `refusal`
    """
    envelope = Envelope.read(body)
    if envelope.action != kind:
        raise WrongAction(f"the header's action is not {kind}")

    def valid_and_new(sender_id: str, message_id: str, until: datetime) -> bool:
        validate(kind, envelope.to_json(), interface=interface)
        return first_use(sender_id, message_id, until)

    proof = verify(envelope, receiver_id=receiver_id, keys=keys, at=at, first_use=valid_and_new)
    return envelope, proof
