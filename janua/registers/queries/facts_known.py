"""What was known on X about Y: two queries, however many persons."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from janua.base.prepared import fetch
from janua.registers.models import Assurance, Status, Value
from janua.registers.queries.acceptance import DAYS_ALL, Days, KnownFact, RulingInForce, accept, as_days
from janua.values import Period

_COLUMNS = (
    "id, subject_id, attribute, item, status, number, words, day, truth, source, assurance, evidence_id,"
    " true_from, true_to, known_from"
)
# Ordered by id, the order in which rows were made: the same rows give the same answer in the same order.
_FACTS = f"""
SELECT {_COLUMNS} FROM registers_fact
WHERE subject_id = ANY(%(subjects)s::uuid[])
  AND known_from <= %(known_at)s AND (known_to IS NULL OR known_to > %(known_at)s)
  AND (true_from IS NULL OR true_from <= %(last)s) AND (true_to IS NULL OR true_to >= %(first)s)
  AND (%(names)s::text[] IS NULL OR attribute = ANY(%(names)s::text[]))
ORDER BY id
"""  # noqa: S608  (columns are ours)
_RULINGS = """
SELECT r.subject_id, r.attribute, r.id, r.item, r.true_from, r.true_to,
       f.id, f.source, f.status, f.number, f.words, f.day, f.truth
FROM registers_ruling r JOIN registers_fact f ON f.id = r.fact_id
WHERE r.subject_id = ANY(%(subjects)s::uuid[]) AND r.known_from <= %(known_at)s
  AND (r.known_to IS NULL OR r.known_to > %(known_at)s)
  AND (r.true_from IS NULL OR r.true_from <= %(last)s) AND (r.true_to IS NULL OR r.true_to >= %(first)s)
ORDER BY r.id
"""
_STATUS = {status.value: status for status in Status}
_ASSURANCE = {assurance.value: assurance for assurance in Assurance}


def facts_known(
    *,
    subjects: Collection[UUID],
    on: date | Period | None,
    known_at: datetime,
    trust: Mapping[str, Sequence[str]],
    names: Collection[str] | None = None,
) -> list[KnownFact]:
    """Give every statement that was held for right at an instant about some persons and dwellings.

    Each says on which days it is accepted, and which others give way to it. Two queries for any number of subjects.

    on       the day, or days, asked about; None for all time
    trust    attribute → sources, the most trusted first (`trust_order`)
    names    attributes wanted; None for all
    """
    window = _window(on)
    asked: dict[str, Any] = {
        "subjects": list(subjects),
        "known_at": known_at,
        "first": date.fromordinal(window[0]),
        "last": date.fromordinal(window[1]),
        "names": None if names is None else sorted(names),
    }
    rows = fetch(_FACTS, asked)
    ruled = fetch(_RULINGS, asked)
    groups: dict[tuple[UUID, str], list[KnownFact]] = {}
    facts = [_fact(row) for row in rows]
    for fact in facts:
        groups.setdefault((fact.subject, fact.attribute), []).append(fact)
    rulings: dict[tuple[UUID, str], list[RulingInForce]] = {}
    for row in ruled:
        rulings.setdefault((row[0], row[1]), []).append(_ruling(row))
    for key, group in groups.items():
        accept(group, trusted=trust.get(key[1], ()), rulings=rulings.get(key, ()), window=window)
    return facts


def _window(on: date | Period | None) -> Days:
    if on is None:
        return DAYS_ALL
    return as_days(on.starts_on, on.ends_on) if isinstance(on, Period) else as_days(on, on)


def _value(number: int | None, words: str | None, day: date | None, truth: bool | None) -> Value | None:
    if number is not None:
        return number
    if words is not None:
        return words
    return truth if day is None else day


def _fact(row: tuple[Any, ...]) -> KnownFact:
    # By place: twice as fast as by name, and there are a hundred thousand of them in a batch.
    return KnownFact(
        row[0],
        row[1],
        row[2],
        row[3],
        _STATUS[row[4]],
        _value(*row[5:9]),
        row[9],
        _ASSURANCE[row[10]],
        row[11],
        row[12],
        row[13],
        row[14],
    )


def _ruling(row: tuple[Any, ...]) -> RulingInForce:
    return RulingInForce(
        id=row[2],
        item=row[3],
        days=as_days(row[4], row[5]),
        fact=row[6],
        source=row[7],
        status=_STATUS[row[8]],
        value=_value(*row[9:13]),
    )
