"""Record what a source states: a new statement replaces what the same source stated earlier."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from janua.base import clock
from janua.base.audit import record
from janua.registers.actions.stated import Attributes, Columns, Limits, NotStated, StatedFact, fit
from janua.registers.actions.superseding import overlap, remainders
from janua.registers.models import Assurance, Fact, Person, Subject
from janua.registers.models.person import BIRTH, DEATH
from janua.registers.permissions import require_fact_writer
from janua.registers.queries import facts_known, trust_order
from janua.registers.row_security import DECLARED
from janua.values import uuid7

__all__ = ["NotStated", "StatedFact", "record_facts"]

_Days = tuple[date | None, date | None]


class _Row(NamedTuple):
    """One row of the table: far lighter than the model where thousands are written."""

    id: UUID
    subject_id: UUID
    evidence_id: UUID | None
    number: int | None
    day: date | None
    subject_kind: int
    assurance: int
    status: int
    truth: bool | None
    attribute: str
    source: str
    item: str
    words: str | None
    true_from: date | None
    true_to: date | None
    known_from: datetime


_TYPES = "uuid uuid uuid bigint date smallint smallint smallint boolean text text text text date date timestamptz"
_INSERT = (
    f"INSERT INTO registers_fact ({', '.join(_Row._fields)})"  # noqa: S608  (columns are ours)
    f" SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in _TYPES.split())})"
)


def record_facts(
    *,
    source: str,
    facts: Sequence[StatedFact],
    attributes: Attributes,
    assurance: Assurance,
    on: date,
    evidence_id: UUID | None = None,
    complete: Collection[tuple[UUID, str]] = (),
    complete_within: _Days = (None, None),
    at: datetime | None = None,
) -> tuple[UUID, ...]:
    """Record one statement of one source, about any number of subjects. Gives the ids, in the order of `facts`.

    What the source stated earlier on the same item is no longer held for right on these days; on its other days it
    is, by rows written anew. Births and deaths reach the person's own columns, as far as they are accepted.

    attributes    the pack's declarations
    evidence_id   row of an upper app that bears it out: an answered check, a document, an application
    complete      (subject, attribute) of which the source now states everything it knows: items that it names no
                  longer, and days outside, are no longer held for right
    complete_within   first and last of the days of which `complete` speaks (a year); of others it says nothing
    Raises   NotPermitted, NotStated
    """
    # 1. Who may
    limits: Limits = {}
    fitted = [(stated, *fit(stated, attributes=attributes, limits=limits)) for stated in facts]
    kinds = {stated.subject: kind for stated, kind, _ in fitted}
    kinds |= {subject: _kind_of(attribute, attributes) for subject, attribute in complete}
    require_fact_writer(
        persons=[subject for subject, kind in kinds.items() if kind == Subject.PERSON],
        dwellings=[subject for subject, kind in kinds.items() if kind == Subject.DWELLING],
        declared=source == DECLARED and assurance == Assurance.DECLARED,
        on=on,
    )
    # 2. What holds now, and fits
    _require_one_voice(facts, source)
    at = at or clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_lock_subjects(%s)", [list(kinds)])
    held = map(_Row._make, Fact.objects.known().filter(source=source, subject_id__in=kinds).values_list(*_Row._fields))
    # 3. The earlier statement ends; what remains of it and the new one are written
    ended, kept = _superseded(held, facts, dict.fromkeys(complete, complete_within), at)
    _end(ended, at)
    new = [_row(*one, source=source, assurance=assurance, evidence_id=evidence_id, at=at) for one in fitted]
    _write([*kept, *new])
    named = {stated.attribute for stated in facts} | {attribute for _, attribute in complete}
    if source != DECLARED and named & {BIRTH, DEATH}:
        _refresh_births_and_deaths(list(kinds), attributes, at)
    # 4. Trace
    record(
        "facts.recorded",
        subject=next(iter(kinds)) if len(kinds) == 1 else None,
        object_type="evidence" if evidence_id else "",
        object_id=evidence_id,
        details={"source": source, "facts": len(new), "ended": len(ended), "subjects": sorted(kinds)[:100]},
    )
    return tuple(row.id for row in new)


def _end(rows: Sequence[_Row], at: datetime) -> None:
    """Cease to hold rows for right. Those that a faster clock wrote end as they began."""
    by_instant: dict[datetime, list[UUID]] = {}
    for row in rows:
        by_instant.setdefault(max(at, row.known_from), []).append(row.id)
    with connection.cursor() as cursor:
        for instant, ids in by_instant.items():
            cursor.execute(
                "UPDATE registers_fact SET known_to = %s WHERE id = ANY(%s) AND known_to IS NULL", [instant, ids]
            )


def _write(rows: Sequence[_Row]) -> None:
    """Insert rows in one statement, so that the database checks them in one go."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)])


def _kind_of(attribute: str, attributes: Attributes) -> Subject:
    if attribute not in attributes:
        raise NotStated(f"{attribute!r} is no attribute of this country's pack.")
    return Subject.DWELLING if attributes[attribute].entity == "dwelling" else Subject.PERSON


def _require_one_voice(facts: Iterable[StatedFact], source: str) -> None:
    """Refuse a statement that says two things of one item on one day. Raises NotStated."""
    said: dict[tuple[UUID, str, str], list[_Days]] = {}
    for stated in facts:
        days = (stated.true_from, stated.true_to)
        before = said.setdefault((stated.subject, stated.attribute, stated.item), [])
        if any(overlap(days, other=earlier) for earlier in before):
            item = f", item {stated.item}," if stated.item else ""
            raise NotStated(f"{source} states {stated.attribute}{item} twice for one day; give each item its own name.")
        before.append(days)


def _superseded(
    held: Iterable[_Row], facts: Iterable[StatedFact], complete: Mapping[tuple[UUID, str], _Days], at: datetime
) -> tuple[list[_Row], list[_Row]]:
    """Give the rows that end, and new rows for what remains of them."""
    stated_days: dict[tuple[UUID, str, str], list[_Days]] = {}
    for stated in facts:
        key = (stated.subject, stated.attribute, stated.item)
        stated_days.setdefault(key, []).append((stated.true_from, stated.true_to))
    ended: list[_Row] = []
    kept: list[_Row] = []
    for row in held:
        days: _Days = (row.true_from, row.true_to)
        anew = list(stated_days.get((row.subject_id, row.attribute, row.item), ()))
        if (row.subject_id, row.attribute) in complete:
            anew.append(complete[row.subject_id, row.attribute])
        if not any(overlap(days, other=period) for period in anew):
            continue
        ended.append(row)
        pieces = [days]
        for first, last in anew:
            pieces = [rest for piece in pieces for rest in remainders(piece, first=first, last=last)]
        kept += [row._replace(id=uuid7(), true_from=piece[0], true_to=piece[1], known_from=at) for piece in pieces]
    return ended, kept


def _row(
    stated: StatedFact,
    kind: Subject,
    columns: Columns,
    *,
    source: str,
    assurance: Assurance,
    evidence_id: UUID | None,
    at: datetime,
) -> _Row:
    """A statement as the table holds it."""
    return _Row(
        id=uuid7(),
        subject_id=stated.subject,
        evidence_id=evidence_id,
        number=columns.number,
        day=columns.day,
        subject_kind=kind.value,
        assurance=assurance.value,
        status=stated.status.value,
        truth=columns.truth,
        attribute=stated.attribute,
        source=source,
        item=stated.item,
        words=columns.words,
        true_from=stated.true_from,
        true_to=stated.true_to,
        known_from=at,
    )


def _refresh_births_and_deaths(persons: Collection[UUID], attributes: Attributes, at: datetime) -> None:
    """Copy the accepted days of birth and death to the persons' own columns; a death undone is undone there too."""
    known = facts_known(
        subjects=persons, on=None, known_at=at, trust=trust_order(attributes.values()), names=(BIRTH, DEATH)
    )
    accepted = {(fact.subject, fact.attribute): fact.value for fact in known if fact.is_accepted}
    for person in Person.objects.filter(id__in=persons):
        born_on, died_on = accepted.get((person.id, BIRTH)), accepted.get((person.id, DEATH))
        if (person.born_on, person.died_on) != (born_on, died_on):
            Person.objects.filter(id=person.id).update(born_on=born_on, died_on=died_on)
