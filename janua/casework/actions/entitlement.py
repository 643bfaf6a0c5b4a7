"""Grant what was decided: an entitlement with its dated lines, and never the same thing twice."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from janua.casework.actions.assessment import AssessedClaim
from janua.casework.actions.shared_children import wait_for_grants_to
from janua.casework.actions.task import open_task
from janua.casework.models import Assessment, Claim, Decision, Entitlement, EntitlementLine
from janua.casework.states import EntitlementState, LineState
from janua.pack.giving import Instalment, PaidPeriod
from janua.pack.installed import country

ELIGIBLE = "eligible"
EXACT = "exact"
ONCE = "once"


def entitle(*, granted: Sequence[tuple[AssessedClaim, Decision]], on: date) -> None:
    """Grant the entitlement of each decision, with a line for every period that the law gives exactly.

    What stands already for the same person, programme and period is counted: a line carries the difference. A line
    is never taken away, it may be paid; where less is due than stands, an officer is asked whether too much was paid.
    """
    wait_for_grants_to(one.claim.claimant_id for one, _ in granted)
    standing = _standing(granted)
    entitlements: list[Entitlement] = []
    lines: list[EntitlementLine] = []
    for one, decision in granted:
        entitlement = _entitlement(one, decision)
        entitlements.append(entitlement)
        new: list[EntitlementLine] = []
        for paid, row in _given(one):
            covering = [line for line in standing[one.claim.claimant_id] if _covers(line, one.claim, row)]
            amount = (row.amount or 0) - sum(line.amount for line in covering)
            if amount > 0:
                new += _lines(entitlement, paid, row, covering, on=on)
            elif amount < 0:
                _ask_about_overpayment(one.claim, decision, on=on)
        # Two claims of one person in one batch count each other too.
        standing[one.claim.claimant_id] += new
        lines += new
    Entitlement.objects.bulk_create(entitlements)
    EntitlementLine.objects.bulk_create(lines)


def _standing(granted: Sequence[tuple[AssessedClaim, Decision]]) -> defaultdict[UUID, list[EntitlementLine]]:
    """Lines that stand for the persons granted, those of the batch added as it goes; one query."""
    rows = (
        EntitlementLine.objects.filter(
            person__in={one.claim.claimant_id for one, _ in granted},
            programme__in={one.claim.programme for one, _ in granted},
        )
        .exclude(state=LineState.ENDED)
        .select_related("entitlement__decision__claim", "assessment")
        .defer("assessment__situation", "assessment__result", "assessment__inputs")
    )
    standing: defaultdict[UUID, list[EntitlementLine]] = defaultdict(list)
    for line in rows:
        standing[line.person_id].append(line)
    return standing


def _given(one: AssessedClaim) -> list[tuple[PaidPeriod, Assessment]]:
    return [(paid, row) for paid, row in one.periods if row.outcome == ELIGIBLE and row.amount_kind == EXACT]


def _covers(line: EntitlementLine, claim: Claim, row: Assessment) -> bool:
    """Whether a standing line already pays (part of) what a claim is granted by an assessment.

    A claim that a birth started is about the children of that day alone: lines of an application cover it only if
    they were assessed with the newborn.
    """
    if line.programme != claim.programme:
        return False
    if row.period_unit == ONCE and row.event_on is not None:
        return line.assessment.event_on == row.event_on
    if row.period_unit == ONCE:
        return line.starts_on <= row.period_ends_on and row.period_starts_on <= line.ends_on
    if line.starts_on != row.period_starts_on:
        return False
    if claim.origin != Claim.Origin.EVENT:
        return True
    earlier = line.entitlement.decision.claim
    if earlier.origin == Claim.Origin.EVENT:
        return earlier.about_on == claim.about_on
    return claim.event is not None and claim.event.person_id in line.assessment.unit


def _entitlement(one: AssessedClaim, decision: Decision) -> Entitlement:
    given = _given(one)
    return Entitlement(
        decision=decision,
        person_id=one.claim.claimant_id,
        area_id=one.claim.area_id,
        programme=one.claim.programme,
        starts_on=given[0][1].period_starts_on,
        ends_on=given[-1][1].period_ends_on,
        state=EntitlementState.IN_FORCE,
    )


def _lines(
    entitlement: Entitlement, paid: PaidPeriod, row: Assessment, covering: Sequence[EntitlementLine], *, on: date
) -> list[EntitlementLine]:
    """The lines of a period, as it is paid out; of what stands already the difference alone."""
    nodes = row.result["explanation"]["nodes"]
    whole = country().calendar.instalments(entitlement.programme, paid=paid, amount=row.amount or 0, nodes=nodes)
    parts = _differences(paid, whole, covering, on=on) if covering else whole
    return [
        EntitlementLine(
            entitlement=entitlement,
            assessment=row,
            person_id=entitlement.person_id,
            area_id=entitlement.area_id,
            programme=entitlement.programme,
            starts_on=part.period.starts_on,
            ends_on=part.period.ends_on or part.period.starts_on,
            due_on=part.due_on,
            amount=part.amount,
            currency=row.currency,
            state=LineState.DUE,
        )
        for part in parts
    ]


def _differences(
    paid: PaidPeriod, whole: Sequence[Instalment], covering: Sequence[EntitlementLine], *, on: date
) -> Sequence[Instalment]:
    """What each instalment lacks, due today at the earliest; the whole at once where other instalments stand."""
    standing: defaultdict[date, int] = defaultdict(int)
    for line in covering:
        standing[line.starts_on] += line.amount
    amount = sum(part.amount for part in whole) - sum(standing.values())
    parts = [
        Instalment(part.period, max(part.due_on, on), part.amount - standing[part.period.starts_on])
        for part in whole
        if part.amount != standing[part.period.starts_on]
    ]
    if sum(part.amount for part in parts) == amount and all(part.amount > 0 for part in parts):
        return parts
    return (Instalment(paid.period, max(paid.due_on, on), amount),)


def end_what_is_not_due(*, claim: Claim, fresh: AssessedClaim, on: date) -> None:
    """End the lines of this claim that fall due later and give more than the law now does.

    Periods before those that were assessed stay as they are.
    """
    given = {paid.period.starts_on: row.amount or 0 for paid, row in _given(fresh)}
    first = fresh.first.period_starts_on
    lines = (
        EntitlementLine.objects.select_for_update(of=("self",))
        .filter(entitlement__decision__claim=claim)
        .exclude(state=LineState.ENDED)
        .select_related("assessment")
        .defer("assessment__situation", "assessment__result", "assessment__inputs")
        .order_by("id")
    )
    # By the period that was assessed: a benefit paid by the week has many lines in one.
    standing: dict[date, list[EntitlementLine]] = {}
    for line in lines:
        standing.setdefault(line.assessment.period_starts_on, []).append(line)
    for starts_on, rows in standing.items():
        if starts_on < first or sum(line.amount for line in rows) <= given.get(starts_on, 0):
            continue
        for line in rows:
            if line.due_on > on:
                line.state = LineState.ENDED
                line.save(update_fields=["state"])


def _ask_about_overpayment(claim: Claim, decision: Decision, *, on: date) -> None:
    # A question to an officer, never a debt by machine.
    open_task(
        kind="overpayment_question",
        office=claim.case.office,
        object_type="decision",
        object_id=decision.id,
        deadline_on=on + timedelta(days=28),
        person_id=claim.claimant_id,
    )
