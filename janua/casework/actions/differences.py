"""What the law said then and what it says now: amounts by period, reasons, and every line that differs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from janua.casework.actions.assessment import AssessedClaim
from janua.casework.models import Assessment, Decision

ELIGIBLE, EXACT = "eligible", "exact"
_TOLD = ("condition", "alternative", "rule", "amount", "fact", "parameter", "exception")


def assessed_with(decision: Decision) -> list[Assessment]:
    """The assessments of all periods that a decision rests on.

    A decision under new rates is about the periods from their first day on: those before rest on the earlier one.
    """
    found = assessed_like(decision.assessment)
    earlier = decision.supersedes
    while earlier is not None and found:
        found = [
            row for row in assessed_like(earlier.assessment) if row.period_starts_on < found[0].period_starts_on
        ] + found
        earlier = earlier.supersedes
    return found


def assessed_like(first: Assessment) -> list[Assessment]:
    return list(
        Assessment.objects.filter(claim_id=first.claim_id, known_at=first.known_at).order_by("period_starts_on", "id")
    )


def amounts(rows: Sequence[Assessment]) -> dict[date, int]:
    """First day of a period → what the law gives exactly; nothing where it gives nothing."""
    return {
        row.period_starts_on: (row.amount or 0) if row.outcome == ELIGIBLE and row.amount_kind == EXACT else 0
        for row in rows
    }


def gives_less(old: Decision, *, rows: Sequence[Assessment]) -> bool:
    """Whether any period is given less than the decision that stands gives it."""
    if old.outcome != Decision.Outcome.GRANT:
        return False
    given = amounts(rows)
    return any(given.get(starts_on, 0) < amount for starts_on, amount in amounts(assessed_with(old)).items())


def unmet(result: Mapping[str, Any]) -> set[str]:
    return {condition["key"] for condition in result["conditions"] if condition["met"] is not True}


def differences_of(before: Sequence[Assessment], *, fresh: AssessedClaim) -> Iterator[dict[str, Any]]:
    """What the law said then and says now, for each line of each period that is not the same.

    Periods before those that were asked about are not compared.
    """
    after = {row.period_starts_on: row for _, row in fresh.periods}
    then_by_period = {row.period_starts_on: row for row in before if row.period_starts_on >= min(after)}
    for starts_on in sorted({*then_by_period, *after}):
        then, now_ = _told(then_by_period.get(starts_on)), _told(after.get(starts_on))
        for line in dict.fromkeys([*then, *now_]):
            if then.get(line) != now_.get(line):
                key, subject, given = line
                yield {
                    "period": starts_on.isoformat(),
                    "key": key,
                    "subject": subject,
                    "given": given,
                    "then": then.get(line),
                    "now": now_.get(line),
                }


def _told(row: Assessment | None) -> dict[tuple[str, str, str], Any]:
    """Key, person and what was given → value, of every line that an explanation tells."""
    if row is None:
        return {}
    nodes: Sequence[Mapping[str, Any]] = row.result["explanation"]["nodes"]
    found = {
        (node["key"], node["subject"] or "", "; ".join(map(_given, node["given"]))): node["value"]
        for node in nodes
        if node["kind"] in _TOLD
    }
    found["outcome", "", ""] = row.outcome
    return found


def _given(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['starts_on']}/{value['ends_on']}"
    return str(value)
