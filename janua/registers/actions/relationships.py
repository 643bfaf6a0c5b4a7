"""Relate two persons."""

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.audit import record
from janua.registers.actions.superseding import supersede
from janua.registers.models import Person, Relationship
from janua.registers.permissions import require_writer


class NotRelated(ValueError):
    """These two cannot be related like this; the message says why."""


def relate(
    *,
    of: UUID,
    to: UUID,
    kind: str,
    source: str,
    on: date,
    starts_on: date | None = None,
    ends_on: date | None = None,
    share: Fraction | None = None,
    evidence_id: UUID | None = None,
    at: datetime | None = None,
) -> Relationship:
    """Record that `of` is the `kind` of `to`, on some days, with a share of the custody where one is stated.

    Replaces on these days what was recorded of the same kind between the same two. An officer needs the right to
    keep the register for those of the two whom they see.

    Raises   NotPermitted, NotRelated
    """
    seen = Person.objects.filter(id__in=[of, to]).values_list("id", flat=True)
    require_writer(persons=list(seen), on=on)
    if of == to:
        raise NotRelated(_("Nobody is related to themselves; choose two persons."))
    if kind not in Relationship.Kind.values:
        raise NotRelated(f"{kind!r} is no relationship; there are {', '.join(Relationship.Kind.values)}.")
    if share is not None and not 0 <= share <= 1:
        raise NotRelated(f"A share of custody lies between 0 and 1, not at {share}.")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise NotRelated(f"The relationship would end on {ends_on}, before it begins on {starts_on}.")
    at = at or clock.now()
    if kind in Relationship.BETWEEN_EQUALS:
        of, to = sorted((of, to))
    earlier = Relationship.objects.known().filter(of_person=of, to_person=to, kind=kind)
    supersede(earlier, first=starts_on, last=ends_on, at=at)
    relationship = Relationship(
        of_person_id=of,
        to_person_id=to,
        kind=kind,
        share_numerator=None if share is None else share.numerator,
        share_denominator=None if share is None else share.denominator,
        source=source,
        evidence_id=evidence_id,
        true_from=starts_on,
        true_to=ends_on,
        known_from=at,
    )
    relationship.save(force_insert=True)
    record(
        "persons.related",
        subject=to,
        object_type="relationship",
        object_id=relationship.id,
        details={"kind": kind, "of": of, "source": source},
    )
    return relationship
