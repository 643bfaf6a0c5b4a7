"""Rule which of several statements is held for right."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.models import StaffProfile
from janua.base.audit import record
from janua.registers.actions.superseding import supersede
from janua.registers.models import Fact, Residence, Ruling, Subject
from janua.registers.permissions import RULE, require_no_kin, require_officer


class NotRuled(ValueError):
    """There is nothing to rule on like this; the message says why."""


def rule_on(
    *,
    fact_id: UUID,
    reason: str,
    on: date,
    whole_attribute: bool = False,
    true_from: date | None = None,
    true_to: date | None = None,
    at: datetime | None = None,
) -> Ruling:
    """Put one statement before all others on the same thing, for the days given (default: those of the statement).

    Replaces an earlier ruling on the same thing for these days. Holds until the source states another value.

    whole_attribute   the statement's source comes first for the attribute, whatever items others name
    Raises   NotPermitted, NotRuled
    """
    fact = Fact.objects.filter(id=fact_id).first()
    if fact is None:
        raise NotRuled(_("There is no such statement in your area."))
    subjects = {"persons" if fact.subject_kind == Subject.PERSON else "dwellings": [fact.subject_id]}
    actor = require_officer(RULE, on=on, **subjects)
    require_no_kin(actor, persons=_whom_it_is_about(fact, on=on), on=on)
    officer = StaffProfile.objects.get(account_id=actor.setting)
    if fact.known_to is not None:
        raise NotRuled(_("This statement was replaced by a newer one of its source: rule on that one."))
    if not reason.strip():
        raise NotRuled(_("A ruling needs a reason, which the person may read."))
    at = at or clock.now()
    first, last = (true_from or fact.true_from), (true_to or fact.true_to)
    if first is not None and last is not None and last < first:
        raise NotRuled(_("It would end before it begins: look at both days."))
    item = "" if whole_attribute else fact.item
    earlier = Ruling.objects.known().filter(subject_id=fact.subject_id, attribute=fact.attribute, item=item)
    supersede(earlier, first=first, last=last, at=at)
    ruling = Ruling(
        subject_id=fact.subject_id,
        subject_kind=fact.subject_kind,
        attribute=fact.attribute,
        item=item,
        fact=fact,
        reason=reason.strip(),
        ruled_by=officer.account_id,
        ruled_by_name=officer.display_name,
        true_from=first,
        true_to=last,
        known_from=at,
    )
    ruling.save(force_insert=True)
    record(
        "fact.ruled_on",
        subject=fact.subject_id,
        object_type="ruling",
        object_id=ruling.id,
        details={"fact": fact.id, "attribute": fact.attribute},
    )
    return ruling


def _whom_it_is_about(fact: Fact, *, on: date) -> list[UUID]:
    """The person of a fact; of a dwelling's fact all who live there."""
    if fact.subject_kind == Subject.PERSON:
        return [fact.subject_id]
    homes = Residence.objects.known().true_on(on).filter(dwelling_id=fact.subject_id)
    return list(homes.values_list("person_id", flat=True))
