"""Ask the law again about what has changed between the assessment and the payment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from janua.casework.actions.assessment import assess_claims, periods_of, run_law
from janua.casework.actions.task import open_task
from janua.casework.facts import ClaimFacts, facts_of_claims
from janua.casework.models import Claim, EntitlementLine
from janua.casework.queries import office_serving
from janua.catalogue.queries import law_in_force
from janua.pack.giving import PaidPeriod
from janua.payments.filling import MORE
from janua.payments.models import Recheck, Run
from janua.rules import Law, SituationError

_CLAIMS_AT_ONCE = 200
_DAYS_TO_REVIEW = 10
_ELIGIBLE, _EXACT = "eligible", "exact"


class Said(NamedTuple):
    """What the law says of one period now."""

    outcome: str
    amount_kind: str
    amount: int | None


# By the first day of the period.
_Answers = Mapping[date, Said]


def recheck_next(*, run: Run, on: date) -> bool:
    """Assess the next claims of due lines whose inputs have changed again, on what was known at the freeze.

    A line of which the law now gives more is paid as it was decided; where it says anything else an officer is asked.
    Returns   whether there was any; none once all were asked
    """
    waiting = Recheck.objects.filter(run=run, reason=None)
    claims = list(waiting.order_by("claim_id").values_list("claim_id", flat=True).distinct()[:_CLAIMS_AT_ONCE])
    due = list(waiting.filter(claim__in=claims).order_by("claim_id", "id"))
    if not due:
        return False
    outdated = _differences(due, run.frozen_at)
    for one in due:
        one.reason = outdated.get(one.line_id, "")
    Recheck.objects.bulk_update(due, ["reason"])
    _ask_for_review(outdated, on=on)
    return True


def _differences(due: Sequence[Recheck], known_at: datetime) -> dict[UUID, str]:
    """Lines of which the law now says something else, with the reason.

    What stays as it is, nearly all after new rates, is asked without an explanation and leaves nothing behind; of what
    does not, the assessment is kept whole for the officer.
    """
    lines: defaultdict[UUID, list[Recheck]] = defaultdict(list)
    for one in due:
        lines[one.claim_id].append(one)
    claims = list(Claim.objects.filter(id__in=lines).select_related("case", "event"))
    found = {}
    changed = []
    for claim, answers in _answers(claims, lines, known_at) if claims else ():
        reasons = {
            one.line_id: "cannot_be_assessed" if answers is None else _difference(one, answers.get(one.period_on))
            for one in lines[claim.id]
        }
        found.update({line: reason for line, reason in reasons.items() if reason})
        if answers is not None and any(reasons.values()):
            changed.append(claim)
    _keep(changed, known_at)
    return found


def _keep(changed: Sequence[Claim], known_at: datetime) -> None:
    """Keep whole what the law says of these, for the officers who look at them."""
    if not changed:
        return
    try:
        with transaction.atomic():
            assess_claims(claims=changed, known_at=known_at)
    except SituationError:
        # Of a period that is not due: what there is to see of the others stands.
        for claim in changed if len(changed) > 1 else ():
            _keep([claim], known_at)


def _answers(
    claims: Sequence[Claim], lines: Mapping[UUID, Sequence[Recheck]], known_at: datetime
) -> Iterator[tuple[Claim, _Answers | None]]:
    """What the law says of each claim for the periods that are due, or None where a fact cannot be what it says."""
    try:
        facts = facts_of_claims(claims=claims, known_at=known_at)
    except SituationError:
        if len(claims) == 1:
            yield claims[0], None
            return
        # One bad claim does not keep the others from being paid.
        for claim in claims:
            yield from _answers([claim], lines, known_at)
        return
    law = law_in_force()
    for claim in claims:
        due = {one.period_on for one in lines[claim.id]}
        try:
            yield (
                claim,
                {
                    paid.period.starts_on: _said(law, claim, facts[claim.id], paid)
                    for paid in periods_of(claim)
                    if paid.period.starts_on in due
                },
            )
        except SituationError:
            yield claim, None


def _said(law: Law, claim: Claim, facts: ClaimFacts, paid: PaidPeriod) -> Said:
    found = run_law(law=law, claim=claim, facts=facts, paid=paid, trace=False)
    return Said(found.outcome.value, found.amount_kind.value, found.amount)


def _difference(due: Recheck, found: Said | None) -> str:
    if found is None:
        return "period_over"
    if found.outcome != _ELIGIBLE or found.amount_kind != _EXACT:
        return "not_eligible_now"
    now_due = found.amount or 0
    return "" if now_due == due.amount else MORE if now_due > (due.amount or 0) else "amount_fell"


def _ask_for_review(outdated: dict[UUID, str], *, on: date) -> None:
    lines = EntitlementLine.objects.filter(id__in=list(outdated))
    for line in lines:
        open_task(
            kind="review_before_payment",
            office=office_serving(area_id=line.area_id, on=on),
            object_type="entitlement_line",
            object_id=line.id,
            deadline_on=on + timedelta(days=_DAYS_TO_REVIEW),
            person_id=line.person_id,
        )
