"""Record where a person can be reached."""

from datetime import date, datetime
from uuid import UUID

from janua.base import clock
from janua.base.audit import record
from janua.registers.actions.superseding import end
from janua.registers.models import PersonContact
from janua.registers.permissions import REPORT, require_writer
from janua.registers.row_security import DECLARED


class NotReachable(ValueError):
    """An empty or unknown kind of contact reaches nobody."""


def record_contact(
    *, person: UUID, kind: str, value: str, source: str, on: date, at: datetime | None = None
) -> PersonContact:
    """Record a telephone number, e-mail or postal address in place of the earlier one of its kind, which is kept.

    The same value again changes nothing.
    Raises   NotPermitted, NotReachable
    """
    require_writer(persons=[person], on=on, citizens=source == DECLARED, scopes=(REPORT,))
    if kind not in PersonContact.Kind.values or not value.strip():
        raise NotReachable(f"Give a value for one of {', '.join(PersonContact.Kind.values)}.")
    at = at or clock.now()
    earlier = PersonContact.objects.known().filter(person=person, kind=kind).first()
    if earlier is not None:
        if earlier.value == value.strip():
            return earlier
        end(earlier, at=at)
    contact = PersonContact(person_id=person, kind=kind, value=value.strip(), source=source, known_from=at)
    contact.save(force_insert=True)
    record(
        "person.contact_recorded",
        subject=person,
        object_type="contact",
        object_id=contact.id,
        details={"kind": kind, "source": source},
    )
    return contact
