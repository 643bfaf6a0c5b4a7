"""Ask the law again about what has changed between the assessment and the payment."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection

from janua.base.clock import now
from janua.casework.actions.assessment import AssessedClaim, assess_claims
from janua.casework.actions.task import open_task
from janua.casework.models import Claim, EntitlementLine
from janua.casework.queries import office_serving
from janua.pack.installed import country
from janua.payments.models import Run
from janua.registers.models import Person
from janua.rules import SituationError

_CLAIMS_AT_ONCE = 500
_DAYS_TO_REVIEW = 10
_ELIGIBLE, _EXACT = "eligible", "exact"
_WAITS = "recheck_waits"
# Keeping somebody's money back because they are owed more would be a hold that no person has decided.
_MORE = "amount_rose"
_HIDDEN = """
SELECT DISTINCT l.id, a.claim_id, a.period_starts_on, a.amount, a.unit
FROM payments_leftout o
JOIN payments_run r ON r.id = o.run_id
JOIN casework_entitlementline l ON l.id = o.line_id AND l.state = 'due'
JOIN casework_assessment a ON a.id = l.assessment_id
WHERE o.reason = 'recheck_waits'
  AND NOT EXISTS (SELECT FROM payments_orderline held WHERE held.line_id = l.id AND held.holds)
  AND NOT EXISTS (SELECT FROM casework_assessment x WHERE x.claim_id = a.claim_id AND x.known_at >= r.frozen_at)
LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class _Due:
    """A line that is due, and what its assessment said of its period."""

    line: UUID
    claim: UUID
    period_on: date
    amount: int
    persons: Sequence[UUID]


def recheck(*, run: Run, on: date) -> dict[UUID, str]:
    """Assess again the claims of due lines whose inputs have changed, on what was known when the run was frozen.

    A line of which the law now gives more is paid as it was decided: an officer is asked about the rest.
    Returns   the lines that may not be paid now, with the reason as a message key; an officer is asked to look
    """
    outdated: dict[UUID, str] = {}
    due = iter(_changed_lines(run))
    while batch := list(islice(due, _CLAIMS_AT_ONCE)):
        outdated |= _rechecked(batch, run)
    if outdated:
        _ask_for_review(outdated, on=on)
    return {line: reason for line, reason in outdated.items() if reason != _MORE}


def recheck_hidden(*, on: date) -> int:
    """Assess again the claims that a run left out because its officer may not see whom they are about.

    For the paymaster's own step, which sees everybody; the next run pays them where nothing has changed for them.
    Returns   of how many lines the law was asked
    """
    with connection.cursor() as cursor:
        cursor.execute(_HIDDEN, [_CLAIMS_AT_ONCE])
        due = [_Due(*row) for row in cursor.fetchall()]
    _ask_for_review(_differences(due, now()), on=on)
    return len(due)


def _changed_lines(run: Run) -> Iterator[_Due]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT line, claim, period_on, due_amount, persons FROM payments_changed_lines(%s, %s) ORDER BY claim",
            [run.id, country().law.hash],
        )
        rows = cursor.fetchall()
    return (_Due(*row) for row in rows)


def _rechecked(due: Sequence[_Due], run: Run) -> dict[UUID, str]:
    unseen = _unseen({person for one in due for person in one.persons})
    waits = {one.line: _WAITS for one in due if unseen & set(one.persons)}
    return waits | _differences([one for one in due if one.line not in waits], run.frozen_at)


def _differences(due: Sequence[_Due], known_at: datetime) -> dict[UUID, str]:
    """Lines of which the law now says something else, with the reason."""
    lines: defaultdict[UUID, list[_Due]] = defaultdict(list)
    for one in due:
        lines[one.claim].append(one)
    claims = list(Claim.objects.filter(id__in=lines).select_related("case"))
    found = {}
    for claim, assessed in _assessed(claims, known_at) if claims else ():
        for one in lines[claim.id]:
            reason = "cannot_be_assessed" if assessed is None else _difference(one, assessed)
            if reason:
                found[one.line] = reason
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


def _difference(due: _Due, assessed: AssessedClaim) -> str:
    for _, found in assessed.periods:
        if found.period_starts_on == due.period_on:
            if found.outcome != _ELIGIBLE or found.amount_kind != _EXACT:
                return "not_eligible_now"
            now_due = found.amount or 0
            return "" if now_due == due.amount else _MORE if now_due > due.amount else "amount_fell"
    return "period_over"


def _unseen(persons: set[UUID]) -> set[UUID]:
    """Persons whose facts the officer may not see: the law is asked about them by the paymaster's own step."""
    return persons - set(Person.objects.filter(id__in=persons).values_list("id", flat=True))


def _ask_for_review(outdated: dict[UUID, str], *, on: date) -> None:
    lines = EntitlementLine.objects.filter(id__in=[line for line, why in outdated.items() if why != _WAITS])
    for line in lines:
        open_task(
            kind="review_before_payment",
            office=office_serving(area_id=line.area_id, on=on),
            object_type="entitlement_line",
            object_id=line.id,
            deadline_on=on + timedelta(days=_DAYS_TO_REVIEW),
            person_id=line.person_id,
        )
