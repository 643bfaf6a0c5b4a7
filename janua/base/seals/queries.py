"""What a sealed paper must say, by its code; and the check of signatures."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from janua.base.seals.models import Signature
from janua.base.seals.port import SealMissing, SealPort, installed_seal
from janua.base.seals.statement import key_id

_CODE = re.compile(r"[A-Z2-7]{16}")


@dataclass(frozen=True)
class Paper:
    """What a paper with this code says.

    replaced_on   since when another decision stands in its place; None while it stands
    """

    kind: str
    reference: str
    programme: str
    outcome: str
    issued_on: date
    replaced_on: date | None


def tidy_code(typed: str) -> str | None:
    """A code as people type it, as it stands on the paper; None where it cannot be one.

    Nought and one are no letters of a code: they are read as what they look like.
    """
    plain = re.sub(r"[\s\-–—]", "", typed).upper().translate(str.maketrans("018", "OIB"))
    return "-".join(plain[at : at + 4] for at in range(0, 16, 4)) if _CODE.fullmatch(plain) else None


def paper_of(code: str) -> Paper | None:
    """Give what the paper with this code must say; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM seals_paper_of_code(%s)", [hashlib.sha256(code.encode()).digest()])
        row = cursor.fetchone()
    return None if row is None else Paper(*row)


def signatures_that_do_not_fit(seal: SealPort) -> tuple[int, list[UUID]]:
    """Check every signature against the seal and those above it that came before: how many, and which do not fit."""
    certificates = {key_id(one): one for one in (seal.certificate, *seal.chain)}
    checked, broken = 0, []
    for row in Signature.objects.order_by("id").iterator():
        checked += 1
        if row.key not in certificates or not fits(row, certificates[row.key]):
            broken.append(row.id)
    return checked, broken


def what_was_signed(*, act: str, object_id: UUID) -> dict[str, Any] | None:
    """What an officer signed of a thing; None where nobody did, or where the signature is of another act.

    A process that was given no certificate of the seal compares the words alone.
    """
    row = Signature.objects.filter(act=act, object_id=object_id).first()
    if row is None:
        return None
    try:
        seal = installed_seal()
    except SealMissing:
        return _said(row)
    return _said(row) if any(fits(row, one) for one in (seal.certificate, *seal.chain)) else None


def fits(row: Signature, certificate: x509.Certificate) -> bool:
    """Whether a signature is of this seal, and its words are of the act under which the row puts them."""
    if _said(row) is None:
        return False
    key = certificate.public_key()
    if row.key != key_id(certificate) or not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(bytes(row.signature), row.statement.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _said(row: Signature) -> dict[str, Any] | None:
    """The words under a signature; None where they are those of another act, thing, officer or time."""
    said: dict[str, Any] = json.loads(row.statement)
    placed = {
        "act": row.act,
        row.object_type: str(row.object_id),
        "by": str(row.account_id),
        "at": row.signed_at.isoformat(),
    }
    return said if placed.items() <= said.items() else None
