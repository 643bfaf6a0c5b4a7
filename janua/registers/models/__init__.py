"""Tables of the registers."""

from janua.registers.models.contact import PersonContact
from janua.registers.models.dwelling import Dwelling, Household, Membership, Residence
from janua.registers.models.event import Event
from janua.registers.models.fact import Assurance, Fact, Ruling, Status, Subject, Value
from janua.registers.models.known import Known, KnownQuerySet
from janua.registers.models.look_alert import HeldCount, LookAlert, LookCount
from janua.registers.models.look_hold import LookHold
from janua.registers.models.mandate import AccountLink, Consent, ConsentRequest, Mandate
from janua.registers.models.person import Person, PersonIdentifier, PersonName
from janua.registers.models.relationship import Relationship
from janua.registers.models.urgent import UrgentAccess

__all__ = [
    "AccountLink",
    "Assurance",
    "Consent",
    "ConsentRequest",
    "Dwelling",
    "Event",
    "Fact",
    "HeldCount",
    "Household",
    "Known",
    "KnownQuerySet",
    "LookAlert",
    "LookCount",
    "LookHold",
    "Mandate",
    "Membership",
    "Person",
    "PersonContact",
    "PersonIdentifier",
    "PersonName",
    "Relationship",
    "Residence",
    "Ruling",
    "Status",
    "Subject",
    "UrgentAccess",
    "Value",
]
