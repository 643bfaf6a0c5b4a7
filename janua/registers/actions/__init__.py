"""The verbs of the registers, one module a noun."""

from janua.registers.actions.accounts import AlreadyLinked, link_account
from janua.registers.actions.contacts import record_contact
from janua.registers.actions.events import leave_event
from janua.registers.actions.facts import StatedFact, record_facts
from janua.registers.actions.mandates import give_consent, grant_mandate, revoke_mandate, withdraw_consent
from janua.registers.actions.persons import record_identifier, record_name, register_person, restrict
from janua.registers.actions.relationships import relate
from janua.registers.actions.residences import form_household, register_dwelling, settle
from janua.registers.actions.rulings import rule_on
from janua.registers.permissions import NotPermitted

__all__ = [
    "AlreadyLinked",
    "NotPermitted",
    "StatedFact",
    "form_household",
    "give_consent",
    "grant_mandate",
    "leave_event",
    "link_account",
    "record_contact",
    "record_facts",
    "record_identifier",
    "record_name",
    "register_dwelling",
    "register_person",
    "relate",
    "restrict",
    "revoke_mandate",
    "rule_on",
    "settle",
    "withdraw_consent",
]
