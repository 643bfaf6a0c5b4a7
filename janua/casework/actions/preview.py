"""What proposed rates would mean for the people who are paid, and for those refused lately: asked of both laws."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from janua.base.actors import acting_as, system_actor
from janua.base.clock import now
from janua.casework.actions.assessment import periods_from, run_law
from janua.casework.facts import ClaimFacts, facts_of_claims
from janua.casework.models import Claim
from janua.casework.queries.rates import claims_paid, claims_refused
from janua.catalogue.actions.announcement import WrongState
from janua.catalogue.actions.preview import RatesPreview, keep_preview
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force, rates_in_force
from janua.pack.health import changed_by
from janua.pack.installed import country
from janua.rules import Law
from janua.rules.errors import SituationError

AT_ONCE = 200
# How long ago a refusal may lie that the new rates could turn.
REFUSED_WITHIN = timedelta(days=366)
_FAULTS = (SituationError, ArithmeticError, LookupError, ValueError)
_DECIDED = ("eligible", "not_eligible")


@dataclass(frozen=True)
class _Piece:
    """A proposal with what is worked out already."""

    change: RateChange
    so_far: RatesPreview
    known: int | None
    done: int
    since: UUID | None


def preview(
    *,
    baseline: Law,
    reform: Law,
    claims: Sequence[Claim],
    first_day: date,
) -> RatesPreview:
    """What another law would mean for these claims from a day on, on what is known now; writes nothing."""
    known_at, found = now(), RatesPreview()
    facts = _facts(claims, known_at)
    for claim in claims:
        tally = found.of(claim.programme)
        tally.claims += 1
        try:
            before = _given(baseline, claim, facts[claim.id], first_day)
            after = _given(reform, claim, facts[claim.id], first_day)
        except _FAULTS:
            tally.failed += 1
            continue
        if before is None or after is None:
            tally.undecided += 1
        else:
            tally.add(before, after)
    return found


def preview_next(*, on: date, limit: int = AT_ONCE) -> bool:
    """Work out the next piece of a proposal's preview; says whether there may be more.

    In transactions of its own: the assessor reads the claims, the analyst keeps counts and sums. Killed between the
    two, the piece is worked out again.
    """
    with acting_as(system_actor("analyst"), purpose="preview of new rates"):
        piece = _next_piece()
    if piece is None:
        return False
    with acting_as(system_actor("assessor"), purpose="preview of new rates"):
        claims, known = _claims(piece, on=on, limit=limit)
        reform = country().law_at((*rates_in_force(), piece.change.files))
        piece.so_far.join(
            preview(baseline=law_in_force(), reform=reform, claims=claims, first_day=piece.change.first_day)
        )
        last = claims[-1].id if len(claims) == limit else None
        cases = () if last else changed_by(country(), reform, beneath=law_in_force())
    with acting_as(system_actor("analyst"), purpose="preview of new rates"):
        try:
            keep_preview(
                change=piece.change.id,
                law_hash=reform.hash,
                preview=piece.so_far,
                known=known,
                done=piece.done + len(claims),
                behind=last,
                since=piece.since,
                cases=[one.to_json() for one in cases],
            )
        except WrongState:
            # Given up, or another law meanwhile: there is nothing to keep.
            return False
    return True


def _next_piece() -> _Piece | None:
    change = (
        RateChange.objects.filter(
            approved_at__isnull=True,
            withdrawn_at__isnull=True,
            previewed_at__isnull=True,
            # One that was laid over another law is to be proposed again.
            base_hash=law_in_force().hash,
        )
        .order_by("proposed_at", "id")
        .first()
    )
    if change is None:
        return None
    kept = change.preview or {}
    behind = kept.get("behind")
    return _Piece(
        change,
        RatesPreview.from_json(kept.get("programmes", {})),
        kept.get("known"),
        kept.get("done", 0),
        UUID(behind) if behind else None,
    )


def _claims(piece: _Piece, *, on: date, limit: int) -> tuple[list[Claim], int]:
    """The next claims of the population, and how many there are in all."""
    change = piece.change
    paid = claims_paid(programmes=change.programmes, since=change.first_day)
    refused = claims_refused(programmes=change.programmes, since=min(change.first_day, on) - REFUSED_WITHIN)
    claims = (paid | refused).order_by("id")
    known = claims.count() if piece.known is None else piece.known
    if piece.since is not None:
        claims = claims.filter(id__gt=piece.since)
    return list(claims.select_related("event")[:limit]), known


def _facts(claims: Sequence[Claim], known_at: datetime) -> dict[UUID, ClaimFacts]:
    """What is known for each claim; of one whose facts cannot be read nothing, and the others all the same."""
    try:
        return facts_of_claims(claims=claims, known_at=known_at)
    except _FAULTS:
        found: dict[UUID, ClaimFacts] = {}
        for claim in claims:
            with suppress(*_FAULTS):
                found |= facts_of_claims(claims=[claim], known_at=known_at)
        return found


def _given(law: Law, claim: Claim, facts: ClaimFacts, since: date) -> int | None:
    """Minor units of all periods together; None where the law gives no answer for one of them."""
    given = 0
    for paid in periods_from(claim, since=since):
        found = run_law(law=law, claim=claim, facts=facts, paid=paid, trace=False)
        outcome, kind = found.outcome.value, found.amount_kind.value
        if outcome not in _DECIDED or (outcome == "eligible" and kind != "exact"):
            return None
        given += (found.amount or 0) if outcome == "eligible" else 0
    return given
