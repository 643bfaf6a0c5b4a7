"""Ask the law again about what has changed between the assessment and the payment."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from janua.casework.actions.assessment import AssessedClaim, assess_claims
from janua.casework.actions.task import open_task
from janua.casework.models import Claim, EntitlementLine
from janua.casework.queries import office_serving
from janua.payments.filling import MORE
from janua.payments.models import Recheck, Run
from janua.rules import SituationError

_CLAIMS_AT_ONCE = 200
_DAYS_TO_REVIEW = 10
_ELIGIBLE, _EXACT = "eligible", "exact"


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
    """Lines of which the law now says something else, with the reason."""
    lines: defaultdict[UUID, list[Recheck]] = defaultdict(list)
    for one in due:
        lines[one.claim_id].append(one)
    claims = list(Claim.objects.filter(id__in=lines).select_related("case"))
    found = {}
    for claim, assessed in _assessed(claims, known_at) if claims else ():
        for one in lines[claim.id]:
            reason = "cannot_be_assessed" if assessed is None else _difference(one, assessed)
            if reason:
                found[one.line_id] = reason
    return found


def _assessed(claims: Sequence[Claim], known_at: datetime) -> Iterator[tuple[Claim, AssessedClaim | None]]:
    """Each claim with its new assessment, or None where a fact cannot be what its attribute says."""
    try:
        assessed = assess_claims(claims=claims, known_at=known_at)
    except SituationError:
        if len(claims) == 1:
            yield claims[0], None
            return
        # One bad claim does not keep the others from being paid.
        for claim in claims:
            yield from _assessed([claim], known_at)
        return
    yield from ((one.claim, one) for one in assessed)


def _difference(due: Recheck, assessed: AssessedClaim) -> str:
    for _, found in assessed.periods:
        if found.period_starts_on == due.period_on:
            if found.outcome != _ELIGIBLE or found.amount_kind != _EXACT:
                return "not_eligible_now"
            now_due = found.amount or 0
            return "" if now_due == due.amount else MORE if now_due > (due.amount or 0) else "amount_fell"
    return "period_over"


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
