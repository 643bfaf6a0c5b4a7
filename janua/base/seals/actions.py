"""Sign an act; put the seal on a paper; say that a paper was replaced."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from janua.base.actors import current_actor
from janua.base.clock import now
from janua.base.seals.models import SealedPaper, Signature
from janua.base.seals.pdf import seal_pdf
from janua.base.seals.port import installed_seal
from janua.base.seals.statement import code_of, key_id, seal_statement
from janua.values import uuid7
from janua.values.canonical import canonical_json


@dataclass(frozen=True)
class Sealed:
    """A statement under the seal, before it is on paper.

    token   what the picture holds
    code    what people type
    """

    token: str
    code: str


def sign_act(
    *, act: str, object_type: str, object_id: UUID, area_id: int | None, statement: Mapping[str, Any]
) -> Signature | None:
    """Have the officer who acts sign what they do, in the transaction of the act; a machine step signs nothing.

    statement   plain JSON that names what was done; who, when and which object are added
    Raises      SealMissing
    """
    actor = current_actor()
    if actor.account_id is None:
        return None
    seal, at = installed_seal(), now()
    signed = dict(statement) | {
        "act": act,
        object_type: str(object_id),
        "by": str(actor.account_id),
        "at": at.isoformat(),
    }
    text = canonical_json(signed)
    return Signature.objects.create(
        id=uuid7(),
        act=act,
        object_type=object_type,
        object_id=object_id,
        area_id=area_id,
        account_id=actor.account_id,
        statement=text,
        key=key_id(seal.certificate),
        signature=seal.sign(text.encode()),
        signed_at=at,
    )


def seal_words(statement: Mapping[str, Any]) -> Sealed:
    """Put a statement under the seal: for the picture on a letter.

    Raises   SealMissing
    """
    token = seal_statement(installed_seal(), statement)
    return Sealed(token, code_of(token))


def seal_paper(
    *,
    content: bytes,
    sealed: Sealed,
    kind: str,
    about: tuple[str, UUID],
    reference: str,
    programme: str,
    outcome: str,
    on: date,
    reason: str,
) -> bytes:
    """Put the seal on a paper and enter it by its code, so that whoever holds it can ask whether it still stands.

    sealed   the statement that stands on it
    about    type and id of what it tells of
    reason   for people who look at the seal in their reader
    Raises   SealMissing
    """
    whole = seal_pdf(installed_seal(), content, reason=reason)
    SealedPaper.objects.create(
        code_digest=hashlib.sha256(sealed.code.encode()).digest(),
        file_digest=hashlib.sha256(whole).hexdigest(),
        kind=kind,
        about_type=about[0],
        about_id=about[1],
        reference=reference,
        programme=programme,
        outcome=outcome,
        issued_on=on,
    )
    return whole


def tell_replaced(*, about_id: UUID, on: date) -> None:
    """Say of the papers about something that another decision stands in its place since a day."""
    SealedPaper.objects.filter(about_id=about_id, replaced_on__isnull=True).update(replaced_on=on)
