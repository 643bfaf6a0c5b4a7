"""Rule on what two sources say differently."""

from datetime import date
from uuid import UUID

from janua.base import audit
from janua.checks.models import Discrepancy
from janua.registers.actions import rule_on


class NotRuledOn(ValueError):
    """This discrepancy cannot be ruled on like this; the message says why."""


def rule(*, discrepancy: UUID, fact: UUID, reason: str, on: date) -> Discrepancy:
    """Say which of the two statements is held for right, as a named officer and for a reason.

    The register keeps the ruling; casework finds it here and sends the claims that wait for it round again.

    fact     one of the two statements
    reason   in words that the person may read
    Raises   NotPermitted, NotRuledOn, registers.actions.rulings.NotRuled
    """
    row = Discrepancy.objects.select_for_update(of=("self",)).filter(id=discrepancy).first()
    if row is None:
        raise NotRuledOn("There is no such discrepancy in your area.")
    if fact not in (row.stated, row.answered):
        raise NotRuledOn("This statement is neither of the two that differ: rule on one of them.")
    if row.ruling is not None:
        raise NotRuledOn("Somebody ruled on this before; look at the ruling first.")
    # Two sources need not name an item alike, and were compared as a whole: so the source as a whole comes first.
    ruling = rule_on(fact_id=fact, reason=reason, on=on, whole_attribute=True)
    row.ruling = ruling.id
    row.save(update_fields=["ruling"])
    audit.record(
        "discrepancy.rule",
        subject=row.subject_id,
        object_type="discrepancy",
        object_id=row.id,
        details={"fact": fact, "attribute": row.attribute},
    )
    return row
