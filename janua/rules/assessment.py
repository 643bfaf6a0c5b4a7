"""Assessing a situation under one programme: outcome, amount, conditions, what is missing, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from janua.rules.coverage import Branch
from janua.rules.edition import Edition, ReadyRule
from janua.rules.explanation import Explanation, Node, Told
from janua.rules.interpreter import call
from janua.rules.law import Law
from janua.rules.run import NO_VALUE_ON_DAY, Missing, Run
from janua.rules.situation import Situation
from janua.rules.source import Programme
from janua.rules.types import Type
from janua.rules.units import Members, View
from janua.values import Money, Period, PeriodUnit


class Outcome(StrEnum):
    """What the law says of a claim."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_WAIVER = "needs_waiver"
    BOARD_DECIDES = "board_decides"
    CANNOT_DECIDE = "cannot_decide"


class AmountKind(StrEnum):
    """Exactly this, a ceiling for discretion, or nothing computed."""

    EXACT = "exact"
    UP_TO = "up_to"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition of the programme; `met` None is not known."""

    key: str
    met: bool | None
    citation: str
    mark: str
    node: int
    if_not: str
    waiver: str
    alternatives: tuple["ConditionResult", ...]
    explanation: Explanation | None = field(repr=False, compare=False)

    @property
    def values(self) -> dict[str, Any]:
        """What was compared: the values right below, by key (and person)."""
        if self.explanation is None or self.node < 0:
            return {}
        found = {}
        for number in self.explanation.node(self.node).children:
            node = self.explanation.node(number)
            found[f"{node.key} of {node.subject}" if node.subject else node.key] = node.shown
        return found

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "met": self.met,
            "citation": self.citation,
            "mark": self.mark,
            "values": self.values,
            "if_not": self.if_not,
            "node": self.node,
            "alternatives": [alternative.to_json() for alternative in self.alternatives],
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say. Recomputed from the law's hash, the engine, the situation and the days given here."""

    programme: str
    outcome: Outcome
    amount: int | None  # minor units
    currency: str
    amount_kind: AmountKind
    period: str
    period_window: Period
    starts_on: date
    unit: Members
    conditions: tuple[ConditionResult, ...]
    missing: tuple[Missing, ...]
    explanation: Explanation = field(repr=False, compare=False)
    root: int
    law_hash: str
    engine: str
    on: date
    parameter_date: date
    applied_on: date | None
    event_on: date | None
    law: Law = field(repr=False, compare=False)
    reached: frozenset[tuple[int, int | str]] = field(repr=False, compare=False)
    untold_marks: tuple[str, ...] = field(repr=False, compare=False)

    @property
    def branches(self) -> frozenset[Branch]:
        """Branches of the law reached on the way; of programmes assessed together, by all of them up to this one."""
        return frozenset(Branch.of(self.law.version_numbered(number), branch) for number, branch in self.reached)

    @property
    def marks(self) -> tuple[str, ...]:
        """Confidence marks of every rule and parameter that the result rests on."""
        return self.explanation.marks(self.root) if self.root >= 0 else self.untold_marks

    @property
    def money(self) -> Money | None:
        return None if self.amount is None else Money(self.amount, self.currency)

    def to_json(self) -> dict[str, Any]:
        """One result in the form of `janua calculate`; the graph stands beside it."""
        return {
            "programme": self.programme,
            "outcome": self.outcome.value,
            "amount": self.money.to_json() if self.money is not None else None,
            "amount_kind": self.amount_kind.value,
            "period": self.period,
            "from": self.starts_on.isoformat(),
            "unit": list(self.unit.persons),
            "conditions": [condition.to_json() for condition in self.conditions],
            "missing": [missing.to_json() for missing in self.missing],
            "marks": list(self.marks),
            "explanation": self.root,
        }


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one assessment, settled before the law is asked."""

    on: date
    period: Period
    applied_on: date
    event_on: date | None
    parameter: date | None

    @classmethod
    def of(
        cls,
        programme: Programme,
        situation: Situation,
        on: date,
        period: Period | None,
        applied: date | None,
        event: date | None,
    ) -> "Days":
        declared = situation.claim_days
        applied = applied or declared["applied_on"] or on
        event = event or declared["event_on"]
        if period is None:
            once = programme.period is PeriodUnit.ONCE
            period = Period(on, on) if once else Period.of(programme.period, on)
        chosen = {"period_first": period.starts_on, "event": event, "applied": applied, "on": on}
        return cls(on, period, applied, event, chosen[programme.parameters])

    def as_numbers(self) -> dict[str, Any]:
        ends = self.period.ends_on or self.period.starts_on
        return {
            "on": self.on.toordinal(),
            "applied_on": self.applied_on.toordinal(),
            "event_on": self.event_on.toordinal() if self.event_on else None,
            "period": (self.period.starts_on.toordinal(), ends.toordinal()),
        }


def assess(
    law: Law,
    situation: Situation,
    programme: str,
    on: date,
    *,
    period: Period | None = None,
    applied_on: date | None = None,
    event_on: date | None = None,
    explanation: Explanation | None = None,
    trace: bool = True,
) -> Assessment:
    """What the law says of the claimant under one programme.

    on         the legal date
    period     the period paid for; the calendar period of the programme that holds `on` unless given
    applied_on day of application; what the claim declares, or `on`, unless given
    event_on   day of birth, adoption, loss of work …; what the claim declares unless given
    trace      False works out the same result faster, without explanation
    Raises     NoSuchProgramme; ExceptionConflict where the law contradicts itself for this situation
    """
    told = (explanation or Explanation()) if trace else None
    days = Days.of(law.programme(programme), situation, on, period, applied_on, event_on)
    return _assess(law, situation, law.programme(programme), days, told, {})


def _assess(
    law: Law, situation: Situation, programme: Programme, days: "Days", told: Explanation | None, runs: dict[Any, Run]
) -> Assessment:
    """One programme; programmes of one unit and the same days share what is worked out already."""
    parameter_date = days.parameter or days.on
    shared = (programme.unit, parameter_date, days)
    run = runs.get(shared)
    if run is None:
        view = View(situation, applied_on=days.applied_on, event_on=days.event_on, period=days.period)
        members = view.once(law.units[programme.unit], parameter_date)
        edition = law.edition(parameter_date, traced=told is not None)
        run = runs[shared] = Run(edition, situation, members, parameter_date.toordinal(), days.as_numbers(), told)
    found = _Findings(run, programme, days.parameter is None)
    return Assessment(
        programme=programme.code, outcome=found.outcome, amount=found.amount, currency=programme.currency,
        amount_kind=found.amount_kind, period=programme.period.value, period_window=days.period,
        starts_on=_starts_on(programme, days), unit=run.members, conditions=found.conditions, missing=found.missing,
        explanation=told or Explanation(), root=found.tell(), law_hash=law.hash, engine=law.engine, on=days.on,
        parameter_date=parameter_date, applied_on=days.applied_on, event_on=days.event_on, law=law,
        reached=frozenset(run.branches), untold_marks=tuple(sorted(run.marks - {""})),
    )  # fmt: skip


def assess_all(
    law: Law,
    situation: Situation,
    on: date,
    *,
    programmes: Iterable[str] | None = None,
    period: Period | None = None,
    applied_on: date | None = None,
    event_on: date | None = None,
    trace: bool = True,
) -> tuple[Assessment, ...]:
    """Several programmes (all, unless named) with one explanation between them."""
    told = Explanation() if trace else None
    runs: dict[Any, Run] = {}
    found = []
    for code in law.programmes if programmes is None else programmes:
        programme = law.programme(code)
        days = Days.of(programme, situation, on, period, applied_on, event_on)
        found.append(_assess(law, situation, programme, days, told, runs))
    return tuple(found)


def _starts_on(programme: Programme, days: Days) -> date:
    """From when the result counts: the period paid for, or the event or application of a single payment."""
    if programme.period is not PeriodUnit.ONCE:
        return days.period.starts_on
    return days.parameter or days.on


class _Findings:
    """The outcome of one run: conditions first, all of them; then the amount."""

    def __init__(self, run: Run, programme: Programme, no_day: bool) -> None:
        self.run, self.programme, self.no_day = run, programme, no_day
        self.amount: int | None = None
        self.amount_kind = AmountKind.NONE
        self.amount_node = -1
        self._missing: dict[Missing, None] = {}
        if no_day:
            self._missing[Missing("event_on", None, None, "not known")] = None
        self.conditions = tuple(self._condition(*entry) for entry in run.edition.conditions.get(programme.file, ()))
        self.outcome = self._by_conditions()
        if self.outcome not in (Outcome.NOT_ELIGIBLE, Outcome.CANNOT_DECIDE):
            self._work_out_amount()

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(self._missing)

    def _condition(self, number: int, ready: ReadyRule) -> ConditionResult:
        value, node, missing = call(self.run, number, ready.told.key, None, ())
        self._missing.update(dict.fromkeys(missing))
        version = ready.lowered.version
        alternatives = tuple([self._alternative(below) for below in self._alternatives(node)])
        return ConditionResult(
            ready.told.key, None if missing else bool(value), version.citation, version.mark, node, version.if_not,
            version.waiver, alternatives, self.run.explanation,
        )  # fmt: skip

    def _alternatives(self, node: int) -> list[Node]:
        explanation = self.run.explanation
        if explanation is None or node < 0:
            return []
        rows = explanation.rows
        below = dict.fromkeys(number for number in rows[node][2] if rows[number][0].kind == "alternative")
        return [explanation.node(number) for number in below]

    def _alternative(self, node: Node) -> ConditionResult:
        met = None if node.value is None else bool(node.value)
        below = tuple(self._alternative(child) for child in self._alternatives(node.id))
        return ConditionResult(
            node.key, met, node.told.citation, node.told.mark, node.id, "", "", below, self.run.explanation
        )  # fmt: skip

    def _by_conditions(self) -> Outcome:
        failed = {condition.if_not for condition in self.conditions if condition.met is False}
        if self.no_day:  # which law is in force is not known, so nothing it seems to say is held against anybody
            return Outcome.CANNOT_DECIDE
        if "not_eligible" in failed:
            return Outcome.NOT_ELIGIBLE
        if self._missing or not self._in_force():
            return Outcome.CANNOT_DECIDE
        if "board_decides" in failed:
            return Outcome.BOARD_DECIDES
        return Outcome.NEEDS_WAIVER if "needs_waiver" in failed else Outcome.ELIGIBLE

    def _in_force(self) -> bool:
        """Is there any law of this programme on the day?"""
        edition: Edition = self.run.edition
        if edition.in_force(self.programme.file):
            return True
        self._missing[Missing(self.programme.code, None, None, NO_VALUE_ON_DAY, "rule")] = None
        return False

    def _work_out_amount(self) -> None:
        entry = self.run.edition.amounts.get(self.programme.file)
        if entry is None:
            return
        number, ready = entry
        value, self.amount_node, missing = call(self.run, number, ready.told.key, None, ())
        if not missing:
            self.amount = value
            self.amount_kind = AmountKind.UP_TO if ready.number in self.run.ceilings else AmountKind.EXACT
            return
        self._missing.update(dict.fromkeys(missing))
        if self.outcome is Outcome.ELIGIBLE:
            self.outcome = Outcome.CANNOT_DECIDE

    def tell(self) -> int:
        """The root of the explanation."""
        if self.run.explanation is None:
            return -1
        below = [condition.node for condition in self.conditions if condition.node >= 0]
        if self.amount_node >= 0:
            below.append(self.amount_node)
        told = Told("result", self.programme.code, Type("text"), citation=self.programme.citation)
        return self.run.explanation.add(told, self.outcome.value, below)


__all__ = ["AmountKind", "Assessment", "ConditionResult", "Days", "Outcome", "assess", "assess_all"]
