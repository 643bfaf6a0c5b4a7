"""Decide on claims: the machine where it may say yes, a named officer for everything else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.actors import Actor, current_actor
from janua.base.audit import Trace, record_all
from janua.base.clock import now, today
from janua.base.documents.models import Document
from janua.casework.actions.assessment import AssessedClaim, assess_claims
from janua.casework.actions.entitlement import end_what_is_not_due, entitle
from janua.casework.actions.shared_children import lock_and_find_doubled
from janua.casework.actions.signing import sign_decision
from janua.casework.actions.task import close_for, open_task, require_dealt_to
from janua.casework.models import Assessment, Claim, Decision, IntendedDecision, Reconsideration
from janua.casework.permissions import NotPermitted, may_answer_notice, may_decide_by_machine, require_may_decide
from janua.casework.states import ClaimState, ReconsiderationState, WrongState, require_claim_may_become
from janua.values import new_reference

ELIGIBLE = "eligible"
EXACT = "exact"
WORK_FOR_A_PERSON = ("give_notice", "decide", "decide_after_notice", "rule_on_discrepancy")
# Whoever one of these was dealt to decides, if they may decide at all.
DEALT_FOR_DECIDING = (*WORK_FOR_A_PERSON, "mend_claim")
# Days after the person's time to answer in which the officer decides.
DECIDE_AFTER_ANSWER = timedelta(days=7)


class NoticeOutstanding(Exception):
    """The person was not told yet, or still has time to answer; refuse after that."""


class AssessmentOutdated(Exception):
    """What the law says has changed since this was shown; look at the new assessment before you decide."""


def grant_automatically(*, assessed: Sequence[AssessedClaim], on: date, challenge_days: int) -> list[Decision]:
    """Grant claims that are wholly in the person's favour; the machine never says no.

    assessed   eligible with an exact amount, nothing missing, no open discrepancy: the caller has chosen them
    Raises     NotPermitted, WrongState
    """
    if not may_decide_by_machine(current_actor()):
        raise NotPermitted("Only the assessor's machine step grants by itself.")
    for one in assessed:
        if one.first.outcome != ELIGIBLE or one.first.amount_kind != EXACT:
            raise WrongState(_("A machine grants only what the law gives exactly."))
        require_claim_may_become(one.claim.state, ClaimState.DECIDED)
    decisions = [_decision(one, Decision.Outcome.GRANT, on=on, challenge_days=challenge_days) for one in assessed]
    Decision.objects.bulk_create(decisions)
    entitle(granted=list(zip(assessed, decisions, strict=True)), on=on)
    Claim.objects.filter(id__in=[one.claim.id for one in assessed]).update(state=ClaimState.DECIDED)
    record_all(
        Trace(
            action="claim.grant",
            subject=one.claim.claimant_id,
            object_type="decision",
            object_id=decision.id,
            details={"programme": one.claim.programme, "claim": one.claim.id},
        )
        for one, decision in zip(assessed, decisions, strict=True)
    )
    return decisions


def grant_anew(
    *, assessed: Sequence[tuple[AssessedClaim, Decision]], on: date, challenge_days: int, lowers: bool = False
) -> list[Decision]:
    """Put decisions in the place of those that stand, because numbers of the law changed; by the machine.

    assessed   each with the decision that it takes the place of, for the periods that the new numbers reach
    lowers     less than before, under a law of the pack that says so of the programme; the caller has looked it up
    Raises     NotPermitted, WrongState
    """
    if not may_decide_by_machine(current_actor()):
        raise NotPermitted("Only the assessor's machine step grants by itself.")
    decisions = []
    for one, old in assessed:
        if one.first.outcome != ELIGIBLE or one.first.amount_kind != EXACT:
            raise WrongState(_("A machine grants only what the law gives exactly."))
        decision = _decision(one, Decision.Outcome.GRANT, on=on, challenge_days=challenge_days)
        decision.supersedes = old
        decisions.append(decision)
    Decision.objects.bulk_create(decisions)
    for one, _old in assessed if lowers else ():
        end_what_is_not_due(claim=one.claim, fresh=one, on=on)
    entitle(granted=[(one, new) for (one, _old), new in zip(assessed, decisions, strict=True)], on=on)
    record_all(
        Trace(
            action="claim.grant_anew",
            subject=one.claim.claimant_id,
            object_type="decision",
            object_id=new.id,
            details={"programme": one.claim.programme, "claim": one.claim.id, "supersedes": old.id},
        )
        for (one, old), new in zip(assessed, decisions, strict=True)
    )
    return decisions


def intend_refusal(*, claim: UUID, assessment: UUID, on: date, answer_days: int) -> IntendedDecision:
    """Tell a person that we intend to refuse and why, with time to answer.

    assessment   the one that the officer looked at
    Raises       NotPermitted, WrongState, AssessmentOutdated
    """
    row = Claim.objects.select_for_update(of=("self",)).get(id=claim)
    actor = current_actor()
    require_may_decide(actor, claim=row, on=on)
    require_claim_may_become(row.state, ClaimState.NOTICE_GIVEN)
    _require_dealt(actor, row)
    latest = _latest(row)
    if latest.id != assessment:
        raise AssessmentOutdated(_("The claim was assessed again since. Look at the new assessment first."))
    if latest.outcome == ELIGIBLE:
        raise WrongState(_("The law gives this person the benefit: there is nothing to refuse."))
    notice = IntendedDecision.objects.create(
        claim=row,
        assessment=latest,
        person_id=row.claimant_id,
        reasons=latest.result["conditions"],
        given_by_id=_account(actor),
        given_on=on,
        answer_by=on + timedelta(days=answer_days),
    )
    row.state = ClaimState.NOTICE_GIVEN
    row.save(update_fields=["state"])
    close_for(object_type="claim", object_id=row.id, kinds=("give_notice", "decide"))
    _keep_for_the_answer(row, notice)
    audit.record("claim.intend_refusal", subject=row.claimant_id, object_type="claim", object_id=row.id)
    return notice


def _keep_for_the_answer(claim: Claim, notice: IntendedDecision) -> None:
    """Leave the decision with the officer who gave the notice: they know the case, and nobody forgets it."""
    task = open_task(
        kind="decide_after_notice",
        office=claim.case.office,
        object_type="claim",
        object_id=claim.id,
        deadline_on=notice.answer_by + DECIDE_AFTER_ANSWER,
        person_id=claim.claimant_id,
    )
    if task.owner_id is None:
        task.owner_id = notice.given_by_id
        task.save(update_fields=["owner"])


def answer_notice(*, notice: UUID, answer: str, documents: Sequence[UUID] = ()) -> IntendedDecision:
    """Take what the person says to an intended refusal; an officer reads it before anything is decided.

    documents   files of theirs, stored before

    Raises   NotPermitted, WrongState
    """
    row = IntendedDecision.objects.select_for_update(of=("self",)).select_related("claim").get(id=notice)
    if not may_answer_notice(current_actor(), notice=row, on=today()):
        raise NotPermitted(
            "The person answers, a holder of their mandate, or an officer at the desk who did not give the notice."
        )
    if row.answered_at is not None or not _waits_for_an_answer(row):
        raise WrongState(_("This notice was answered before, or the claim has been decided."))
    held = Document.objects.filter(id__in=documents, person_id=row.person_id)
    row.answer = answer
    row.documents = list(held.values_list("id", flat=True))
    row.answered_at = now()
    row.save(update_fields=["answer", "documents", "answered_at"])
    audit.record("claim.answer_notice", subject=row.person_id, object_type="claim", object_id=row.claim_id)
    return row


def _waits_for_an_answer(notice: IntendedDecision) -> bool:
    """Whether nothing was decided since: neither on the claim, nor on the reconsideration that gave the notice."""
    if notice.claim.state == ClaimState.NOTICE_GIVEN:
        return True
    looked_at_again = Reconsideration.objects.filter(decision__claim_id=notice.claim_id, asked_on__lte=notice.given_on)
    return looked_at_again.exclude(state=ReconsiderationState.DECIDED).exists()


def decide(*, claim: UUID, assessment: UUID, outcome: str, on: date, challenge_days: int) -> Decision:
    """Record an officer's determination; the law's answer and the officer's must agree.

    A refusal needs a notice that was answered or whose time is over. Pays nothing: the next payment run finds
    the entitlement.
    assessment   the one that the officer looked at
    Raises       NotPermitted, WrongState, NoticeOutstanding, AssessmentOutdated
    """
    row = Claim.objects.select_for_update(of=("self",)).get(id=claim)
    actor = current_actor()
    require_may_decide(actor, claim=row, on=on)
    require_claim_may_become(row.state, ClaimState.DECIDED)
    _require_dealt(actor, row)
    if _latest(row).id != assessment:
        raise AssessmentOutdated(_("The claim was assessed again since. Look at the new assessment first."))
    # Assessed once more at the last moment: nothing is decided on what has changed meanwhile.
    fresh = assess_claims(claims=[row])[0]
    shown = Assessment.objects.get(id=assessment)
    if (fresh.first.outcome, fresh.first.amount) != (shown.outcome, shown.amount):
        raise AssessmentOutdated(_("What is known has changed since. Look at the new assessment first."))
    _require_agreement(fresh, outcome)
    if outcome == Decision.Outcome.GRANT and lock_and_find_doubled(assessed=[fresh]):
        raise WrongState(_("Somebody else is paid for the same child on these days: record first who has custody."))
    if outcome == Decision.Outcome.REFUSE:
        _require_heard(row, fresh.first, on=on)
    decision = _decision(fresh, Decision.Outcome(outcome), on=on, challenge_days=challenge_days)
    decision.save(force_insert=True)
    sign_decision(decision)
    if outcome == Decision.Outcome.GRANT:
        entitle(granted=[(fresh, decision)], on=on)
    row.state = ClaimState.DECIDED
    row.save(update_fields=["state"])
    close_for(object_type="claim", object_id=row.id, kinds=WORK_FOR_A_PERSON)
    audit.record(
        f"claim.{outcome}",
        subject=row.claimant_id,
        object_type="decision",
        object_id=decision.id,
        details={"programme": row.programme, "claim": row.id},
    )
    return decision


def _require_dealt(actor: Actor, claim: Claim) -> None:
    require_dealt_to(account=_account(actor), object_type="claim", object_id=claim.id, kinds=DEALT_FOR_DECIDING)


def _require_agreement(fresh: AssessedClaim, outcome: str) -> None:
    lawful = fresh.first.outcome == ELIGIBLE
    if outcome == Decision.Outcome.GRANT and not lawful:
        raise WrongState(_("The law does not give this benefit on the facts held: rule on the facts first."))
    if outcome == Decision.Outcome.GRANT and fresh.first.amount_kind != EXACT:
        raise WrongState(_("The law gives no exact amount on the facts held: record what is missing first."))
    if outcome == Decision.Outcome.REFUSE and lawful:
        raise WrongState(_("The law gives this person the benefit: there is nothing to refuse."))


def _require_heard(claim: Claim, fresh: Assessment, *, on: date) -> None:
    notice = IntendedDecision.objects.filter(claim=claim).order_by("-id").first()
    if notice is None:
        raise NoticeOutstanding(_("Give notice of the intended refusal first: the person may answer it."))
    if notice.answered_at is None and on <= notice.answer_by:
        raise NoticeOutstanding(_("The person may still answer the notice: wait for the answer, or for its last day."))
    if not _unmet(fresh.result["conditions"]) <= _unmet(notice.reasons):
        raise NoticeOutstanding(_("The law gives reasons that the person was never told: give notice of them first."))


def _unmet(reasons: Iterable[Mapping[str, Any]]) -> set[str]:
    return {reason["key"] for reason in reasons if reason["met"] is not True}


def _latest(claim: Claim) -> Assessment:
    """The deciding assessment of the newest time that the claim was assessed: of its first period."""
    newest = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()
    if newest is None:
        raise WrongState(_("This claim was not assessed yet."))
    return newest


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotPermitted("This needs a named officer.")
    return actor.account_id


def _author(actor: Actor) -> dict[str, object]:
    if actor.account_id is None:
        return {"decided_by_system": actor.name}
    return {"decided_by_id": actor.account_id}


def _decision(one: AssessedClaim, outcome: Decision.Outcome, *, on: date, challenge_days: int) -> Decision:
    first = one.first
    return Decision(
        reference=new_reference("D"),
        claim=one.claim,
        assessment=first,
        outcome=outcome,
        amount=first.amount if outcome == Decision.Outcome.GRANT else None,
        currency=first.currency,
        period_unit=first.period_unit,
        from_on=first.period_starts_on if outcome == Decision.Outcome.GRANT else None,
        reasons=first.result["conditions"],
        decided_at=now(),
        on=on,
        challenge_until=on + timedelta(days=challenge_days),
        **_author(current_actor()),
    )
