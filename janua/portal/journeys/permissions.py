"""Consents and mandates as their pages show them: what a person allows others, and what others allow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janua.registers.actions import grant_mandate
from janua.registers.actions.mandates import NotGranted
from janua.registers.models import Mandate
from janua.registers.queries.family import FamilyMember, Permissions, family_of_person, identified_by, permissions_of

GROUND = "portal"
SCOPES = (
    ("apply", _("Apply for me")),
    ("report", _("Report changes for me")),
    ("challenge", _("Ask for a decision to be looked at again")),
    ("see", _("See my applications, decisions and payments")),
)


class NotIdentified(Exception):
    """Nobody has this number, name and date of birth together; look at all three again."""


@dataclass(frozen=True)
class Line:
    """One consent, request or mandate."""

    id: UUID
    name: str
    what: tuple[str, ...]
    since: date | None
    until: date | None


@dataclass(frozen=True)
class ConsentsPage:
    """Who may see my values, who asks to, whose I may see, and whom I may ask."""

    given: tuple[Line, ...]
    asked_of_me: tuple[Line, ...]
    held: tuple[Line, ...]
    waiting: tuple[Line, ...]
    may_ask: tuple[FamilyMember, ...]


@dataclass(frozen=True)
class MandatesPage:
    """Who acts for me, and for whom I act."""

    given: tuple[Line, ...]
    held: tuple[Line, ...]


def consents_page(*, person: UUID, on: date) -> ConsentsPage:
    """Everything about consents of one person."""
    found = permissions_of(person=person, on=on)
    done = {one.person_id for one in found.consents_held} | {one.asked_id for one in found.asked_by_me}
    partners = [one for one in family_of_person(person=person) if one.role == "partner"]
    return ConsentsPage(
        given=tuple(
            Line(one.id, _name(found, UUID(one.recipient)), (), one.true_from, one.true_to)
            for one in found.consents_given
        ),
        asked_of_me=tuple(
            Line(one.id, _name(found, one.asker_id), (), one.asked_at.date(), None) for one in found.asked_of_me
        ),
        held=tuple(
            Line(one.id, _name(found, one.person_id), (), one.true_from, one.true_to) for one in found.consents_held
        ),
        waiting=tuple(
            Line(one.id, _name(found, one.asked_id), (), one.asked_at.date(), None) for one in found.asked_by_me
        ),
        may_ask=tuple(one for one in partners if one.id not in done),
    )


def mandates_page(*, person: UUID, on: date) -> MandatesPage:
    """Every mandate that a person gave or holds."""
    found = permissions_of(person=person, on=on)
    return MandatesPage(
        given=tuple(_mandate(found, one, one.holder_id) for one in found.mandates_given),
        held=tuple(_mandate(found, one, one.giver_id) for one in found.mandates_held),
    )


def give(*, giver: UUID, asked: Mapping[str, Any], on: date) -> Mandate:
    """Give a mandate to whoever bears the number, the name and the day of birth.

    Raises   NotIdentified, NotGranted, NotPermitted
    """
    holder = identified_by(number=asked["number"], family_name=asked["family_name"], born_on=asked["born_on"])
    if holder is None:
        raise NotIdentified("Nobody has this number, family name and date of birth together.")
    if holder == giver:
        raise NotGranted(gettext("This is you. Name another person."))
    return grant_mandate(
        giver=giver, holder=holder, scope=asked["scope"], ground=GROUND, starts_on=on, on=on, ends_on=asked["ends_on"]
    )


def _mandate(found: Permissions, one: Mandate, other: UUID) -> Line:
    words = dict(SCOPES) | {"all": _("Everything that you can do yourself")}
    what = tuple(str(words.get(scope, scope)) for scope in one.scope)
    return Line(one.id, _name(found, other), what, one.true_from, one.true_to)


def _name(found: Permissions, person: UUID) -> str:
    return found.names.get(person) or gettext("A person whose name is protected")
