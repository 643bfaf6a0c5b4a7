"""Carry new rates out: each claim that they concern is asked of the law again, and decided by machine or an officer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.clock import now
from janua.base.jobs import take_up
from janua.casework.actions.assessment import Considered, consider_claims, keep_considered, run_law
from janua.casework.actions.decision import ELIGIBLE, EXACT, grant_anew
from janua.casework.actions.refused import from_first_answer, invite, law_without, outcomes_of_refused
from janua.casework.actions.shared_children import lock_and_find_doubled
from janua.casework.facts import facts_of_claims
from janua.casework.models import Claim, Decision, RatesTaken, Reconsideration, Redecision
from janua.casework.queries import dead_of, disputed_claims
from janua.casework.queries.rates import (
    amounts_standing,
    claims_paid,
    claims_refused,
    decisions_standing,
    looked_at_again,
)
from janua.casework.states import ClaimState, ReconsiderationState, WrongState
from janua.catalogue.models import RateChange
from janua.catalogue.queries import blueprint_of, blueprints_by_programme
from janua.pack.installed import country
from janua.rules.errors import SituationError

log = logging.getLogger(__name__)
BATCH, LISTED_AT_ONCE = 50, 2_000
# Whoever asked the law before the approval has granted by then, or never will: nobody falls between the two.
LISTS_FOR = timedelta(minutes=10)
# Whoever was refused longer ago is told by what the ministry announces, as everybody is.
REFUSED_WITHIN = timedelta(days=3 * 366)
NOT_ELIGIBLE = "not_eligible"
Outcome = Redecision.Outcome
_FAULTS = (SituationError, ArithmeticError, LookupError, ValueError)


@dataclass
class _Batch:
    """Claims of one change and what is known of them together."""

    change: RateChange
    on: date
    rows: dict[UUID, Redecision]
    old: dict[UUID, Decision]
    standing: dict[UUID, dict[date, int]]
    open: dict[UUID, UUID]
    doubtful: set[UUID] = field(default_factory=set)

    def is_refused(self, claim: UUID) -> bool:
        """Whether a refusal stands for a claim."""
        decision = self.old.get(claim)
        return decision is not None and decision.outcome == Decision.Outcome.REFUSE


def list_redecisions(*, limit: int = LISTED_AT_ONCE) -> bool:
    """Write a row for each claim that approved rates concern, paid or refused; says whether there may be more.

    As soon as they are approved: what is paid in advance falls due before their first day.
    """
    waiting = RateChange.objects.filter(approved_at__isnull=False, taken__isnull=True).order_by("place")
    # Each of them, whatever the others say.
    return sum(_list(change, limit) for change in waiting) > 0


def _list(change: RateChange, limit: int) -> bool:
    approved_at = change.approved_at or now()
    paid = claims_paid(programmes=change.programmes, since=change.first_day)
    since = min(change.first_day, approved_at.date()) - REFUSED_WITHIN
    refused = claims_refused(programmes=change.programmes, since=since)
    listed = Redecision.objects.filter(change=change, claim=OuterRef("id"))
    concerned = (paid | refused).filter(~Exists(listed))
    claims = concerned.order_by("id").values_list("id", "programme")[:limit]
    rows = [Redecision(change=change, claim_id=claim, programme=programme) for claim, programme in claims]
    Redecision.objects.bulk_create(rows, ignore_conflicts=True)
    if not rows and now() - approved_at > LISTS_FOR:
        RatesTaken.objects.get_or_create(change=change, defaults={"taken_at": now()})
        audit.record("rates.carry_out", object_type="rate_change", object_id=change.id)
    return len(rows) == limit


def redecide_next(*, on: date, limit: int = BATCH) -> int:
    """Decide the next waiting claims anew, each once however often this is killed; returns how many were taken.

    One that cannot be assessed holds up no other: it is named, and may be tried again.
    """
    first = Redecision.objects.filter(outcome=Outcome.WAITING).order_by("id").first()
    if first is None:
        return 0
    waiting = Redecision.objects.filter(outcome=Outcome.WAITING, change_id=first.change_id).order_by("id")
    rows = take_up(waiting, limit=limit)
    if rows:
        _redecide(rows, RateChange.objects.get(id=first.change_id), on=on)
    return len(rows)


def try_again(*, change: UUID, on: date) -> int:
    """Have what failed decided once more; gives how many.

    Raises   NotPermitted
    """
    row = RateChange.objects.get(id=change)
    try:
        require("propose_rates", area_id=row.area_id, on=on)
    except NotPermitted:
        require("approve_rates", area_id=row.area_id, on=on)
    failed = Redecision.objects.filter(change=row, outcome=Outcome.FAILED)
    tried = failed.update(outcome=Outcome.WAITING, fault="", done_at=None)
    audit.record("rates.try_again", object_type="rate_change", object_id=row.id, details={"claims": tried})
    return tried


def _redecide(rows: Sequence[Redecision], change: RateChange, *, on: date) -> None:
    try:
        with transaction.atomic():
            _decide_all(rows, change, on=on)
    except (*_FAULTS, WrongState) as fault:
        if len(rows) > 1:
            for row in rows:
                _redecide([row], change, on=on)
            return
        log.exception("claim %s cannot be decided anew", rows[0].claim_id)
        _close(rows[0], Outcome.FAILED, fault=type(fault).__name__)
        _write(rows)


def _decide_all(rows: Sequence[Redecision], change: RateChange, *, on: date) -> None:
    claims = list(
        Claim.objects.select_for_update(of=("self",))
        .filter(id__in=[row.claim_id for row in rows], state=ClaimState.DECIDED)
        .select_related("case__office", "event")
        .order_by("id")
    )
    ids = [claim.id for claim in claims]
    old = decisions_standing(claims=ids)
    batch = _Batch(
        change,
        on,
        {row.claim_id: row for row in rows},
        old,
        amounts_standing(claims=ids),
        looked_at_again(decisions=[row.id for row in old.values()]),
    )
    considered = [
        from_first_answer(one) if batch.is_refused(one.claim.id) else one
        for one in consider_claims(claims=claims, since=change.first_day)
    ]
    batch.doubtful = _doubtful(considered)
    for outcome, found in _sorted(batch, considered).items():
        if outcome in (Outcome.INCREASED, Outcome.DECREASED, Outcome.GRANTED):
            _grant(batch, found, outcome)
        else:
            for one in found:
                _end(batch, one, outcome)
    _close_unreached(batch, claims, reached={one.claim.id for one in considered})
    _write(rows)


def _close_unreached(batch: _Batch, claims: Sequence[Claim], *, reached: set[UUID]) -> None:
    """Claims of which nothing reaches the first day of the new rates; who was refused may be told to apply again."""
    past = [claim for claim in claims if claim.id not in reached and batch.is_refused(claim.id)]
    invited = invite(claims=past, change=batch.change, on=batch.on)
    for claim, row in batch.rows.items():
        if claim not in reached:
            _close(row, Outcome.INVITED if claim in invited else Outcome.SAME)


def _doubtful(considered: Sequence[Considered]) -> set[UUID]:
    """Claims on which an officer must look, whatever the law says."""
    assessed = [one.assessed for one in considered]
    dead = dead_of(persons={one.claim.claimant_id for one in assessed})
    return (
        disputed_claims(assessed=[(one.claim, one.first) for one in assessed])
        | lock_and_find_doubled(assessed=[one for one in assessed if one.first.outcome == ELIGIBLE])
        | {one.claim.id for one in assessed if one.claim.claimant_id in dead or one.first.result["missing"]}
    )


def _sorted(batch: _Batch, considered: Sequence[Considered]) -> dict[Outcome, list[Considered]]:
    found: dict[Outcome, list[Considered]] = {}
    refused = outcomes_of_refused(
        considered=[one for one in considered if batch.is_refused(one.claim.id)],
        change=batch.change,
        refusals=batch.old,
        doubtful=batch.doubtful | {claim for claim, old in batch.old.items() if old.id in batch.open},
        on=batch.on,
    )
    for one in considered:
        _note_amounts(batch, one)
        outcome = refused[one.claim.id] if one.claim.id in refused else _outcome(batch, one)
        found.setdefault(outcome, []).append(one)
    return found


def _note_amounts(batch: _Batch, one: Considered) -> None:
    row = batch.rows[one.claim.id]
    row.before, row.after = sum(_was(batch, one).values()), sum(_given(one).values())


def _outcome(batch: _Batch, one: Considered) -> Outcome:
    """What is to be done with a claim that is paid."""
    was, given = _was(batch, one), _given(one)
    answers = {(found.outcome, found.amount_kind) for _, found in one.assessed.periods}
    if not all(outcome == NOT_ELIGIBLE or (outcome, kind) == (ELIGIBLE, EXACT) for outcome, kind in answers):
        return Outcome.UNDECIDED
    if given == was:
        return Outcome.SAME
    decision = batch.old.get(one.claim.id)
    by_officer = decision is None or decision.id in batch.open or one.claim.id in batch.doubtful
    if by_officer or one.assessed.first.outcome != ELIGIBLE:
        return Outcome.ASKED
    if all(given[day] >= amount for day, amount in was.items()):
        return Outcome.INCREASED
    lowers = one.claim.programme in country().machine_decreases and _is_of_rates_alone(batch, one, was)
    return Outcome.DECREASED if lowers else Outcome.ASKED


def _was(batch: _Batch, one: Considered) -> dict[date, int]:
    standing = batch.standing.get(one.claim.id, {})
    return {day: standing.get(day, 0) for day in _given(one)}


def _given(one: Considered) -> dict[date, int]:
    return {
        found.period_starts_on: (found.amount or 0) if (found.outcome, found.amount_kind) == (ELIGIBLE, EXACT) else 0
        for _, found in one.assessed.periods
    }


def _is_of_rates_alone(batch: _Batch, one: Considered, was: dict[date, int]) -> bool:
    """Whether the law without these rates gives what stands: nothing else about the person has changed."""
    law = law_without(batch.change)
    known_at = one.assessed.first.known_at
    facts = facts_of_claims(claims=[one.claim], known_at=known_at)[one.claim.id]
    without = {
        paid.period.starts_on: run_law(law=law, claim=one.claim, facts=facts, paid=paid, trace=False).amount or 0
        for paid, _ in one.assessed.periods
    }
    return without == was


def _grant(batch: _Batch, found: Sequence[Considered], outcome: Outcome) -> None:
    offered = blueprints_by_programme(on=batch.on)
    for programme in sorted({one.claim.programme for one in found}):
        assessed = keep_considered([one for one in found if one.claim.programme == programme])
        days = blueprint_of(programme=programme, offered=offered, on=batch.on).challenge_days
        decided = grant_anew(
            assessed=[(one, batch.old[one.claim.id]) for one in assessed],
            on=batch.on,
            challenge_days=days,
            lowers=outcome is Outcome.DECREASED,
        )
        for decision in decided:
            _close(batch.rows[decision.claim_id], outcome, decision=decision)


def _end(batch: _Batch, one: Considered, outcome: Outcome) -> None:
    """Leave a claim as it is, or with an officer by lot, who gives notice before anything is less."""
    row, decision = batch.rows[one.claim.id], batch.old.get(one.claim.id)
    if outcome is Outcome.SAME or decision is None:
        _close(row, outcome)
        return
    asked = batch.open.get(decision.id) or _ask(batch.change, decision, one.claim, on=batch.on)
    _close(row, outcome, reconsideration=asked)


def _ask(change: RateChange, decision: Decision, claim: Claim, *, on: date) -> UUID:
    asked = Reconsideration.objects.create(
        decision=decision,
        asked_on=on,
        person_id=claim.claimant_id,
        grounds=str(_("New rates: %(title)s. %(source)s") % {"title": change.title, "source": change.source}),
        state=ReconsiderationState.ASKED,
    )
    audit.record("reconsideration.ask", subject=claim.claimant_id, object_type="reconsideration", object_id=asked.id)
    return asked.id


def _close(
    row: Redecision,
    outcome: Outcome,
    *,
    decision: Decision | None = None,
    reconsideration: UUID | None = None,
    fault: str = "",
) -> None:
    row.outcome, row.decision, row.reconsideration_id = outcome, decision, reconsideration
    row.fault, row.done_at = fault, now()


def _write(rows: Sequence[Redecision]) -> None:
    Redecision.objects.bulk_update(
        rows, ["outcome", "before", "after", "decision", "reconsideration", "fault", "done_at"]
    )
