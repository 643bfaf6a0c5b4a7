"""Take up news from the register: start what the law starts by itself, leave the rest to an officer."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from janua.base.audit.actions import Trace, record_all
from janua.base.clock import now
from janua.base.notices.actions import send_notice
from janua.casework.actions.application import case_of
from janua.casework.actions.assessment import assess_claims
from janua.casework.actions.task import open_task
from janua.casework.models import Claim, Entitlement, EventTaken
from janua.casework.queries import events_not_taken
from janua.casework.states import ClaimState, EntitlementState
from janua.pack.giving import ProactiveEntry
from janua.pack.installed import country
from janua.registers.models import Event, Person
from janua.registers.row_security import DECLARED
from janua.rules.errors import SituationError
from janua.values import new_reference

log = logging.getLogger(__name__)


def take_up_events(*, on: date, limit: int = 200) -> int:
    """Answer each event once: claims where the pack's law starts them, a review where money is being paid.

    Returns how many events were taken up.
    """
    events = events_not_taken(limit=limit)
    for event in events:
        with transaction.atomic():
            # Unique by the event: should another worker answer too, one of the two rolls back whole.
            EventTaken.objects.create(event=event, outcome=_answer(event, on=on), taken_at=now())
    return len(events)


def _answer(event: Event, *, on: date) -> str:
    # A register's news alone: nobody grants themselves something by telling us of it.
    entries = [entry for entry in country().proactive if entry.event == event.kind and event.source != DECLARED]
    if entries:
        started = [claim for entry in entries for claim in _start_claims(event, entry, on=on)]
        return "claims_started" if started else "claims_stand"
    in_force = Entitlement.objects.filter(
        person_id__in=[event.person_id, event.about_id], state=EntitlementState.IN_FORCE
    ).select_related("decision__claim__case__office")
    for entitlement in in_force:
        open_task(
            kind="review_entitlement",
            office=entitlement.decision.claim.case.office,
            object_type="entitlement",
            object_id=entitlement.id,
            deadline_on=on + timedelta(days=14),
            person_id=entitlement.person_id,
        )
    return "review_opened" if in_force else "nothing_to_do"


def _start_claims(event: Event, entry: ProactiveEntry, *, on: date) -> Sequence[Claim]:
    person = Person.objects.get(id=event.about_id)
    case = case_of(person, on=on)
    started: list[Claim] = []
    for programme in entry.programmes:
        claim, new = Claim.objects.get_or_create(
            claimant=person,
            programme=programme,
            about_on=event.happened_on,
            origin=Claim.Origin.EVENT,
            defaults={
                "reference": new_reference("K"),
                "case": case,
                "area_id": case.area_id,
                "event": event,
                "declared": dict(entry.declared),
                # An offer waits for one yes; what the law grants by itself goes on at once.
                "state": ClaimState.OFFERED if entry.confirmation == "one" else ClaimState.SUBMITTED,
                "opened_at": now(),
            },
        )
        if new:
            started.append(claim)
        elif _is_decided(claim):
            # A twin whose registration came after the first one's decision, or while it was made.
            open_task(
                kind="reconsider",
                office=case.office,
                object_type="claim",
                object_id=claim.id,
                deadline_on=on + timedelta(days=7),
                person_id=person.id,
            )
    _trace(event, started)
    if entry.confirmation == "one":
        for claim in started:
            _offer(claim)
    return started


def _offer(claim: Claim) -> None:
    """Work out what the law would give, so that the offer can say it, and tell the person that it waits."""
    try:
        with transaction.atomic():
            assess_claims(claims=[claim])
    except (SituationError, ArithmeticError, LookupError, ValueError):
        # The offer stands without an amount; what is at fault is looked at once the person says yes.
        log.exception("the offer of claim %s cannot be assessed", claim.id)
    send_notice(
        person_id=claim.claimant_id,
        area_id=claim.area_id,
        template="offer",
        values={"programme": claim.programme, "claim": claim.reference},
        language=claim.claimant.language or country().languages[0],
        about_type="offer",
        about_id=claim.id,
    )


def _trace(event: Event, started: Sequence[Claim]) -> None:
    record_all(
        Trace(
            action="claim.start_from_event",
            subject=claim.claimant_id,
            object_type="claim",
            object_id=claim.id,
            details={"programme": claim.programme, "event": event.id},
        )
        for claim in started
    )


def _is_decided(claim: Claim) -> bool:
    # Locked: a worker who assesses the claim just now, without this child, has ended before we look.
    return Claim.objects.select_for_update(of=("self",)).get(id=claim.id).state == ClaimState.DECIDED
