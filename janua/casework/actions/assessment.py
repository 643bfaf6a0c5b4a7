"""Ask the law about claims, and keep its answer with all that it read."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import connection

from janua.base.clock import now
from janua.casework.facts import ClaimFacts, day_of, facts_of_claims
from janua.casework.models import Assessment, Claim, LawText
from janua.catalogue.queries import law_in_force, rates_in_force
from janua.pack.giving import PaidPeriod
from janua.pack.installed import country
from janua.pack.texts import Rates
from janua.rules import Assessment as Result
from janua.rules import Law, assess
from janua.values import canonical_json


@dataclass(frozen=True)
class AssessedClaim:
    """A claim with the assessment of each period that it is about, the first one deciding."""

    claim: Claim
    periods: tuple[tuple[PaidPeriod, Assessment], ...]

    @property
    def first(self) -> Assessment:
        """The assessment that decides: of the first period."""
        return self.periods[0][1]


def assess_claims(*, claims: Sequence[Claim], known_at: datetime | None = None) -> list[AssessedClaim]:
    """Assess each claim for every period that a decision of today would grant; writes the assessments.

    known_at   read the register as it was known then; now where None
    Raises     SituationError, where a fact cannot be what its attribute says
    """
    known_at = known_at or now()
    rates = rates_in_force()
    law = country().law_at(rates)
    facts = facts_of_claims(claims=claims, known_at=known_at)
    _keep_law(law, rates)
    assessed = []
    with _storing() as store:
        for claim in claims:
            periods = []
            for paid, one in _assess_periods(law, claim, facts[claim.id], known_at):
                store(one)
                periods.append((paid, one.row))
            assessed.append(AssessedClaim(claim, tuple(periods)))
    return assessed


@dataclass(frozen=True)
class Considered:
    """What the law says of a claim for each period, not written yet."""

    claim: Claim
    written: tuple[tuple[PaidPeriod, "_Written"], ...]

    @property
    def assessed(self) -> AssessedClaim:
        """The same as an assessed claim."""
        return AssessedClaim(self.claim, tuple((paid, one.row) for paid, one in self.written))


def consider_claims(*, claims: Sequence[Claim], since: date) -> list[Considered]:
    """Ask the law in force about each claim for its periods from a day on; writes nothing. Claims without are left out.

    Raises   SituationError, where a fact cannot be what its attribute says
    """
    known_at, law = now(), law_in_force()
    facts = facts_of_claims(claims=claims, known_at=known_at)
    found = (
        Considered(claim, tuple(_assess_periods(law, claim, facts[claim.id], known_at, since=since)))
        for claim in claims
    )
    return [one for one in found if one.written]


def keep_considered(considered: Sequence[Considered]) -> list[AssessedClaim]:
    """Write the assessments of claims that were considered, in the same transaction, with the law that they read."""
    if considered:
        rates = rates_in_force()
        _keep_law(country().law_at(rates), rates)
    with _storing() as store:
        for one in considered:
            for _, written in one.written:
                store(written)
    return [one.assessed for one in considered]


def periods_of(claim: Claim) -> tuple[PaidPeriod, ...]:
    """The periods that a decision on a claim would grant, from the one in which the right begins."""
    calendar = country().calendar
    until = calendar.granted_until(claim.programme, about_on=claim.about_on)
    return calendar.paid_periods(claim.programme, about_on=claim.about_on, until=until)


def periods_from(claim: Claim, *, since: date) -> tuple[PaidPeriod, ...]:
    """Those of a claim's periods that reach a day."""
    return tuple(paid for paid in periods_of(claim) if (paid.period.ends_on or date.max) >= since)


def run_law(*, law: Law, claim: Claim, facts: ClaimFacts, paid: PaidPeriod, trace: bool = True) -> Result:
    """What the law says of one claim for one period; writes nothing. Without a trace it is faster, and unexplained."""
    declared = facts.document["declared"]
    event_on = day_of(declared, "event_on") or country().event_of(claim.programme, facts.situation, paid.deciding_on)
    return assess(
        law,
        facts.situation,
        claim.programme,
        paid.deciding_on,
        period=paid.period,
        applied_on=day_of(declared, "applied_on"),
        event_on=event_on,
        trace=trace,
    )


def digest_of(*, situation: Any, result: Any) -> bytes:
    """What seals a situation and a result against a silent change: 32 bytes."""
    return _digest(canonical_json(situation), canonical_json(result))


def result_of(found: Result) -> dict[str, Any]:
    """Every value on the way, as plain JSON: conditions, missing, marks, explanation."""
    return {**found.to_json(), "explanation": found.explanation.to_json(), "root": found.root}


def _assess_periods(
    law: Law, claim: Claim, facts: ClaimFacts, known_at: datetime, *, since: date = date.min
) -> list[tuple[PaidPeriod, "_Written"]]:
    rows = []
    situation = canonical_json(facts.document)
    for paid in periods_from(claim, since=since):
        found = run_law(law=law, claim=claim, facts=facts, paid=paid)
        result = result_of(found)
        text = canonical_json(result)
        row = _row(law, claim, facts, paid, found, known_at)
        row.result, row.digest = result, _digest(situation, text)
        rows.append((paid, _Written(row, situation, text)))
    return rows


def _row(law: Law, claim: Claim, facts: ClaimFacts, paid: PaidPeriod, found: Result, known_at: datetime) -> Assessment:
    window = paid.period
    return Assessment(
        claim=claim,
        on=paid.deciding_on,
        applied_on=found.applied_on or paid.deciding_on,
        event_on=found.event_on,
        period_starts_on=window.starts_on,
        period_ends_on=window.ends_on or window.starts_on,
        known_at=known_at,
        law_id=law.hash,
        engine_version=law.engine,
        outcome=found.outcome.value,
        amount_kind=found.amount_kind.value,
        amount=found.amount,
        currency=found.currency,
        period_unit=found.period,
        unit=[UUID(person) for person in found.unit.persons],
        inputs=list(facts.inputs),
        situation=facts.document,
    )


def _digest(situation: str, result: str) -> bytes:
    # As of the canonical JSON of a list of both.
    return hashlib.sha256(f"[{situation},{result}]".encode()).digest()


class _Written(NamedTuple):
    """A row with its situation and result as they were digested: writing JSON of this size costs more than the law."""

    row: Assessment
    situation: str
    result: str


_COLUMNS = tuple(field.attname for field in Assessment._meta.concrete_fields)
_INSERT = "INSERT INTO casework_assessment ({}) VALUES ({})".format(  # noqa: S608  (columns are ours)
    ", ".join(f'"{field.column}"' for field in Assessment._meta.concrete_fields), ", ".join(["%s"] * len(_COLUMNS))
)


@contextmanager
def _storing() -> Iterator[Callable[[_Written], None]]:
    """Insert assessments without waiting for the database: it stores one while the law works out the next.

    Each comes with its explanation, some 100 kB of JSON: as one statement a batch would be as large as a file, and
    database and law would wait for each other in turn. All are stored, or an error is raised, when the block ends.
    """
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    with connection.wrap_database_errors, raw.pipeline(), psycopg.Cursor(raw) as cursor:

        def store(one: _Written) -> None:
            texts = {"situation": one.situation, "result": one.result}
            cursor.execute(_INSERT, [texts.get(name) or getattr(one.row, name) for name in _COLUMNS])
            one.row._state.adding = False

        yield store


def _keep_law(law: Law, rates: Rates) -> None:
    if not LawText.objects.filter(hash=law.hash).exists():
        LawText.objects.bulk_create(
            [LawText(hash=law.hash, country=country().code, files=country().law_texts(rates), kept_at=now())],
            ignore_conflicts=True,
        )
