"""A person says that something known is wrong, and what is right."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.registers.actions.events import leave_event
from janua.registers.actions.facts import record_facts
from janua.registers.actions.stated import Attributes, StatedFact
from janua.registers.models import Assurance, Fact
from janua.registers.row_security import DECLARED

DISPUTED = "fact_disputed"


class NothingKnown(LookupError):
    """There is no such statement any more: look at what is known now."""


def dispute(
    *, fact: UUID, value: Any, about: UUID, attributes: Attributes, on: date, evidence: UUID | None = None
) -> UUID:
    """Record a person's own word beside a statement of another source, and leave the news for an officer.

    The statement stays: whose word counts is the pack's order of trust, or an officer's ruling. Gives the new fact.
    about      whose file it belongs to: the person, or the parent who speaks for a child
    evidence   a paper that the person sent with it
    Raises   NotPermitted, NotStated, NothingKnown
    """
    known = Fact.objects.known().filter(id=fact).first()
    if known is None:
        raise NothingKnown(_("This is no longer what we know: look at the page again."))
    stated = StatedFact(
        subject=known.subject_id,
        attribute=known.attribute,
        value=value,
        item=known.item,
        true_from=known.true_from,
        true_to=known.true_to,
    )
    (made,) = record_facts(
        source=DECLARED,
        facts=[stated],
        attributes=attributes,
        assurance=Assurance.DECLARED,
        evidence_id=evidence,
        on=on,
    )
    leave_event(
        kind=DISPUTED,
        person=about,
        source=DECLARED,
        reference=f"{DISPUTED}:{known.id}:{made}",
        happened_on=on,
        on=on,
        details={"fact": str(known.id), "stated": str(made)},
    )
    return made
