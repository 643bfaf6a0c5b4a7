"""Everything that is known of a person: with source and day, and what other sources say instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from janua.base.clock import now
from janua.base.prepared import Given, prepared
from janua.pack.attributes import Attribute
from janua.pack.installed import country
from janua.portal.journeys.beside import shown_beside
from janua.portal.journeys.spoken import lang_mark, source_name, value_text, word
from janua.registers.actions.disputes import dispute
from janua.registers.models import Fact, Person, PersonContact, Residence, Status
from janua.registers.queries import KnownFact, facts_known, office_area_of, trust_order
from janua.ui.on_page import language
from janua.values import label_key

# As many equal things as are still read one by one.
MANY = 4


@dataclass(frozen=True)
class StatementRow:
    """What one source says, and for which days."""

    value: str
    source: str
    on: date
    starts_on: date | None
    ends_on: date | None
    same: bool = False


@dataclass(frozen=True)
class KnownRow:
    """One thing that is known.

    old      whether it is older than it may be used without asking again
    others   what other sources say, which is not used
    """

    fact: UUID
    subject: UUID
    attribute: str
    label: str
    item: str
    used: StatementRow
    old: bool
    declared: bool
    others: tuple[StatementRow, ...]


@dataclass(frozen=True)
class KnownGroup:
    """What is known of one thing; a long list of equal things has one line that sums it up.

    starts_on, ends_on   the first and the last day of a long list
    """

    label: str
    rows: tuple[KnownRow, ...]
    summary: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class KnownOf:
    """Everything about one person; `whose` is empty for the person themselves."""

    id: UUID
    whose: str
    groups: tuple[KnownGroup, ...]


@dataclass(frozen=True)
class Detail:
    """A name, a number, an address."""

    label: str
    value: str


@dataclass(frozen=True)
class KnownFacts:
    """The whole page."""

    details: tuple[Detail, ...]
    known: tuple[KnownOf, ...]
    lang: str


def known_of(*, person: UUID, on: date) -> KnownFacts:
    """Everything known about a person and their children; as many queries whatever there is."""
    row = _person.first(person=person)
    if row is None:
        raise Person.DoesNotExist
    shown = shown_beside(person=person, on=on)
    children = [one for one in shown if one.why == "child"]
    attributes = country().attributes_by_name
    facts = facts_known(
        subjects=[person, *(child.id for child in children)],
        on=None,
        known_at=now(),
        trust=trust_order(attributes.values()),
        names=list(attributes),
    )
    whose = {person: ""} | {child.id: child.name for child in children}
    return KnownFacts(
        _details(row, on),
        tuple(
            KnownOf(id_, name, _groups(_rows([one for one in facts if one.subject == id_], on)))
            for id_, name in whose.items()
        ),
        lang_mark(),
    )


def _details(person: Person, on: date) -> tuple[Detail, ...]:
    homes = _homes(person=person.id, on=on)
    order = list(Residence.Kind.values)
    home = min(homes, key=lambda row: (order.index(row.kind), row.id), default=None)
    contacts = _contacts(person=person.id)
    labels = {
        PersonContact.Kind.TELEPHONE: gettext("Telephone"),
        PersonContact.Kind.EMAIL: gettext("E-mail"),
        PersonContact.Kind.POST: gettext("Postal address"),
    }
    found = [Detail(gettext("Name"), person.name)]
    if person.identifier:
        found.append(Detail(gettext("Identity number"), person.identifier))
    if home is not None:
        parts = (home.dwelling.street, home.dwelling.locality, home.dwelling.postcode)
        found.append(Detail(gettext("Address"), ", ".join(part for part in parts if part)))
    found += [Detail(str(labels[PersonContact.Kind(row.kind)]), row.value) for row in contacts]
    return tuple(detail for detail in found if detail.value)


@prepared
def _person(person: Given) -> QuerySet[Person]:
    return Person.objects.filter(id=person)


@prepared
def _homes(person: Given, on: Any) -> QuerySet[Residence]:
    return Residence.objects.known().true_on(on).filter(person_id=person).select_related("dwelling")


@prepared
def _contacts(person: Given) -> QuerySet[PersonContact]:
    return PersonContact.objects.known().filter(person_id=person).order_by("kind")


def _rows(facts: Sequence[KnownFact], on: date) -> tuple[KnownRow, ...]:
    by_attribute: dict[str, list[KnownFact]] = {}
    for fact in facts:
        by_attribute.setdefault(fact.attribute, []).append(fact)
    rows = [_row(fact, group, on) for group in by_attribute.values() for fact in group if fact.is_accepted]
    return tuple(sorted(rows, key=lambda row: (label_key(row.label, language()), row.attribute, _when(row), row.item)))


def _when(row: KnownRow) -> date:
    return row.used.starts_on or date.min


def _groups(rows: Sequence[KnownRow]) -> tuple[KnownGroup, ...]:
    return tuple(_group(tuple(found)) for _, found in groupby(rows, key=attrgetter("attribute")))


def _group(rows: tuple[KnownRow, ...]) -> KnownGroup:
    """Years of contributions are one line; where something is old or contradicted, it stands in sight."""
    in_sight = len(rows) < MANY or any(row.old or row.declared or row.others for row in rows)
    if in_sight:
        return KnownGroup(rows[0].label, rows, "", None, None)
    summary = ngettext("%(number)s entry", "%(number)s entries", len(rows)) % {"number": len(rows)}
    first = min((row.used.starts_on for row in rows if row.used.starts_on), default=None)
    last = max((row.used.ends_on for row in rows if row.used.ends_on), default=None)
    return KnownGroup(rows[0].label, rows, summary, first, last)


def _row(fact: KnownFact, group: Sequence[KnownFact], on: date) -> KnownRow:
    declared = country().attributes_by_name[fact.attribute]
    beaten = [one for one in group if one.id in fact.beats]
    return KnownRow(
        fact.id,
        fact.subject,
        fact.attribute,
        word(fact.attribute),
        _item(declared, fact),
        _statement(fact),
        _is_old(declared, fact, on),
        fact.source == "declared",
        tuple(replace(_statement(one), same=(one.status, one.value) == (fact.status, fact.value)) for one in beaten),
    )


def _item(declared: Attribute, fact: KnownFact) -> str:
    """What tells repeated things apart, where the value itself does not."""
    if not declared.repeats or fact.item == fact.value or not fact.item:
        return ""
    # A register's own number says nothing to people without a word beside it.
    number = any(letter.isdecimal() for letter in fact.item)
    return gettext("employer or payer %(number)s") % {"number": fact.item} if number else fact.item


def _statement(fact: KnownFact) -> StatementRow:
    seen = timezone.localtime(fact.known_from).date()
    return StatementRow(_value(fact), source_name(fact.source), seen, fact.true_from, fact.true_to)


def _value(fact: KnownFact) -> str:
    if fact.status == Status.NOT_KNOWN:
        return gettext("Not known")
    if fact.status == Status.REFUSED:
        return gettext("You did not want to say")
    if fact.status == Status.NOT_APPLICABLE:
        return gettext("Does not apply")
    number = (country().account_facts or ("",))[0]
    if fact.attribute == number and fact.value is not None:
        return gettext("ending in %(four)s") % {"four": str(fact.value)[-4:]}
    return value_text(fact.attribute, fact.value)


def _is_old(declared: Attribute, fact: KnownFact, on: date) -> bool:
    """Whether it is asked for again before it is used; what was true of days gone by is not."""
    if declared.fresh_for_days is None or (fact.true_to is not None and fact.true_to < on):
        return False
    return timezone.localtime(fact.known_from).date() + timedelta(days=declared.fresh_for_days) < on


@dataclass(frozen=True)
class Disputable:
    """One statement that a person may contradict; `whose` is empty for their own."""

    id: UUID
    attribute: str
    label: str
    value: str
    source: str
    on: date
    whose: str
    lang: str
    choices: tuple[tuple[str, str], ...]
    area_id: int | None


def known_fact(*, fact: UUID, person: UUID, on: date) -> Disputable | None:
    """A statement about the person or their child; None where there is none that the actor may see."""
    whose = {one.id: one.name if one.why == "child" else "" for one in shown_beside(person=person, on=on)}
    allowed = [id_ for id_, name in whose.items() if id_ == person or name]
    row = Fact.objects.known().filter(id=fact, subject_id__in=allowed).first()
    declared = country().attributes_by_name.get(row.attribute) if row is not None else None
    if row is None or declared is None:
        return None
    return Disputable(
        id=row.id,
        attribute=row.attribute,
        label=word(row.attribute),
        value=value_text(row.attribute, row.value),
        source=source_name(row.source),
        on=timezone.localtime(row.known_from).date(),
        whose=whose[row.subject_id],
        lang=lang_mark(),
        choices=tuple((code, value_text(row.attribute, code)) for code in declared.choices),
        area_id=office_area_of(person=person),
    )


def say_what_is_right(*, known: Disputable, value: Any, papers: Sequence[UUID], person: UUID, on: date) -> None:
    """Keep the person's own word, and the paper that came with it, beside what is known."""
    evidence = next(iter(papers), None)
    dispute(
        fact=known.id,
        value=value,
        evidence=evidence,
        about=person,
        attributes=country().attributes_by_name,
        on=on,
    )
