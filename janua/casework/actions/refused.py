"""Claims refused under the old numbers: which of them new rates turn, and who is told to apply again."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from janua.base.clock import now
from janua.base.notices.actions import send_notice
from janua.casework.actions.assessment import (
    AssessedClaim,
    Considered,
    assess_claims,
    consider_claims,
    keep_considered,
    periods_from,
    run_law,
)
from janua.casework.actions.differences import unmet
from janua.casework.facts import ClaimFacts, facts_of_claims
from janua.casework.models import Claim, Decision, Redecision
from janua.casework.queries import dead_of, language_for
from janua.casework.states import ClaimState
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force, rates_until
from janua.pack.giving import PaidPeriod
from janua.pack.installed import country
from janua.rules import Assessment as Result
from janua.rules import Law
from janua.values import PeriodUnit

# Who is refused has no duty to tell us of changes: after this time the machine trusts what it knows no more.
FRESH = timedelta(days=183)
ELIGIBLE, EXACT, NOT_ELIGIBLE = "eligible", "exact", "not_eligible"
Outcome = Redecision.Outcome


def law_without(change: RateChange) -> Law:
    """The law as it was before these rates were approved."""
    return country().law_at(rates_until(place=(change.place or 1) - 1))


def from_first_answer(one: Considered) -> Considered:
    """A refused claim from the first period on that the law does not plainly refuse; whole where it refuses all."""
    for place, (_, found) in enumerate(one.assessed.periods):
        if found.outcome != NOT_ELIGIBLE:
            return replace(one, written=one.written[place:])
    return one


def asked_anew(*, old: Decision, claim: Claim) -> AssessedClaim:
    """What the law says today of a claim that was decided; after a refusal, from the first period that it may pay."""
    if old.outcome != Decision.Outcome.REFUSE:
        return assess_claims(claims=[claim])[0]
    considered = consider_claims(claims=[claim], since=date.min)
    return keep_considered([from_first_answer(one) for one in considered])[0]


def outcomes_of_refused(
    *,
    considered: Sequence[Considered],
    change: RateChange,
    refusals: Mapping[UUID, Decision],
    doubtful: Collection[UUID],
    on: date,
) -> dict[UUID, Outcome]:
    """What becomes of each refused claim; nobody is refused by it, and what is refused still stays as it is.

    considered   refused claims, from the first period on that the law does not plainly refuse
    refusals     claim → the refusal that stands
    doubtful     claims on which an officer must look, whatever the law says
    """
    answered = [one for one in considered if one.assessed.first.outcome != NOT_ELIGIBLE]
    if not answered:
        return {one.claim.id: Outcome.SAME for one in considered}
    law, claims = law_without(change), [one.claim for one in answered]
    facts = facts_of_claims(claims=claims, known_at=answered[0].assessed.first.known_at)
    several = _several(claims, since=change.first_day)
    found = {one.claim.id: Outcome.SAME for one in considered}
    for one in answered:
        refusal = refusals[one.claim.id]
        before = [_without(law, one.claim, facts[one.claim.id], paid) for paid, _ in one.assessed.periods]
        by_officer = one.claim.id in doubtful or one.claim.id in several or on - refusal.on > FRESH
        found[one.claim.id] = _outcome(one, before, refusal, by_officer=by_officer)
    return found


def invite(*, claims: Sequence[Claim], change: RateChange, on: date) -> set[UUID]:
    """Tell those to apply again to whom the law would say yes now, and said no without the new rates.

    claims   refused for days before those of the new rates: the right to later ones needs a new claim
    """
    if not claims:
        return set()
    asked_on = max(change.first_day, on)
    asked = [_as_if_new(claim, asked_on) for claim in _to_invite(claims)]
    facts = facts_of_claims(claims=asked, known_at=now()) if asked else {}
    law, without, invited = law_in_force(), law_without(change), set()
    for claim in asked:
        paid = country().calendar.paid_periods(claim.programme, about_on=asked_on, until=asked_on)[0]
        then, later = (_without(one, claim, facts[claim.id], paid) for one in (without, law))
        if (then.outcome, later.outcome) == (NOT_ELIGIBLE, ELIGIBLE):
            _tell(claim, change)
            invited.add(claim.id)
    return invited


def _outcome(one: Considered, before: Sequence[Result], refusal: Decision, *, by_officer: bool) -> Outcome:
    after = [found for _, found in one.assessed.periods]
    exact = all(
        found.outcome == NOT_ELIGIBLE or (found.outcome, found.amount_kind) == (ELIGIBLE, EXACT) for found in after
    )
    refused_before = all(found.outcome == NOT_ELIGIBLE for found in before)
    # What the person was told is not met is what the new numbers change: nothing else about them has changed.
    for_rates_alone = refused_before and unmet({"conditions": refusal.reasons}) <= unmet(before[0].to_json())
    if exact and for_rates_alone and not by_officer:
        return Outcome.GRANTED
    if any(found.outcome == ELIGIBLE for found in after):
        return Outcome.REOPENED
    # The law gives no answer. Where it gave none before either, it is not the rates that ask for something.
    asks_anew = any(then.outcome == NOT_ELIGIBLE != found.outcome for then, found in zip(before, after, strict=True))
    return Outcome.UNDECIDED if asks_anew else Outcome.SAME


def _without(law: Law, claim: Claim, facts: ClaimFacts, paid: PaidPeriod) -> Result:
    return run_law(law=law, claim=claim, facts=facts, paid=paid, trace=False)


def _several(claims: Sequence[Claim], *, since: date) -> set[UUID]:
    """Claims beside which the same person has another one of the programme, open or for the same days; one query."""
    others = (
        Claim.objects.filter(claimant__in={claim.claimant_id for claim in claims})
        .filter(programme__in={claim.programme for claim in claims})
        .exclude(state=ClaimState.WITHDRAWN)
    )
    found = set()
    for other in others:
        if other.state != ClaimState.DECIDED or periods_from(other, since=since):
            found |= {
                claim.id
                for claim in claims
                if (claim.claimant_id, claim.programme) == (other.claimant_id, other.programme) and claim.id != other.id
            }
    return found


def _to_invite(claims: Sequence[Claim]) -> list[Claim]:
    """The newest claim of each person and programme that may be claimed again, of the living."""
    law = country().law
    again = [
        claim
        for claim in claims
        if claim.event_id is None and law.programme(claim.programme).period is not PeriodUnit.ONCE
    ]
    persons = {claim.claimant_id for claim in again}
    later = Claim.objects.filter(Q(claimant__in=persons) & ~Q(state=ClaimState.WITHDRAWN))
    newest: dict[tuple[UUID, str], UUID] = {}
    for claimant, programme, found in later.order_by("opened_at", "id").values_list("claimant", "programme", "id"):
        newest[claimant, programme] = found
    dead = dead_of(persons=persons)
    return [
        claim
        for claim in again
        if newest[claim.claimant_id, claim.programme] == claim.id and claim.claimant_id not in dead
    ]


def _as_if_new(claim: Claim, on: date) -> Claim:
    """The same claim made on another day; never saved."""
    made = copy(claim)
    made.about_on = on
    made.declared = {name: value for name, value in claim.declared.items() if name != "applied_on"}
    return made


def _tell(claim: Claim, change: RateChange) -> None:
    send_notice(
        person_id=claim.claimant_id,
        area_id=claim.area_id,
        template="apply_again",
        values={
            "programme": claim.programme,
            "claim": claim.reference,
            "source": change.source,
            "from_on": claim.about_on.isoformat(),
        },
        language=language_for(claim),
        about_type="claim",
        about_id=claim.id,
    )
