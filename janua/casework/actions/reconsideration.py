"""Look at a decision again when somebody asks: on what is known now, by another officer, line by line."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.actions.assessment import AssessedClaim
from janua.casework.actions.decision import (
    ELIGIBLE,
    EXACT,
    AssessmentOutdated,
    NoticeOutstanding,
)
from janua.casework.actions.differences import amounts, assessed_like, assessed_with, differences_of, gives_less, unmet
from janua.casework.actions.entitlement import end_what_is_not_due, entitle
from janua.casework.actions.refused import asked_anew
from janua.casework.actions.shared_children import lock_and_find_doubled
from janua.casework.actions.signing import sign_decision
from janua.casework.actions.task import close_for, deal, open_task, require_dealt_to
from janua.casework.models import (
    Assessment,
    Claim,
    Decision,
    Entitlement,
    EntitlementLine,
    IntendedDecision,
    Reconsideration,
    Task,
)
from janua.casework.permissions import NotPermitted, may_challenge, may_reconsider
from janua.casework.states import EntitlementState, LineState, ReconsiderationState, TaskState, WrongState
from janua.catalogue.queries import blueprint_for_programme
from janua.values import new_reference

NOT_ELIGIBLE = "not_eligible"


class ChallengeLate(Exception):
    """The time to challenge is over; says how the person may go on."""


def ask(*, decision: UUID, grounds: str, on: date) -> Reconsideration:
    """Ask the office to look at its decision again: the person, whoever holds their mandate, or the office itself.

    grounds   what is wrong, in the asker's words; sealed
    Raises    NotPermitted, ChallengeLate, WrongState
    """
    actor = current_actor()
    row = Decision.objects.select_related("claim").filter(id=decision).first()
    if row is None or not may_challenge(actor, claim=row.claim, on=on):
        raise NotPermitted("The person whom a decision is about may challenge it, or somebody with their mandate to.")
    replaced = Decision.objects.filter(supersedes=row).first()
    if replaced is not None:
        raise WrongState(
            format_lazy(_("This decision was replaced by {newer}: challenge that one."), newer=replaced.reference)
        )
    if on > row.challenge_until and not may_reconsider(actor, claim=row.claim, on=on):
        raise ChallengeLate(
            _(
                "The time to challenge this decision is over. Apply again, or tell the office what it did not know: it"
                " may look at its decision again by itself."
            )
        )
    try:
        with transaction.atomic():
            asked = Reconsideration.objects.create(
                decision=row,
                asked_by_id=actor.account_id,
                asked_on=on,
                person_id=row.claim.claimant_id,
                grounds=grounds,
                state=ReconsiderationState.ASKED,
            )
    except IntegrityError as fault:
        raise WrongState(_("This decision is being looked at again already.")) from fault
    audit.record(
        "reconsideration.ask", subject=row.claim.claimant_id, object_type="reconsideration", object_id=asked.id
    )
    return asked


def take_up_reconsiderations(*, on: date, limit: int = 200) -> int:
    """Give each request to an officer by lot, never to one who took a decision on the claim; returns how many."""
    dealt = Task.objects.filter(kind="reconsider", object_type="reconsideration", object_id=OuterRef("id"))
    waiting = (
        Reconsideration.objects.filter(~Exists(dealt), state=ReconsiderationState.ASKED)
        .select_related("decision__claim__case__office")
        .order_by("id")[:limit]
    )
    for row in waiting:
        claim = row.decision.claim
        within = blueprint_for_programme(programme=claim.programme, on=on).decide_within_days
        task = open_task(
            kind="reconsider",
            office=claim.case.office,
            object_type="reconsideration",
            object_id=row.id,
            deadline_on=row.asked_on + timedelta(days=within),
            person_id=claim.claimant_id,
        )
        deal(task=task.id, on=on, passed_over=_deciders(claim))
    return len(waiting) + _deal_again(on=on)


def _deal_again(*, on: date) -> int:
    """Deal requests that an officer handed over; gives how many found somebody."""
    let_go = Task.objects.filter(
        kind="reconsider",
        object_type="reconsideration",
        state=TaskState.OPEN,
        owner__isnull=True,
        hand_overs__isnull=False,
    ).distinct()
    dealt = 0
    for task in let_go:
        claim = Reconsideration.objects.select_related("decision__claim").get(id=task.object_id).decision.claim
        dealt += deal(task=task.id, on=on, passed_over=_deciders(claim)) is not None
    return dealt


def rerun(*, reconsideration: UUID, on: date) -> Reconsideration:
    """Ask the law again on what is known now, and keep what differs from the decision, line by line.

    May be done again after a fact was corrected or ruled on.
    Raises   NotPermitted, WrongState
    """
    row = _locked(reconsideration)
    claim = row.decision.claim
    _require_may_reconsider(row, on=on)
    if row.state == ReconsiderationState.DECIDED:
        raise WrongState(_("This reconsideration was decided before."))
    fresh = asked_anew(old=row.decision, claim=claim)
    row.assessment = fresh.first
    row.differences = list(differences_of(assessed_with(row.decision), fresh=fresh))
    row.state = ReconsiderationState.RERUN
    row.save(update_fields=["assessment", "differences", "state"])
    audit.record("reconsideration.rerun", subject=claim.claimant_id, object_type="reconsideration", object_id=row.id)
    return row


def is_against(row: Reconsideration) -> bool:
    """Whether what the re-run found would be worse for the person: they are told first, and may answer."""
    shown = row.assessment
    return shown is not None and _is_against(row.decision, assessed_like(shown))


def give_notice_of_less(*, reconsideration: UUID, on: date, answer_days: int) -> IntendedDecision:
    """Tell the person that looking again would give them less, and why, with time to answer.

    Raises   NotPermitted, WrongState
    """
    row = _locked(reconsideration)
    claim = row.decision.claim
    officer = _require_may_reconsider(row, on=on)
    shown = row.assessment
    if row.state != ReconsiderationState.RERUN or shown is None:
        raise WrongState(_("Run the law again first: there is nothing yet to give notice of."))
    if not _is_against(row.decision, assessed_like(shown)):
        raise WrongState(_("Looking again gives this person no less: there is nothing to give notice of."))
    notice = IntendedDecision.objects.create(
        claim=claim,
        assessment=shown,
        person_id=claim.claimant_id,
        reasons=shown.result["conditions"],
        given_by_id=officer,
        given_on=on,
        answer_by=on + timedelta(days=answer_days),
    )
    audit.record("reconsideration.notice", subject=claim.claimant_id, object_type="reconsideration", object_id=row.id)
    return notice


def decide(*, reconsideration: UUID, assessment: UUID, on: date, challenge_days: int) -> Decision:
    """Record the new decision, which takes the place of the old one.

    What the law gives more is added as lines for the difference. Where it gives less, lines that are not due yet
    end; what is due may be paid, so an officer is asked whether too much was: a question, never a debt.
    assessment   the re-run that the officer looked at
    Raises       NotPermitted, WrongState, AssessmentOutdated, NoticeOutstanding
    """
    row = _locked(reconsideration)
    old, claim = row.decision, row.decision.claim
    officer = _require_may_reconsider(row, on=on)
    shown = row.assessment
    if row.state != ReconsiderationState.RERUN or shown is None:
        raise WrongState(_("Run the law again first, and look at what differs."))
    fresh = asked_anew(old=old, claim=claim)
    given = [one for _period, one in fresh.periods]
    if shown.id != assessment or amounts(assessed_like(shown)) != amounts(given):
        raise AssessmentOutdated(_("What is known has changed since. Run it again and look at what differs."))
    less = gives_less(old, rows=given)
    if _is_against(old, given):
        _require_heard(row, given, on=on)
    if fresh.first.outcome == ELIGIBLE and lock_and_find_doubled(assessed=[fresh]):
        raise WrongState(_("Somebody else is paid for the same child on these days: record first who has custody."))
    decision = _decision(old, fresh, by=officer, on=on, challenge_days=challenge_days)
    decision.save(force_insert=True)
    sign_decision(decision)
    if less:
        end_what_is_not_due(claim=claim, fresh=fresh, on=on)
    if decision.outcome == Decision.Outcome.GRANT:
        entitle(granted=[(fresh, decision)], on=on)
    else:
        _end_entitlements(claim, decision, on=on)
    row.state = ReconsiderationState.DECIDED
    row.save(update_fields=["state"])
    close_for(object_type="reconsideration", object_id=row.id, kinds=("reconsider",))
    close_for(object_type="claim", object_id=claim.id, kinds=("reconsider",))
    audit.record(
        f"reconsideration.{decision.outcome}",
        subject=claim.claimant_id,
        object_type="decision",
        object_id=decision.id,
        details={"programme": claim.programme, "supersedes": old.id},
    )
    return decision


def _locked(reconsideration: UUID) -> Reconsideration:
    return (
        Reconsideration.objects.select_for_update(of=("self",))
        .select_related("assessment", "decision__claim__case__office", "decision__assessment")
        .get(id=reconsideration)
    )


def _require_may_reconsider(row: Reconsideration, *, on: date) -> UUID:
    """The account of the officer who acts, and to whom the lot gave it. Raises NotPermitted."""
    actor, claim = current_actor(), row.decision.claim
    account = actor.account_id
    if account is None or not may_reconsider(actor, claim=claim, on=on) or account in _deciders(claim):
        raise NotPermitted(
            "A reconsideration officer of this office looks again, who took no decision on the claim and is no"
            " relative. Hand it over instead."
        )
    if row.state != ReconsiderationState.DECIDED:
        require_dealt_to(account=account, object_type="reconsideration", object_id=row.id, kinds=("reconsider",))
    return account


def _deciders(claim: Claim) -> set[UUID]:
    accounts: set[UUID | None] = set(Decision.objects.filter(claim=claim).values_list("decided_by_id", flat=True))
    return {account for account in accounts if account is not None}


def _is_against(old: Decision, rows: Sequence[Assessment]) -> bool:
    """Whether the person must be heard first: they would get less, or be refused for what they were never told."""
    return gives_less(old, rows=rows) or (
        rows[0].outcome != ELIGIBLE and not unmet(rows[0].result) <= _told_before(old)
    )


def _told_before(old: Decision) -> set[str]:
    """What the decision that is challenged told the person was not met."""
    return unmet({"conditions": old.reasons})


def _require_heard(row: Reconsideration, rows: Sequence[Assessment], *, on: date) -> None:
    """Refuse what the person could not answer: no notice, its time still running, or worse than the notice said."""
    notice = (
        IntendedDecision.objects.filter(claim=row.decision.claim, given_on__gte=row.asked_on)
        .select_related("assessment")
        .order_by("-id")
        .first()
    )
    if notice is None:
        raise NoticeOutstanding(_("This would give the person less: give notice first, they may answer it."))
    if notice.answered_at is None and on <= notice.answer_by:
        raise NoticeOutstanding(_("The person may still answer the notice: wait for the answer, or for its last day."))
    told, given = amounts(assessed_like(notice.assessment)), amounts(rows)
    lower = any(given.get(starts_on, 0) < amount for starts_on, amount in told.items())
    if lower or not unmet(rows[0].result) <= unmet({"conditions": notice.reasons}):
        raise NoticeOutstanding(_("This is worse than the notice said: give notice of it first."))


def _decision(old: Decision, fresh: AssessedClaim, *, by: UUID, on: date, challenge_days: int) -> Decision:
    first = fresh.first
    granted = first.outcome == ELIGIBLE and first.amount_kind == EXACT
    if not granted and first.outcome != NOT_ELIGIBLE:
        raise WrongState(_("The law gives no answer yet: find out what is missing, then run it again."))
    return Decision(
        reference=new_reference("D"),
        claim=fresh.claim,
        assessment=first,
        outcome=Decision.Outcome.GRANT if granted else Decision.Outcome.REFUSE,
        amount=first.amount if granted else None,
        currency=first.currency,
        period_unit=first.period_unit,
        from_on=first.period_starts_on if granted else None,
        reasons=first.result["conditions"],
        decided_by_id=by,
        decided_at=now(),
        on=on,
        supersedes=old,
        challenge_until=on + timedelta(days=challenge_days),
    )


def _end_entitlements(claim: Claim, decision: Decision, *, on: date) -> None:
    """End what earlier decisions on the claim granted; ask an officer about what was due already."""
    for entitlement in Entitlement.objects.select_for_update(of=("self",)).filter(decision__claim=claim):
        entitlement.state = EntitlementState.ENDED
        entitlement.ends_on = max(entitlement.starts_on, on)
        entitlement.save(update_fields=["state", "ends_on"])
    due = EntitlementLine.objects.filter(entitlement__decision__claim=claim, due_on__lte=on)
    if due.exclude(state=LineState.ENDED).exists():
        open_task(
            kind="overpayment_question",
            office=claim.case.office,
            object_type="decision",
            object_id=decision.id,
            deadline_on=on + timedelta(days=28),
            person_id=claim.claimant_id,
        )
