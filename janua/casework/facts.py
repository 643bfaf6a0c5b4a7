"""Rows → what the law looks at: the only door between the register and the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from janua.casework.models import Claim
from janua.pack.installed import country
from janua.registers.facts import SituationRows, situation_rows
from janua.rules import Situation
from janua.values import canonical_json


@dataclass(frozen=True)
class ClaimFacts:
    """What one claim's assessment reads, and every row that it comes from.

    document   the situation in the shape of `janua calculate`, persons by their id
    """

    document: Mapping[str, Any]
    situation: Situation
    inputs: tuple[UUID, ...]
    known_at: datetime


def facts_of_claims(*, claims: Sequence[Claim], known_at: datetime) -> dict[UUID, ClaimFacts]:
    """What was known at an instant for each claim, in a fixed number of queries for all of them.

    Returns   claim id → its facts
    """
    law = country().law
    found: dict[UUID, SituationRows] = situation_rows(
        claimants={claim.claimant_id for claim in claims}, known_at=known_at, attributes=law.attributes
    )
    # Claims of one application ask about one situation: it is read once.
    read: dict[tuple[UUID, str], ClaimFacts] = {}
    prepared = {}
    for claim in claims:
        declared = declared_of(claim)
        asked = (claim.claimant_id, canonical_json(declared))
        if asked not in read:
            rows = found[claim.claimant_id]
            document = {**rows.document, "declared": declared}
            read[asked] = ClaimFacts(
                document=document,
                situation=Situation(document, law.attributes),
                inputs=rows.inputs,
                known_at=known_at,
            )
        prepared[claim.id] = read[asked]
    return prepared


def declared_of(claim: Claim) -> dict[str, Any]:
    """The claim's own attributes, with the days that the law asks for."""
    declared = dict(claim.declared)
    if claim.event_id is not None:
        declared["event_on"] = claim.about_on.isoformat()
        declared.setdefault("applied_on", claim.about_on.isoformat())
    else:
        declared.setdefault("applied_on", claim.about_on.isoformat())
    return declared


def day_of(declared: Mapping[str, Any], name: str) -> date | None:
    """A day among the claim's own attributes."""
    text = declared.get(name)
    return None if text is None else date.fromisoformat(text)
