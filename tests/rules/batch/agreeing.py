"""One situation through a back end, beside the interpreter."""

from datetime import date
from typing import Any

from janua.rules import AmountKind, Assessment, ExceptionConflict, Law, Outcome, Situation, assess
from janua.rules.assessment import Days
from janua.rules.batch.plain import run_plain
from janua.rules.columns import tables_of

OUTCOMES, KINDS = list(Outcome), list(AmountKind)


def as_row(found: Assessment) -> tuple[Any, ...]:
    """An assessment as the back ends write it."""
    failed = sum((condition.met is False) << bit for bit, condition in enumerate(found.conditions))
    kind = KINDS.index(found.amount_kind)
    return OUTCOMES.index(found.outcome), found.amount, kind, failed, int(bool(found.missing))


def interpreted(law: Law, situation: Situation, programme: str, on: date, **days: Any) -> tuple[Any, ...]:
    try:
        return as_row(assess(law, situation, programme, on, trace=False, **days))
    except ExceptionConflict:
        return 5, None, 2, 0, 0


def by_plain_python(law: Law, situation: Situation, programme: str, on: date, **days: Any) -> tuple[Any, ...]:
    tables = tables_of(law, programme, [(1, situation)], on, **days)
    period = Days.of(law.programme(programme), situation, on, days.get("period"), None, None).period
    found = run_plain(law, tables, on, period)
    return found.outcome[0], found.amount[0], found.amount_kind[0], found.failed[0], found.missing[0]
