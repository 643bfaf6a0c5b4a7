"""Carry claims from submission to a decision: ask the checks, take up their answers, assess, decide or hand on."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from janua.base import audit
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.actions.assessment import AssessedClaim, assess_claims
from janua.casework.actions.decision import ELIGIBLE, EXACT, grant_automatically
from janua.casework.actions.shared_children import lock_and_find_doubled
from janua.casework.actions.task import TaskWanted, close_for, close_for_all, open_task, open_tasks
from janua.casework.models import CheckTaken, Claim, ClaimCheck, Remark, RulingTaken
from janua.casework.permissions import accounts_of_kin
from janua.casework.queries import (
    claims_about,
    claims_all_answered,
    dead_of,
    disputed_claims,
    family_of,
    finished_checks_not_taken,
    rulings_not_taken,
)
from janua.casework.states import ClaimState, require_claim_may_become
from janua.catalogue.queries import blueprint_of, blueprints_by_programme
from janua.checks.actions.check import Asked, ask_all
from janua.checks.actions.discrepancy import Contested, note_contested
from janua.checks.states import CheckState
from janua.pack.blueprints import Blueprint
from janua.rules.errors import SituationError

log = logging.getLogger(__name__)
BATCH = 100
UNDER_WAY = (ClaimState.SUBMITTED, ClaimState.CHECKING)
WAITING_FOR_A_PERSON = ("rule_on_discrepancy", "give_notice", "decide", "decide_after_notice", "mend_claim")


@dataclass(frozen=True)
class Carried:
    """How many claims of a batch went where."""

    granted: int = 0
    handed_on: int = 0
    waiting: int = 0
    stuck: int = 0


def begin_claims(*, on: date, limit: int = BATCH) -> Carried:
    """Ask the checks of newly submitted claims; claims that wait for none are assessed at once."""
    claims = list(
        Claim.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=ClaimState.SUBMITTED)
        .order_by("opened_at")[:limit]
    )
    if not claims:
        return Carried()
    _ask(claims, on=on)
    Claim.objects.filter(id__in=[claim.id for claim in claims]).update(state=ClaimState.CHECKING)
    return carry_on(claim_ids=[claim.id for claim in claims], on=on)


def take_up_checks(*, on: date, limit: int = BATCH) -> Carried:
    """Take up finished checks, each once, and carry on the claims that wait for no other."""
    checks = finished_checks_not_taken(limit=limit)
    if not checks:
        return Carried()
    CheckTaken.objects.bulk_create(
        [CheckTaken(check_asked_id=check.id, state=check.state, taken_at=now()) for check in checks],
        ignore_conflicts=True,
    )
    touched = ClaimCheck.objects.filter(check_asked__in=checks).select_related("claim__case__office", "check_asked")
    for link in touched:
        if link.check_asked.state == CheckState.MANUAL:
            # The register is silent: an officer finds out, so that nobody waits for a machine.
            open_task(
                kind="answer_check",
                office=link.claim.case.office,
                object_type="check",
                object_id=link.check_asked_id,
                deadline_on=on + timedelta(days=7),
                person_id=link.check_asked.subject_id,
            )
    # What an officer answered in a register's place, or the register itself did late, is nobody's work any more.
    answered = {check.id for check in checks if check.state != CheckState.MANUAL}
    close_for_all(object_type="check", object_ids=answered, kinds=("answer_check",))
    return carry_on(claim_ids=[link.claim_id for link in touched], on=on)


def take_up_rulings(*, limit: int = BATCH) -> int:
    """Send the claims that waited for an officer's ruling round again. Gives how many rulings were taken up."""
    rulings = rulings_not_taken(limit=limit)
    if not rulings:
        return 0
    RulingTaken.objects.bulk_create(
        [RulingTaken(discrepancy=one, taken_at=now()) for one in rulings], ignore_conflicts=True
    )
    for claim in Claim.objects.select_for_update(of=("self",)).filter(
        id__in=claims_about(persons={one.subject_id for one in rulings})
    ):
        _send_round(claim)
    return len(rulings)


def send_round_again(*, claim: UUID, on: date) -> Claim:
    """Have a claim that waits for a person checked and assessed anew: a fact was mended, a paper came.

    Raises   NotPermitted, WrongState
    """
    row = Claim.objects.select_for_update(of=("self",)).get(id=claim)
    if not may(current_actor(), "prepare_decision", area_id=row.area_id, on=on):
        raise NotPermitted("This needs the permission 'prepare_decision' in the office's area.")
    if current_actor().account_id in accounts_of_kin(person_id=row.claimant_id, on=on):
        raise NotPermitted("This is about a relative of yours, or somebody of your dwelling. Hand the case over.")
    _send_round(row)
    audit.record("claim.send_round_again", subject=row.claimant_id, object_type="claim", object_id=row.id)
    return row


def _send_round(claim: Claim) -> None:
    require_claim_may_become(claim.state, ClaimState.SUBMITTED)
    claim.state = ClaimState.SUBMITTED
    claim.save(update_fields=["state"])
    close_for(object_type="claim", object_id=claim.id, kinds=WAITING_FOR_A_PERSON)


def carry_on(*, claim_ids: Sequence[UUID], on: date) -> Carried:
    """Assess those of the claims that wait for no check, and grant or hand on each.

    One claim that cannot be assessed holds up no other: it is set aside for an officer.
    """
    ready = claims_all_answered(claim_ids=claim_ids)
    claims = list(
        # The state once more: another worker may have decided a claim while we waited for its lock.
        Claim.objects.select_for_update(of=("self",))
        .filter(id__in=ready, state__in=UNDER_WAY)
        .select_related("case__office", "event")
        .order_by("id")
    )
    waiting = len(set(claim_ids)) - len(claims)
    if not claims:
        return Carried(waiting=waiting)
    try:
        with transaction.atomic():
            granted, handed_on = _assess_and_decide(claims, on=on)
        return Carried(granted=granted, handed_on=handed_on, waiting=waiting)
    except (SituationError, ArithmeticError, LookupError, ValueError):
        if len(claims) == 1:
            log.exception("claim %s cannot be assessed", claims[0].id)
            _set_aside(claims[0], on=on)
            return Carried(stuck=1, waiting=waiting)
    done = [carry_on(claim_ids=[claim.id], on=on) for claim in claims]
    return Carried(
        granted=sum(one.granted for one in done),
        handed_on=sum(one.handed_on for one in done),
        waiting=waiting,
        stuck=sum(one.stuck for one in done),
    )


def _ask(claims: Sequence[Claim], *, on: date) -> None:
    families = family_of(claimants={claim.claimant_id for claim in claims}, on=on)
    links: list[tuple[Claim, Asked]] = []
    offered = blueprints_by_programme(on=on)
    for claim in claims:
        if claim.origin == Claim.Origin.EVENT:
            # What the law needs for it came with the event: income, for one, is not consulted.
            continue
        blueprint = blueprint_of(programme=claim.programme, offered=offered, on=on)
        for asked in blueprint.checks:
            links += [
                (
                    claim,
                    Asked(
                        subject=subject,
                        register=asked.register,
                        kind=asked.kind,
                        ground=asked.ground,
                        about_on=claim.about_on,
                        deadline_on=on + timedelta(days=blueprint.check_within_days),
                    ),
                )
                for subject in families[claim.claimant_id].of(asked.of)
            ]
    checks = ask_all(asked=[asked for _, asked in links])
    ClaimCheck.objects.bulk_create(
        [ClaimCheck(claim=claim, check_asked=check) for (claim, _), check in zip(links, checks, strict=True)],
        ignore_conflicts=True,
    )


def _assess_and_decide(claims: Sequence[Claim], *, on: date) -> tuple[int, int]:
    remarked = _weigh_remarks(claims)
    assessed = assess_claims(claims=claims)
    disputed = disputed_claims(assessed=[(one.claim, one.first) for one in assessed])
    doubled = lock_and_find_doubled(assessed=[one for one in assessed if _is_wholly_favourable(one)])
    dead = dead_of(persons={claim.claimant_id for claim in claims})
    offered = blueprints_by_programme(on=on)
    grants: dict[str, list[AssessedClaim]] = {}
    tasks: list[TaskWanted] = []
    for one in assessed:
        blueprint = blueprint_of(programme=one.claim.programme, offered=offered, on=on)
        doubtful = one.claim.id in disputed | doubled | remarked or one.claim.claimant_id in dead
        if not doubtful and _is_wholly_favourable(one):
            grants.setdefault(blueprint.code, []).append(one)
        else:
            tasks.append(_for_a_person(one, blueprint, on=on, disputed=one.claim.id in disputed))
    for batch in grants.values():
        blueprint = blueprint_of(programme=batch[0].claim.programme, offered=offered, on=on)
        grant_automatically(assessed=batch, on=on, challenge_days=blueprint.challenge_days)
    if tasks:
        # What the law says of these needs a person: they stay with the office.
        Claim.objects.filter(id__in=[task.object_id for task in tasks]).update(state=ClaimState.ASSESSED)
        open_tasks(tasks)
    return sum(map(len, grants.values())), len(tasks)


def _weigh_remarks(claims: Sequence[Claim]) -> set[UUID]:
    """Open discrepancies for what the persons say is wrong. Gives the claims that an officer must look at anyway."""
    remarks = list(
        Remark.objects.filter(application__claims__in=claims).values_list(
            "application_id", "subject", "attribute", "known", "stated"
        )
    )
    if not remarks:
        return set()
    note_contested(
        contested=[
            Contested(subject, attribute, known, stated)
            for _, subject, attribute, known, stated in dict.fromkeys(remarks)
            if stated is not None
        ]
    )
    for_a_person = {application for application, *_, stated in remarks if stated is None}
    return {claim.id for claim in claims if claim.application_id in for_a_person}


def _is_wholly_favourable(one: AssessedClaim) -> bool:
    first = one.first
    return first.outcome == ELIGIBLE and first.amount_kind == EXACT and not first.result["missing"]


def _for_a_person(one: AssessedClaim, blueprint: Blueprint, *, on: date, disputed: bool) -> TaskWanted:
    kind = "rule_on_discrepancy" if disputed else "give_notice" if one.first.outcome == "not_eligible" else "decide"
    return TaskWanted(
        kind=kind,
        office=one.claim.case.office,
        object_type="claim",
        object_id=one.claim.id,
        deadline_on=on + timedelta(days=blueprint.decide_within_days),
        person_id=one.claim.claimant_id,
    )


def _set_aside(claim: Claim, *, on: date) -> None:
    claim.state = ClaimState.STUCK
    claim.save(update_fields=["state"])
    open_task(
        kind="mend_claim",
        office=claim.case.office,
        object_type="claim",
        object_id=claim.id,
        deadline_on=on + timedelta(days=2),
        person_id=claim.claimant_id,
    )
