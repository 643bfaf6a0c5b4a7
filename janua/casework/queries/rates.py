"""Whom new rates concern, what stands for them, and how far it is carried out."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from janua.casework.models import Assessment, Claim, Decision, Entitlement, Reconsideration
from janua.casework.states import ClaimState, EntitlementState, ReconsiderationState

ELIGIBLE, EXACT = "eligible", "exact"


@dataclass(frozen=True)
class Counted:
    """How many claims of a programme ended so, and what they were and are given in minor units."""

    programme: str
    outcome: str
    claims: int
    before: int
    after: int


def claims_paid(*, programmes: Collection[str], since: date) -> QuerySet[Claim]:
    """Claims with an entitlement in force that reaches a day."""
    paid = Entitlement.objects.filter(decision__claim=OuterRef("id"), state=EntitlementState.IN_FORCE).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=since)
    )
    return Claim.objects.filter(Exists(paid), programme__in=programmes, state=ClaimState.DECIDED)


def claims_refused(*, programmes: Collection[str], since: date) -> QuerySet[Claim]:
    """Claims that were refused on a day or later, and are refused still."""
    refused = Decision.objects.filter(
        claim=OuterRef("id"), outcome=Decision.Outcome.REFUSE, superseded_by__isnull=True, on__gte=since
    )
    return Claim.objects.filter(Exists(refused), programme__in=programmes, state=ClaimState.DECIDED)


def decisions_standing(*, claims: Collection[UUID]) -> dict[UUID, Decision]:
    """Claim → the decision that nothing has taken the place of."""
    rows = Decision.objects.filter(claim__in=claims, superseded_by__isnull=True).order_by("id")
    return {row.claim_id: row for row in rows}


def amounts_standing(*, claims: Collection[UUID]) -> dict[UUID, dict[date, int]]:
    """Claim → first day of each period → what the decisions on it give; two queries for all.

    A later decision takes the place of an earlier one from its first period on.
    """
    chains: defaultdict[UUID, list[tuple[date, datetime, bool]]] = defaultdict(list)
    for claim, first, known_at, outcome in (
        Decision.objects.filter(claim__in=claims)
        .order_by("id")
        .values_list("claim_id", "assessment__period_starts_on", "assessment__known_at", "outcome")
    ):
        chains[claim].append((first, known_at, outcome == Decision.Outcome.GRANT))
    given = _given(claims)
    found: dict[UUID, dict[date, int]] = {}
    for claim, chain in chains.items():
        amounts: dict[date, int] = {}
        for first_day, known_at, granted in chain:
            fresh = given[claim, known_at] if granted else {}
            amounts = {day: amount for day, amount in amounts.items() if day < first_day} | fresh
        found[claim] = amounts
    return found


def _given(claims: Collection[UUID]) -> defaultdict[tuple[UUID, datetime], dict[date, int]]:
    rows = Assessment.objects.filter(claim__in=claims).values_list(
        "claim_id", "known_at", "period_starts_on", "outcome", "amount_kind", "amount"
    )
    found: defaultdict[tuple[UUID, datetime], dict[date, int]] = defaultdict(dict)
    for claim, known_at, starts_on, outcome, kind, amount in rows:
        exact = outcome == ELIGIBLE and kind == EXACT
        found[claim, known_at][starts_on] = (amount or 0) if exact else 0
    return found


def looked_at_again(*, decisions: Collection[UUID]) -> dict[UUID, UUID]:
    """Decision → the reconsideration of it that is open."""
    rows = Reconsideration.objects.filter(decision__in=decisions).exclude(state=ReconsiderationState.DECIDED)
    return dict(rows.values_list("decision_id", "id"))


def redecisions_counted(*, change: UUID) -> Sequence[Counted]:
    """How far new rates of the officer's area are carried out, by programme and outcome; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_redecisions_counted(%s)", [change])
        return [
            Counted(programme, outcome, claims, int(before), int(after))
            for programme, outcome, claims, before, after in cursor.fetchall()
        ]
