"""Persons found, and the page of one: names in every script, numbers, homes, family, facts, case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import areas_with
from janua.base.clock import now
from janua.casework.models import Case, Claim
from janua.pack.installed import country
from janua.registers.models import Dwelling, Person, PersonContact, PersonIdentifier, PersonName
from janua.registers.queries import circles_of, find_persons
from janua.registers.queries.urgent import open_urgent_access_to
from janua.ui.on_page import instant_text
from janua.values import age_on
from janua.workbench.journeys.case import READ
from janua.workbench.journeys.case_rows import ClaimRow, claim_row
from janua.workbench.journeys.facts import FactsOf, facts_of
from janua.workbench.journeys.family import DrawnFamily, Kinsfolk, drawn, name_of
from janua.workbench.journeys.looked import looked_at, searched
from janua.workbench.journeys.overseen import urgent_marks

HIGHEST = 50


@dataclass(frozen=True)
class FoundPerson:
    """One person of a search."""

    id: UUID
    name: str
    identifier: str
    born_on: date | None
    died_on: date | None
    case: UUID | None


@dataclass(frozen=True)
class Found:
    """What a search found; `is_cut` where there may be more."""

    persons: tuple[FoundPerson, ...]
    is_cut: bool


@dataclass(frozen=True)
class PersonPage:
    """The page of a person."""

    person: Person
    age: int | None
    names: tuple[tuple[str, str], ...]
    identifiers: tuple[tuple[str, str], ...]
    contacts: tuple[tuple[str, str], ...]
    family: DrawnFamily
    facts: tuple[FactsOf, ...]
    case: UUID | None
    claims: tuple[ClaimRow, ...]
    urgent_until: str
    urgent_marks: tuple[str, ...]


def found_persons(*, words: str, officer: UUID, on: date) -> Found:
    """Persons of the officer's areas by number or name, the best match first; a row in the access log for all."""
    areas = set(areas_with(account_id=officer, permission=READ, on=on))
    found = find_persons(words=words, highest=HIGHEST + 1)
    persons = [one for one in found if {one.area_id, one.cared_in_id} & areas]
    shown = persons[:HIGHEST]
    cases = dict(Case.objects.filter(holder__in=[one.id for one in shown]).values_list("holder_id", "id"))
    searched((one.id for one in shown), page="find-person")
    return Found(
        tuple(
            FoundPerson(one.id, one.name, one.identifier, one.born_on, one.died_on, cases.get(one.id)) for one in shown
        ),
        len(persons) > HIGHEST,
    )


def person_page(*, person: UUID, officer: UUID, on: date) -> PersonPage:
    """One person, as the officer may see them, with a row in the access log for everybody on the page.

    Raises   Person.DoesNotExist, NotPermitted
    """
    row = Person.objects.get(id=person)
    urgent = open_urgent_access_to(person=person, account=officer)
    areas = set(areas_with(account_id=officer, permission=READ, on=on))
    if urgent is None and not {row.area_id, row.cared_in_id} & areas:
        raise NotPermitted(f"This needs the permission {READ!r} where the person lives: ask an administrator for it.")
    of = _around(row, on=on)
    looked_at(of.persons, page="person")
    homes = [(id_, home.street or str(home.reference or "")) for id_, home in of.dwellings.items()]
    case = Case.objects.filter(holder=row).values_list("id", flat=True).first()
    return PersonPage(
        person=row,
        age=age_on(row.born_on, on) if row.born_on is not None else None,
        names=_names(row),
        identifiers=tuple(
            PersonIdentifier.objects.known().filter(person=row).order_by("scheme").values_list("scheme", "value")
        ),
        contacts=_contacts(row),
        family=drawn(of),
        facts=facts_of(
            subjects=[(row.id, name_of(of, row.id)), *homes],
            read=country().attributes_by_name.keys(),
            on=on,
            known_at=now(),
        ),
        case=case,
        claims=_claims(row),
        urgent_until=instant_text(urgent.ends_at) if urgent is not None else "",
        urgent_marks=urgent_marks(person=row.id, but=officer),
    )


def _around(row: Person, *, on: date) -> Kinsfolk:
    circle = circles_of(persons=[row.id], known_at=now())[row.id]
    return Kinsfolk(
        claimant=row.id,
        circle=circle,
        persons=Person.objects.in_bulk({*circle.persons, row.id}),
        dwellings=Dwelling.objects.in_bulk(circle.dwellings),
        on=on,
    )


def _names(row: Person) -> tuple[tuple[str, str], ...]:
    kinds = {
        PersonName.Kind.LEGAL: _("Name"),
        PersonName.Kind.BIRTH: _("Name at birth"),
        PersonName.Kind.KNOWN_AS: _("Known as"),
        PersonName.Kind.ALIAS: _("Alias"),
    }
    rows: dict[tuple[str, str], list[PersonName]] = {}
    for name in PersonName.objects.known().filter(person=row).order_by("kind", "place", "script"):
        rows.setdefault((name.kind, name.script), []).append(name)
    return tuple(
        (_("%(kind)s, %(script)s") % {"kind": kinds[PersonName.Kind(kind)], "script": script}, _full(names))
        for (kind, script), names in rows.items()
    )


def _full(names: list[PersonName]) -> str:
    return " / ".join(" ".join(part for part in (one.given, one.other, one.family) if part) for one in names)


def _contacts(row: Person) -> tuple[tuple[str, str], ...]:
    kinds = {
        PersonContact.Kind.TELEPHONE: _("Telephone"),
        PersonContact.Kind.EMAIL: _("E-mail"),
        PersonContact.Kind.POST: _("Post"),
    }
    rows = PersonContact.objects.known().filter(person=row).order_by("kind")
    return tuple((kinds[PersonContact.Kind(one.kind)], one.value) for one in rows)


def _claims(row: Person) -> tuple[ClaimRow, ...]:
    return tuple(claim_row(one) for one in Claim.objects.filter(claimant=row).order_by("-id"))
