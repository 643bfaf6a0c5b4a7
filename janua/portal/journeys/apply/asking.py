"""What a service asks of each person: known and fresh, looked up in a register, or asked on a page of its own."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from janua.pack.attributes import Attribute
from janua.pack.blueprints import Blueprint, Question
from janua.portal.journeys.apply.people import About
from janua.registers.models import Status
from janua.registers.queries import KnownFact
from janua.registers.queries.family import KnownOfMember
from janua.registers.row_security import DECLARED


@dataclass(frozen=True)
class Asked:
    """One question about one person; its page has this slug."""

    question: Question
    attribute: Attribute
    about: About
    on: date

    @property
    def slug(self) -> str:
        """The name of the step."""
        return f"{self.attribute.name}.{self.about.tail}"

    @property
    def year(self) -> int | None:
        """The calendar year asked about, of a yearly amount."""
        return None if self.question.years_back is None else self.on.year - self.question.years_back

    @property
    def is_list(self) -> bool:
        """Whether there may be several answers, each with its days."""
        return self.attribute.repeats and self.attribute.type != "money"


@dataclass(frozen=True)
class Known(Asked):
    """Something known and fresh: shown with its source, and not asked."""

    facts: tuple[KnownFact, ...] = ()

    @property
    def source(self) -> str:
        """Who says so: one source comes first for an attribute."""
        return self.facts[0].source

    @property
    def learnt_at(self) -> datetime:
        """When we learnt it."""
        return max(fact.known_from for fact in self.facts)

    @property
    def is_declared(self) -> bool:
        """Whether it is their own word."""
        return self.source == DECLARED


@dataclass(frozen=True)
class Hidden(Asked):
    """Something of another adult: that it is known is told, what it is not; empty source: not known."""

    source: str = ""


@dataclass(frozen=True)
class LookedUp(Asked):
    """What nobody is asked, since a register will be; the codes of these registers."""

    registers: tuple[str, ...] = ()


Item = Known | Hidden | LookedUp | Asked


def sort_questions(
    blueprint: Blueprint,
    *,
    attributes: Mapping[str, Attribute],
    people: Sequence[About],
    facts: Iterable[KnownFact],
    hidden: Iterable[KnownOfMember],
    at: datetime,
    on: date,
) -> tuple[Item, ...]:
    """Every question of a service about every person it concerns, each as what becomes of it, in the service's order.

    facts    all that is known of those who may be shown
    hidden   what kinds of things are known of the others
    """
    said: dict[tuple[UUID, str], list[KnownFact]] = {}
    for fact in facts:
        if fact.is_accepted and fact.status != Status.NOT_KNOWN:
            said.setdefault((fact.subject, fact.attribute), []).append(fact)
    kept = {(one.subject, one.attribute): one for one in hidden if one.status != Status.NOT_KNOWN}
    items: list[Item] = []
    for question, about in _each(blueprint, people):
        if _is_spared(question, said, about):
            continue
        asked = Asked(question, attributes[question.attribute], about, on)
        known = _fresh(asked, said.get((about.id, question.attribute), ()), at)
        items.append(_becomes(asked, known, kept.get((about.id, question.attribute)), at))
    return tuple(items)


def digest_of(items: Iterable[Item]) -> str:
    """What tells what is known now from what was known when the person looked."""
    lines = (
        f"{item.slug}{[(str(fact.id)) for fact in item.facts]}"
        if isinstance(item, Known)
        else f"{item.slug}{item.source}"
        for item in items
        if isinstance(item, Known | Hidden)
    )
    return hashlib.sha256("|".join(lines).encode()).hexdigest()[:16]


def _each(blueprint: Blueprint, people: Sequence[About]) -> Iterator[tuple[Question, About]]:
    for question in blueprint.questions:
        for about in people:
            if question.of == about.role:
                yield question, about


def _is_spared(question: Question, said: Mapping[tuple[UUID, str], Collection[KnownFact]], about: About) -> bool:
    """Whether something known of a person makes the question idle."""
    if question.unless is None:
        return False
    attribute, values = question.unless
    return any(fact.value in values for fact in said.get((about.id, attribute), ()))


def _becomes(asked: Asked, known: tuple[KnownFact, ...], kept: KnownOfMember | None, at: datetime) -> Item:
    if known:
        return Known(**vars(asked), facts=known)
    if not asked.about.shown and kept is not None and _is_fresh(asked.attribute, kept.known_from, at):
        return Hidden(**vars(asked), source=kept.source)
    if asked.question.answered_by:
        return LookedUp(**vars(asked), registers=asked.question.answered_by)
    if asked.about.spoken and asked.attribute.questions:
        return asked
    if asked.attribute.registers:
        return LookedUp(**vars(asked), registers=asked.attribute.registers[:1])
    return Hidden(**vars(asked))


def _fresh(asked: Asked, facts: Collection[KnownFact], at: datetime) -> tuple[KnownFact, ...]:
    """What is known of the time that the question is about, if it is fresh."""
    if asked.year is not None:
        facts = [fact for fact in facts if fact.true_from is None or fact.true_from.year == asked.year]
    else:
        holding = [fact for fact in facts if _holds(fact, asked.on)]
        facts = holding or sorted(facts, key=lambda fact: fact.true_from or date.min)[-1:]
    if not facts or not _is_fresh(asked.attribute, max(fact.known_from for fact in facts), at):
        return ()
    return tuple(facts)


def _holds(fact: KnownFact, on: date) -> bool:
    return (fact.true_from is None or fact.true_from <= on) and (fact.true_to is None or fact.true_to >= on)


def _is_fresh(attribute: Attribute, learnt_at: datetime, at: datetime) -> bool:
    if attribute.fresh_for_days is None:
        return True
    return learnt_at >= at - timedelta(days=attribute.fresh_for_days)
