"""Grant and revoke a mandate; give and withdraw a consent."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.audit import record
from janua.registers.actions.superseding import end, supersede
from janua.registers.models import Consent, Mandate
from janua.registers.permissions import ALL, require_writer
from janua.values import uuid7

_Permission = TypeVar("_Permission", Mandate, Consent)


class NotGranted(ValueError):
    """The mandate or consent cannot be like this; the message says why."""


class AlreadyEnded(ValueError):
    """This mandate or consent is no longer in force, so there is nothing to take back."""


def grant_mandate(
    *,
    giver: UUID,
    holder: UUID,
    scope: Collection[str],
    ground: str,
    starts_on: date,
    on: date,
    ends_on: date | None = None,
    evidence_id: UUID | None = None,
    at: datetime | None = None,
) -> Mandate:
    """Let `holder` act for `giver` in what the scope names; replaces an earlier mandate between the two.

    A citizen gives it for themselves alone: who holds a mandate neither widens it nor hands it on.

    Raises   NotPermitted, NotGranted
    """
    require_writer(persons=[giver], on=on, citizens=True)
    if giver == holder:
        raise NotGranted(_("Everybody acts for themselves already; name another person."))
    if not scope:
        raise NotGranted(_("Say what the mandate is for: at least one scope."))
    _require_days(starts_on, ends_on)
    at = at or clock.now()
    supersede(Mandate.objects.known().filter(giver=giver, holder=holder), first=starts_on, last=ends_on, at=at)
    mandate = Mandate(
        giver_id=giver,
        holder_id=holder,
        scope=sorted(set(scope)),
        ground=ground,
        evidence_id=evidence_id,
        true_from=starts_on,
        true_to=ends_on,
        known_from=at,
    )
    mandate.save(force_insert=True)
    record(
        "mandate.granted",
        subject=giver,
        object_type="mandate",
        object_id=mandate.id,
        details={"holder": holder, "scope": mandate.scope},
    )
    return mandate


def revoke_mandate(*, mandate_id: UUID, on: date, at: datetime | None = None) -> Mandate | None:
    """End a mandate at once: from this day on the holder acts no more. Gives the row of the days before, if any.

    Raises   NotPermitted, AlreadyEnded
    """
    mandate = Mandate.objects.get(id=mandate_id)
    require_writer(persons=[mandate.giver_id], on=on, citizens=True)
    return _revoked(mandate, on=on, at=at or clock.now())


def end_mandates_given(*, giver: UUID, on: date) -> None:
    """End every mandate that a person gave, at once; for an action that has asked who may protect them."""
    running = Q(true_to__isnull=True) | Q(true_to__gte=on)
    for mandate in Mandate.objects.known().filter(running, giver=giver).order_by("id"):
        _revoked(mandate, on=on, at=clock.now())


def _revoked(mandate: Mandate, *, on: date, at: datetime) -> Mandate | None:
    rest = _end(mandate, on=on, at=at)
    record(
        "mandate.revoked",
        subject=mandate.giver_id,
        object_type="mandate",
        object_id=mandate.id,
        details={"holder": mandate.holder_id},
    )
    return rest


def give_consent(
    *,
    person: UUID,
    purpose: str,
    recipient: str,
    starts_on: date,
    on: date,
    ends_on: date | None = None,
    evidence_id: UUID | None = None,
    at: datetime | None = None,
) -> Consent:
    """Allow one recipient one purpose, from one day to another.

    Raises   NotPermitted, NotGranted
    """
    require_writer(persons=[person], on=on, citizens=True, scopes=(ALL,))
    _require_days(starts_on, ends_on)
    at = at or clock.now()
    earlier = Consent.objects.known().filter(person=person, purpose=purpose, recipient=recipient)
    supersede(earlier, first=starts_on, last=ends_on, at=at)
    consent = Consent(
        person_id=person,
        purpose=purpose,
        recipient=recipient,
        evidence_id=evidence_id,
        true_from=starts_on,
        true_to=ends_on,
        known_from=at,
    )
    consent.save(force_insert=True)
    record("consent.given", subject=person, object_type="consent", object_id=consent.id, details={"purpose": purpose})
    return consent


def withdraw_consent(*, consent_id: UUID, on: date, at: datetime | None = None) -> Consent | None:
    """Withdraw a consent from this day on. Gives the row of the days before, if any.

    Raises   NotPermitted, AlreadyEnded
    """
    consent = Consent.objects.get(id=consent_id)
    require_writer(persons=[consent.person_id], on=on, citizens=True, scopes=(ALL,))
    rest = _end(consent, on=on, at=at or clock.now())
    record("consent.withdrawn", subject=consent.person_id, object_type="consent", object_id=consent.id)
    return rest


def _require_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise NotGranted(_("It would end before it begins: look at both days."))


def _end(row: _Permission, *, on: date, at: datetime) -> _Permission | None:
    if row.known_to is not None or (row.true_to is not None and row.true_to < on):
        raise AlreadyEnded(_("It is no longer in force: it ended, was taken back or was replaced before."))
    end(row, at=at)
    if row.true_from is None or row.true_from >= on:
        return None
    rest = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    rest.pk, rest.true_to, rest.known_from, rest.known_to = uuid7(), on - timedelta(days=1), at, None
    rest.save(force_insert=True)
    return rest
