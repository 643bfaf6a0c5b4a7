"""One decision as the person reads it: what they get, when, why, and how to object.

The household wall of this page: values of another adult, and totals that would give them away, never enter what this
module returns; `registers_shown_persons` says of whom they may.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from janua.base.prepared import Given, prepared
from janua.casework.models import Assessment, Decision, EntitlementLine, IntendedDecision, Letter, Reconsideration
from janua.casework.states import LineState, ReconsiderationState
from janua.catalogue.queries import blueprints_by_programme
from janua.pack.installed import country
from janua.pack.reasons import ToldComparison, ToldFact, ToldReason, rows_read, told_comparisons, told_reasons
from janua.pack.telling import ToldLine, told_lines, told_missing
from janua.portal.journeys.beside import shown_beside
from janua.portal.journeys.spoken import counted_text, lang_mark, pack_words, programme_name, source_name, value_text
from janua.registers.models.person import DEATH
from janua.registers.queries.shown import ShownFact, shown_facts
from janua.ui.on_page import day_text, money_text
from janua.values import Money

# What the law files mark as read on an official page; every other mark is not confirmed.
CONFIRMED_MARKS = ("", "S")


@dataclass(frozen=True)
class FactRow:
    """A fact below a reason; a value that is not shown is not here."""

    label: str
    about: str
    shown: bool
    value: str = ""
    source: str = ""


@dataclass(frozen=True)
class ReasonRow:
    """A condition of the law in words."""

    text: str
    met: bool | None
    citation: str
    unconfirmed: bool
    facts: tuple[FactRow, ...]
    ways: tuple["ReasonRow", ...]


@dataclass(frozen=True)
class SumRow:
    """A line of the calculation; `figure` empty: known and not shown."""

    text: str
    about: str
    figure: str
    ground: str
    is_result: bool
    unconfirmed: bool


@dataclass(frozen=True)
class ComparisonRow:
    """A total that is not shown, against a number of the law."""

    text: str
    limit_text: str
    limit: str
    above: bool
    citation: str


@dataclass(frozen=True)
class AmountRow:
    """What is paid for a stretch of days."""

    starts_on: date
    ends_on: date
    due_on: date
    amount: Money
    state: str


@dataclass(frozen=True)
class Explained:
    """Why, from one assessment."""

    reasons: tuple[ReasonRow, ...]
    sums: tuple[SumRow, ...]
    comparisons: tuple[ComparisonRow, ...]
    missing: tuple[str, ...]

    @property
    def failed(self) -> tuple[ReasonRow, ...]:
        """Conditions that are not met."""
        return tuple(reason for reason in self.reasons if reason.met is False)

    @property
    def unknown(self) -> tuple[ReasonRow, ...]:
        """Conditions of which it could not be found out."""
        return tuple(reason for reason in self.reasons if reason.met is None)

    @property
    def has_hidden(self) -> bool:
        """Whether something is known and not shown."""
        facts = [fact for reason in self.reasons for one in (reason, *reason.ways) for fact in one.facts]
        return any(not fact.shown for fact in facts) or any(not row.figure for row in self.sums)

    @property
    def has_unconfirmed(self) -> bool:
        """Whether the law's text is not certain somewhere."""
        marks = [row.unconfirmed for row in self.reasons] + [row.unconfirmed for row in self.sums]
        return any(marks)


@dataclass(frozen=True)
class Decided:
    """A decision with everything that its page says."""

    id: UUID
    reference: str
    claim: str
    application: UUID | None
    programme: str
    lang: str
    granted: bool
    amount: Money | None
    period: str
    from_on: date | None
    until_on: date | None
    lines: tuple[AmountRow, ...]
    total: Money | None
    next: AmountRow | None
    why: Explained
    decided_on: date
    by_officer: bool
    challenge_until: date
    may_challenge: bool
    looked_at_again: bool
    replaces: str
    replaced_by: UUID | None
    letters: tuple[tuple[UUID, str], ...]
    asks_for_more: bool
    exit_page: bool
    service: str


def decided(*, decision: UUID, person: UUID, on: date) -> Decided | None:
    """A decision on a claim of the person; None where there is none that the actor may see."""
    row = _decision.first(decision=decision, person=person)
    if row is None:
        return None
    lines = amounts_of(row)
    upcoming = [line for line in lines if line.due_on >= on and line.state == LineState.DUE]
    blueprint = blueprints_by_programme(on=on).get(row.claim.programme)
    granted = row.outcome == Decision.Outcome.GRANT
    replaced_by = _superseding.first(decision=decision)
    looking = any(state != ReconsiderationState.DECIDED for state in _reconsiderations(decision=decision))
    letters = country().letters
    return Decided(
        id=row.id,
        reference=row.reference,
        claim=row.claim.reference,
        application=row.claim.application_id,
        programme=programme_name(row.claim.programme),
        lang=lang_mark(),
        granted=granted,
        amount=None if row.amount is None else Money(row.amount, row.currency),
        period=row.period_unit,
        from_on=row.from_on,
        until_on=lines[-1].ends_on if lines else None,
        lines=lines,
        total=_total(lines, row.currency),
        next=upcoming[0] if upcoming else None,
        why=explained(assessment=row.assessment, person=person, on=on, with_sums=granted),
        decided_on=row.on,
        by_officer=row.decided_by_id is not None,
        challenge_until=row.challenge_until,
        may_challenge=replaced_by is None and not looking,
        looked_at_again=looking,
        replaces=row.supersedes.reference if row.supersedes is not None else "",
        replaced_by=replaced_by,
        letters=tuple(_letters(decision=decision)),
        asks_for_more=granted and row.claim.event_id is not None and row.claim.programme in letters.asks_for_more,
        exit_page=blueprint is not None and blueprint.exit_page,
        service="" if blueprint is None else blueprint.code,
    )


@prepared
def _decision(decision: Given, person: Given) -> QuerySet[Decision]:
    rows = Decision.objects.select_related("claim", "assessment", "supersedes")
    return rows.filter(id=decision, claim__claimant_id=person)


@prepared
def _superseding(decision: Given) -> QuerySet[Decision, UUID]:
    return Decision.objects.filter(supersedes_id=decision).values_list("id", flat=True).order_by("id")[:1]


@prepared
def _reconsiderations(decision: Given) -> QuerySet[Reconsideration, str]:
    return Reconsideration.objects.filter(decision_id=decision).values_list("state", flat=True)


@prepared
def _letters(decision: Given) -> QuerySet[Letter, tuple[UUID, str]]:
    return Letter.objects.filter(decision_id=decision).values_list("id", "language")


@prepared
def _amounts(decision: Given) -> QuerySet[EntitlementLine]:
    return EntitlementLine.objects.filter(entitlement__decision_id=decision).order_by("starts_on", "id")


def amounts_of(decision: Decision) -> tuple[AmountRow, ...]:
    """What a decision pays, stretch by stretch."""
    lines = _amounts(decision=decision.id)
    return tuple(
        AmountRow(line.starts_on, line.ends_on, line.due_on, Money(line.amount, line.currency), line.state)
        for line in lines
    )


def explained(*, assessment: Assessment, person: UUID, on: date, with_sums: bool) -> Explained:
    """Why an assessment says what it says, as this person may be told it."""
    result, words = assessment.result, pack_words()
    nodes = result["explanation"]["nodes"] if "explanation" in result else []
    names = {str(one.id): _called(one.why, one.name) for one in shown_beside(person=person, on=on)}
    stated = {str(id_): fact for id_, fact in shown_facts(person=person, rows=_uuids(rows_read(nodes)), on=on).items()}
    others = gettext("Another adult")
    reasons = told_reasons(result.get("conditions", ()), nodes, words=words, names=names, stated=stated, others=others)
    sums: tuple[ToldLine, ...] = ()
    comparisons: tuple[ToldComparison, ...] = ()
    if with_sums and nodes:
        sources = {id_: _source(fact) for id_, fact in stated.items()}
        sums = told_lines(nodes, result["root"], words=words, names=names, sources=sources, others=others)
        comparisons = told_comparisons(nodes, result["root"], words=words, names=names)
    return Explained(
        reasons=tuple(sorted((_reason(reason, stated) for reason in reasons), key=_stands_after)),
        sums=tuple(_sum(line) for line in _together(sums, others)),
        comparisons=tuple(_comparison(one) for one in comparisons),
        missing=told_missing(result.get("missing", ()), words),
    )


def notice_for(*, notice: UUID, person: UUID) -> IntendedDecision | None:
    """The notice of an intended refusal or decrease to the person; None where there is none."""
    rows = IntendedDecision.objects.select_related("claim", "assessment").prefetch_related("letters")
    return rows.filter(id=notice, person_id=person).first()


def _total(lines: tuple[AmountRow, ...], currency: str) -> Money | None:
    return Money(sum(line.amount.minor for line in lines), currency) if len(lines) > 1 else None


def _called(why: str, name: str) -> str:
    return gettext("You") if why == "self" else name


def _uuids(rows: set[str]) -> list[UUID]:
    return [UUID(row) for row in sorted(rows)]


def _stands_after(reason: ReasonRow) -> int:
    """What is not met comes first, then what is not known: that is what the reader looks for."""
    return {False: 0, None: 1, True: 2}[reason.met]


def _reason(reason: ToldReason, stated: Mapping[str, ShownFact]) -> ReasonRow:
    return ReasonRow(
        reason.text,
        reason.met,
        reason.citation,
        reason.mark not in CONFIRMED_MARKS,
        tuple(_fact(fact, stated) for fact in reason.facts if (fact.attribute, fact.value) != (DEATH, None)),
        tuple(_reason(way, stated) for way in reason.ways),
    )


def _fact(fact: ToldFact, stated: Mapping[str, ShownFact]) -> FactRow:
    if not fact.shown:
        return FactRow(fact.text, fact.about, shown=False)
    sources = dict.fromkeys(_source(stated[row]) for row in fact.rows)
    return FactRow(
        fact.text, fact.about, shown=True, value=value_text(fact.attribute, fact.value), source="; ".join(sources)
    )


def _source(fact: ShownFact) -> str:
    return gettext("%(source)s, %(day)s") % {
        "source": source_name(fact.source),
        "day": day_text(_day(fact.known_from)),
    }


def _day(at: datetime) -> date:
    from django.utils import timezone

    return timezone.localtime(at).date()


def _together(sums: tuple[ToldLine, ...], others: str) -> list[ToldLine]:
    """Everything that is known of another adult as one line: how many things it is says something too."""
    told: list[ToldLine] = []
    for line in sums:
        if line.value is None and line.about == others:
            if any(one.about == others for one in told):
                continue
            line = ToldLine(
                "known", gettext("What another adult in your household earns or owns"), others, None, "", ""
            )
        told.append(line)
    return told


def _sum(line: ToldLine) -> SumRow:
    return SumRow(
        line.text,
        "" if line.value is None else line.about,
        "" if line.value is None else figure_text(line.value, line.unit),
        line.citation,
        line.kind == "result",
        line.mark not in CONFIRMED_MARKS,
    )


def figure_text(value: Any, unit: str) -> str:
    """A figure of a calculation with its unit: €15.00 a week, 13 weeks, 6.5 %."""
    if isinstance(value, Mapping):
        per = unit.partition(" per ")[2]
        return _per(per) % {"amount": money_text(Money.from_json(value))}
    text = str(value)
    if text.startswith("0.") and text[2:].isdigit():
        share = f"{round(float(text) * 100, 4):g}"
        return gettext("%(share)s %%") % {"share": share}
    return counted_text(text, unit)


def _per(period: str) -> str:
    return {
        "day": gettext("%(amount)s a day"),
        "week": gettext("%(amount)s a week"),
        "month": gettext("%(amount)s a month"),
        "quarter": gettext("%(amount)s every three months"),
        "year": gettext("%(amount)s a year"),
    }.get(period, "%(amount)s")


def _comparison(one: ToldComparison) -> ComparisonRow:
    return ComparisonRow(one.text, one.limit_text, figure_text(one.limit, one.unit), one.above, one.citation)
