"""The seal on a letter: what it states, the picture that carries it, and the file under the ministry's seal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from janua.base.seals.actions import Sealed, seal_paper, seal_words, tell_replaced
from janua.base.seals.picture import picture_of
from janua.casework.models import Decision, IntendedDecision

_REASON = "Sealed by the ministry: nothing was changed since."


def state(*, about: Decision | IntendedDecision, kind: str, values: Mapping[str, Any], on: date) -> Sealed:
    """Put what a letter says in one sentence under the seal: to whom, about what, how much, from when.

    kind     of the letter: decision, intended_refusal, intended_decrease
    values   what the letter is set from
    Raises   SealMissing
    """
    statement = {
        "kind": kind,
        "ref": values.get("reference") or values["claim"],
        "on": on.isoformat(),
        "to": values["person"]["name"],
        "what": values["programme"],
        "outcome": values["outcome"],
    }
    if values.get("amount") is not None:
        amount = values["amount"]
        statement |= {"amount": f"{amount['amount']} {amount['currency']}", "each": values["period"]}
    if values.get("from_on"):
        statement["from"] = values["from_on"]
    # Two letters about the same, on one day, are two papers.
    return seal_words(statement | {"id": about.id.hex[-12:]})


def on_the_letter(sealed: Sealed) -> dict[str, str]:
    """What a template needs: the picture, the code, and where both are checked; no address where none is set."""
    portal = str(settings.JANUA_PORTAL)
    address = f"{portal}/check/{sealed.code}/#{sealed.token}" if portal else sealed.token
    return {"picture": picture_of(address), "code": sealed.code, "portal": portal.removeprefix("https://")}


def seal(
    *,
    about: Decision | IntendedDecision,
    content: bytes,
    sealed: Sealed,
    kind: str,
    values: Mapping[str, Any],
    on: date,
) -> bytes:
    """Put the seal on a letter, and say of the letters of a decision that this one replaces that they stand no more.

    Raises   SealMissing
    """
    is_decision = isinstance(about, Decision)
    if isinstance(about, Decision) and about.supersedes_id is not None:
        tell_replaced(about_id=about.supersedes_id, on=on)
    return seal_paper(
        content=content,
        sealed=sealed,
        kind=kind,
        about=("decision" if is_decision else "intended_decision", about.id),
        reference=values.get("reference") or values["claim"],
        programme=about.claim.programme,
        outcome=values["outcome"],
        on=on,
        reason=_REASON,
    )
