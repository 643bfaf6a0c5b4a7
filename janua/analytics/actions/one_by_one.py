"""Both laws asked about each claim for itself, by the interpreter: for programmes that no snapshot serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.analytics.actions.columns import FAULTS, period_asked
from janua.analytics.actions.snapshot import facts_of_each
from janua.casework.actions.assessment import run_law
from janua.casework.facts import ClaimFacts
from janua.casework.models import Claim
from janua.pack.giving import PaidPeriod
from janua.pack.installed import country
from janua.rules import Law
from janua.rules.comparison import Comparison, Verdict, changes
from janua.values import PeriodUnit

# What each law says of one claim, and how many persons its unit has.
_Said = tuple[Verdict, Verdict, int]


@dataclass(frozen=True)
class ComparedOneByOne:
    """Counts and sums, and how many claims are in none because their facts cannot be what law reads."""

    comparison: Comparison
    left_out: int


def compared_one_by_one(*, baseline: Law, reform: Law, claims: Sequence[Claim], on: date) -> ComparedOneByOne:
    """What a new law changes for claims, each for its period that holds a day, as a snapshot of them would tell.

    What is paid once is asked about by the numbers of its own day: what was paid is not changed by numbers of another.
    """
    facts = facts_of_each(list(claims))
    said: dict[str, list[_Said]] = {claim.programme: [] for claim in claims}
    left_out = 0
    for claim in claims:
        found = _said(baseline, reform, claim, facts, on)
        if found is None:
            left_out += 1
        else:
            said[claim.programme].append(found)
    lines = country().budget_lines
    told = tuple(changes(baseline.programme(code), lines.get(code, ""), said[code]) for code in sorted(said))
    return ComparedOneByOne(Comparison(on, baseline.hash, reform.hash, told), left_out)


def _said(baseline: Law, reform: Law, claim: Claim, facts: Mapping[UUID, ClaimFacts], on: date) -> _Said | None:
    if claim.id not in facts:
        return None
    once = baseline.programme(claim.programme).period is PeriodUnit.ONCE
    day = claim.about_on if once else on
    paid = PaidPeriod(period_asked(law=baseline, programme=claim.programme, on=day), due_on=day, deciding_on=day)
    try:
        both = [
            run_law(law=law, claim=claim, facts=facts[claim.id], paid=paid, trace=False) for law in (baseline, reform)
        ]
    except FAULTS:
        return None
    before, after = (Verdict(one.outcome, one.amount) for one in both)
    return before, after, len(both[0].unit.persons)
