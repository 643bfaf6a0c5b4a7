"""What is known of a case's people and homes: each statement with its source, its days and how fresh it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from janua.base.prepared import Given, prepared
from janua.checks.models import Check, Discrepancy
from janua.pack.attributes import Attribute
from janua.pack.installed import country
from janua.registers.models import Fact, Status
from janua.registers.queries import KnownFact, facts_known, trust_order
from janua.ui.on_page import day_text, language, money_text
from janua.values import Money, label_key
from janua.workbench.journeys.wording import ASSURANCES, called, pack_text, source_text, value_text


@dataclass(frozen=True)
class ShownFact:
    """One statement.

    freshness   how long it may still be used without asking again, in words
    accepted    whether the law reads it; otherwise another source came first
    """

    id: UUID
    name: str
    item: str
    value: str
    days: str
    source: str
    assurance: str
    learned_at: datetime
    freshness: str
    is_stale: bool
    accepted: bool
    is_ruled: bool


@dataclass(frozen=True)
class FactsOf:
    """What is known of one person or home; `others` is what this programme's law does not read."""

    title: str
    facts: tuple[ShownFact, ...]
    others: tuple[ShownFact, ...]

    @property
    def needs_a_look(self) -> bool:
        """Whether something is stale, or gave way to another source."""
        return any(fact.is_stale or not fact.accepted for fact in self.facts)


@dataclass(frozen=True)
class Statement:
    """One side of a contradiction, with everything that bears it out."""

    id: UUID
    value: str
    item: str
    source: str
    assurance: str
    evidence: str
    days: str
    learned_at: datetime


@dataclass(frozen=True)
class Contradiction:
    """Two sources that say different things of one person and time."""

    id: UUID
    person: str
    person_id: UUID
    name: str
    register: str
    found_at: datetime
    stated: Statement
    answered: Statement


def facts_of(
    *, subjects: Sequence[tuple[UUID, str]], read: Collection[str], on: date, known_at: datetime
) -> tuple[FactsOf, ...]:
    """What is known of persons and homes on a day, and of the times before that law may read; two queries.

    subjects   id and what to call it, in the order of the page
    read       attributes that this programme's law reads
    """
    attributes = country().attributes_by_name
    known = facts_known(
        subjects=[id_ for id_, _title in subjects],
        on=None,
        known_at=known_at,
        trust=trust_order(attributes.values()),
        names=list(attributes),
    )
    by_subject: dict[UUID, list[KnownFact]] = {}
    for fact in sorted(known, key=lambda one: (label_key(pack_text(one.attribute), language()), one.days, one.item)):
        by_subject.setdefault(fact.subject, []).append(fact)
    found = []
    for id_, title in subjects:
        rows = by_subject.get(id_, [])
        shown = [(fact.attribute in read, _shown(fact, on=on)) for fact in rows]
        here = tuple(one for is_read, one in shown if is_read)
        found.append(FactsOf(title, here, tuple(one for is_read, one in shown if not is_read)))
    return tuple(found)


def contradictions_of(rows: Sequence[Discrepancy], *, names: Mapping[UUID, str]) -> tuple[Contradiction, ...]:
    """Both sides of each discrepancy; two queries for any number."""
    if not rows:
        return ()
    facts = {fact.id: fact for fact in _facts(ids=[id_ for row in rows for id_ in (row.stated, row.answered)])}
    evidence = [fact.evidence_id for fact in facts.values() if fact.evidence_id]
    checks = {one.id: one for one in _checks(ids=evidence)} if evidence else {}
    return tuple(
        Contradiction(
            id=row.id,
            person=names.get(row.subject_id, row.subject.name),
            person_id=row.subject_id,
            name=pack_text(row.attribute),
            register=source_text(row.check_asked.register) if row.check_asked is not None else "",
            found_at=row.found_at,
            stated=_statement(facts[row.stated], checks),
            answered=_statement(facts[row.answered], checks),
        )
        for row in rows
        if row.stated in facts and row.answered in facts
    )


@prepared
def _facts(ids: Given) -> QuerySet[Fact]:
    return Fact.objects.filter(id__among=ids)


@prepared
def _checks(ids: Given) -> QuerySet[Check]:
    return Check.objects.filter(id__among=ids)


def _statement(fact: Fact, checks: Mapping[UUID, Check]) -> Statement:
    return Statement(
        id=fact.id,
        value=fact_value(fact.attribute, fact.value, Status(fact.status)),
        item=item_text(fact.item),
        source=source_text(fact.source),
        assurance=called(ASSURANCES, fact.assurance),
        evidence=_evidence(fact, checks),
        days=days_text(fact.true_from, fact.true_to),
        learned_at=fact.known_from,
    )


def _evidence(fact: Fact, checks: Mapping[UUID, Check]) -> str:
    if fact.evidence_id is None:
        return _("Nothing is kept with it")
    check = checks.get(fact.evidence_id)
    if check is None:
        return _("Stated in an application, or a paper kept with it")
    if fact.source == check.register:
        return _("The register’s own answer to our question")
    return _("Papers that an officer saw when the register was silent")


def fact_value(name: str, value: object, status: Status) -> str:
    """A fact's value in words, by its attribute's declaration."""
    if status != Status.KNOWN:
        words = {
            Status.NOT_KNOWN: _("not known"),
            Status.REFUSED: _("refused to say"),
            Status.NOT_APPLICABLE: _("does not apply"),
        }
        return words[status]
    attribute = country().attributes_by_name.get(name)
    if attribute is not None and attribute.type == "money" and isinstance(value, int):
        currency, _of, period = attribute.unit.partition(" ")
        amount = money_text(Money(value, currency))
        return f"{amount} {period}".strip()
    if isinstance(value, date):
        return day_text(value)
    return value_text(value, attribute.unit if attribute is not None else "", name)


def days_text(first: date | None, last: date | None) -> str:
    """From when to when something is true, in words."""
    if first is None and last is None:
        return _("always")
    if first is None:
        return _("until %(last)s") % {"last": day_text(last)} if last else ""
    if last is None:
        return _("from %(first)s") % {"first": day_text(first)}
    if first == last:
        return day_text(first)
    return _("%(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}


def item_text(item: str) -> str:
    """What tells repeated things apart; a register's own number with a word beside it."""
    number = any(letter.isdecimal() for letter in item)
    return _("employer or payer %(number)s") % {"number": item} if number else item


def _shown(fact: KnownFact, *, on: date) -> ShownFact:
    freshness, stale = _freshness(fact, country().attributes_by_name.get(fact.attribute), on=on)
    return ShownFact(
        id=fact.id,
        name=pack_text(fact.attribute),
        item="" if fact.item == fact.value else item_text(fact.item),
        value=fact_value(fact.attribute, fact.value, fact.status),
        days=days_text(fact.true_from, fact.true_to),
        source=source_text(fact.source),
        assurance=called(ASSURANCES, int(fact.assurance)),
        learned_at=fact.known_from,
        freshness=freshness,
        is_stale=stale,
        accepted=fact.is_accepted,
        is_ruled=fact.ruling is not None,
    )


def _freshness(fact: KnownFact, attribute: Attribute | None, *, on: date) -> tuple[str, bool]:
    """Until when it may be used without asking again; what never changes is always fresh."""
    if attribute is None or attribute.fresh_for_days is None:
        return "", False
    until = timezone.localtime(fact.known_from).date() + timedelta(days=attribute.fresh_for_days)
    if until < on:
        return _("Ask again: old since %(day)s") % {"day": day_text(until)}, True
    return _("Fresh until %(day)s") % {"day": day_text(until)}, False
