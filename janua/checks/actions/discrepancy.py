"""Rule on what two sources say differently; note where a person says that what we know is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.clock import now
from janua.checks.models import Discrepancy
from janua.checks.permissions import require_system
from janua.checks.queries import contradictions
from janua.pack.installed import country
from janua.registers.actions import rule_on
from janua.registers.queries import KnownFact, facts_known, trust_order


class NotRuledOn(ValueError):
    """This discrepancy cannot be ruled on like this; the message says why."""


@dataclass(frozen=True)
class Contested:
    """What a person says is wrong, beside what they say instead.

    known    the statement that they contest
    stated   their own
    """

    subject: UUID
    attribute: str
    known: UUID | None
    stated: UUID


def note_contested(*, contested: Sequence[Contested]) -> int:
    """Open a discrepancy where a person's word still stands against a register's. Gives how many.

    Where the register has meanwhile changed what it says, its newer statement is weighed; where an officer has ruled,
    nothing is opened again.
    """
    require_system("assessor")
    attributes = country().attributes_by_name
    held: dict[UUID, list[KnownFact]] = {}
    at = now()
    for fact in facts_known(
        subjects={one.subject for one in contested},
        on=None,
        known_at=at,
        trust=trust_order(attributes.values()),
        names={one.attribute for one in contested},
    ):
        held.setdefault(fact.subject, []).append(fact)
    rows = []
    for one in contested:
        facts = [fact for fact in held.get(one.subject, ()) if fact.attribute == one.attribute]
        against = _stands_against(one, facts)
        if against is not None:
            rows.append(
                Discrepancy(
                    subject_id=one.subject,
                    attribute=one.attribute,
                    item=against.item,
                    stated=one.stated,
                    answered=against.id,
                    found_at=at,
                )
            )
    Discrepancy.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _stands_against(one: Contested, facts: Sequence[KnownFact]) -> KnownFact | None:
    own = next((fact for fact in facts if fact.id == one.stated), None)
    if own is None or any(fact.ruling is not None for fact in facts):
        return None
    for theirs, ours in contradictions(known=facts, source=own.source):
        if ours.id == own.id:
            return theirs
    # The same value for other days is no contradiction of values, and is contested all the same.
    return next((fact for fact in facts if fact.id == one.known), None)


def rule(*, discrepancy: UUID, fact: UUID, reason: str, on: date) -> Discrepancy:
    """Say which of the two statements is held for right, as a named officer and for a reason.

    The register keeps the ruling; casework finds it here and sends the claims that wait for it round again.

    fact     one of the two statements
    reason   in words that the person may read
    Raises   NotPermitted, NotRuledOn, registers.actions.rulings.NotRuled
    """
    row = Discrepancy.objects.select_for_update(of=("self",)).filter(id=discrepancy).first()
    if row is None:
        raise NotRuledOn(_("There is no such discrepancy in your area."))
    if fact not in (row.stated, row.answered):
        raise NotRuledOn(_("This statement is neither of the two that differ: rule on one of them."))
    if row.ruling is not None:
        raise NotRuledOn(_("Somebody ruled on this before; look at the ruling first."))
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
