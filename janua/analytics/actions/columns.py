"""Claims as the columns of their programme's law: what goes into the files, and nothing else does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from janua.casework.facts import ClaimFacts, day_of
from janua.casework.models import Claim
from janua.pack.installed import country
from janua.rules import Law
from janua.rules.assessment import Days
from janua.rules.columns import Layout, Tables, layout_of, tables_of_days
from janua.rules.errors import SituationError
from janua.values import Period, PeriodUnit

# What may be the matter with one claim's facts; it is counted as left out.
FAULTS = (SituationError, ArithmeticError, LookupError, ValueError)


@dataclass(slots=True)
class Columns:
    """Columns by programme, and how many claims are in none."""

    tables: dict[str, Tables] = field(default_factory=dict)
    left_out: int = 0


def columns_of(*, law: Law, claims: Sequence[Claim], facts: Mapping[UUID, ClaimFacts], on: date, first: int) -> Columns:
    """Each claim as a numbered row of its programme, asked about on a day.

    first   number of the first row
    """
    found, layouts = Columns(), {code: layout_of(law, code) for code in {claim.programme for claim in claims}}
    for number, claim in enumerate(claims, start=first):
        if claim.id not in facts:
            found.left_out += 1
            continue
        try:
            one = _row(law, layouts[claim.programme], claim, facts[claim.id], number, on)
        except FAULTS:
            found.left_out += 1
            continue
        if claim.programme in found.tables:
            _append(found.tables[claim.programme], one)
        else:
            found.tables[claim.programme] = one
    return found


def period_asked(*, law: Law, programme: str, on: date) -> Period:
    """The period of a programme for which its law is asked on a day."""
    unit = law.programme(programme).period
    return Period(on, on) if unit is PeriodUnit.ONCE else Period.of(unit, on)


def _days(law: Law, claim: Claim, facts: ClaimFacts, on: date) -> Days:
    """The days of a claim in a snapshot: as for its decision, but for the period that holds the day."""
    declared = facts.document["declared"]
    programme = law.programme(claim.programme)
    event_on = day_of(declared, "event_on") or country().event_of(
        claim.programme, facts.situation, _looked_at(claim, law, on)
    )
    return Days.of(
        programme,
        facts.situation,
        on,
        period_asked(law=law, programme=claim.programme, on=on),
        day_of(declared, "applied_on"),
        event_on,
    )


def _looked_at(claim: Claim, law: Law, on: date) -> date:
    """What is paid once was paid for its own day; everything else is asked about now."""
    return claim.about_on if law.programme(claim.programme).period is PeriodUnit.ONCE else on


def _row(law: Law, layout: Layout, claim: Claim, facts: ClaimFacts, number: int, on: date) -> Tables:
    days = _days(law, claim, facts, on)
    tables = tables_of_days(law, layout, [(number, facts.situation, days)])
    if law.programme(claim.programme).period is PeriodUnit.ONCE and days.parameter is not None:
        # Facts are those of the claim's day; numbers those of the day asked about: what such a claim would be paid.
        tables.units["parameter_day"] = [on.toordinal()]
    return tables


def _append(tables: Tables, more: Tables) -> None:
    pairs = [(tables.units, more.units), (tables.members, more.members)]
    pairs += [(tables.series[name], more.series[name]) for name in tables.series]
    for columns, added in pairs:
        for name, column in columns.items():
            column += added[name]
