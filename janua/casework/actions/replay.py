"""Replay a decision: what was known then, under the law of then, with whatever differs from what was kept."""

import json
import logging
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from janua.base import audit
from janua.base.accounts.permissions import require
from janua.base.retention.queries import any_erased
from janua.casework.actions.assessment import digest_of, result_of
from janua.casework.actions.task import open_task
from janua.casework.facts import ClaimFacts, day_of, declared_of
from janua.casework.models import Assessment, Claim, Decision, EntitlementLine, LawText
from janua.pack.kept_law import KeptLawRefused, load_kept_law
from janua.registers.facts import situation_rows
from janua.rules import Law, LawErrors, Situation, SituationError, assess
from janua.values import Period

log = logging.getLogger(__name__)
ELIGIBLE, EXACT = "eligible", "exact"
# The graph of an explanation shifts as a whole where one node comes or goes: its first differences tell enough.
MOST_OF_AN_EXPLANATION = 20


@dataclass(frozen=True)
class Difference:
    """One value that is not what it was: where, what was kept, what comes out now."""

    path: str
    then: Any
    now: Any

    def to_json(self) -> dict[str, Any]:
        """The difference in the form of `janua replay`."""
        return {"path": self.path, "then": self.then, "now": self.now}


@dataclass(frozen=True)
class Replay:
    """Whether a decision comes out again, value by value.

    erased   nothing is left to compare: somebody whom the law counted was erased after the time that the law sets
    """

    decision: str
    differences: tuple[Difference, ...]
    erased: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def to_json(self) -> dict[str, Any]:
        """The document of `janua replay --json`."""
        return {
            "decision": self.decision,
            "same": self.same,
            "differences": [difference.to_json() for difference in self.differences],
            **({"erased": True} if self.erased else {}),
        }


def replay(*, decision: UUID) -> Replay:
    """Work a decision out again, from the register as it was known then and the law as it was kept.

    Nothing of the kept situation or result is read but to be compared. A later correction, another law in the pack or
    another version of the engine changes nothing, unless the same question now has another answer. Of somebody who was
    erased nothing is left to work out: that is said, and is no difference.
    Raises   Decision.DoesNotExist
    """
    row = Decision.objects.select_related("assessment", "claim").get(id=decision)
    claim, deciding = row.claim, row.assessment
    if any_erased({claim.claimant_id, *deciding.unit}):
        audit.record("decision.replay", subject=claim.claimant_id, object_type="decision", object_id=row.id)
        return Replay(row.reference, (), erased=True)
    kept = list(
        Assessment.objects.filter(claim=claim, known_at=deciding.known_at)
        .select_related("law")
        .order_by("period_starts_on", "id")
    )
    differences: list[Difference] = []
    again: dict[UUID, Mapping[str, Any]] = {}
    for assessment in kept:
        path = f"assessments[{assessment.period_starts_on.isoformat()}]"
        fresh = _work_out(claim, assessment)
        if isinstance(fresh, str):
            differences.append(Difference(path, "assessed", fresh))
            continue
        again[assessment.id] = fresh
        differences += _compare(path, _kept(assessment), fresh)
        differences += _digests(path, assessment)
        if differences and assessment.engine_version != fresh["engine"]:
            differences.append(Difference(f"{path}.engine", assessment.engine_version, fresh["engine"]))
    if deciding.id in again:
        differences += _decided(row, again[deciding.id])
    differences += _lines(row, kept, again)
    audit.record(
        "decision.replay",
        subject=claim.claimant_id,
        object_type="decision",
        object_id=row.id,
        details={"differences": len(differences)},
    )
    return Replay(row.reference, tuple(differences))


def replay_sample(*, size: int, on: date, lot: random.Random) -> list[Replay]:
    """Replay decisions drawn by lot from all times; one that differs becomes a task of its office.

    Returns   the replays that differ
    """
    differing = []
    for decision in _drawn(size, lot):
        found = replay(decision=decision.id)
        if not found.same:
            # Paths only: values are personal.
            log.error("decision %s differs: %s", decision.id, ", ".join(one.path for one in found.differences[:5]))
            differing.append(found)
            open_task(
                kind="replay_difference",
                office=decision.claim.case.office,
                object_type="decision",
                object_id=decision.id,
                deadline_on=on + timedelta(days=7),
                person_id=decision.claim.claimant_id,
            )
    return differing


def _drawn(size: int, lot: random.Random) -> list[Decision]:
    """Decisions by lot: their ids run with time, so a number between the first and the last falls anywhere."""
    rows = Decision.objects.order_by("id")
    first, last = rows.first(), rows.last()
    if first is None or last is None:
        return []
    drawn: dict[UUID, Decision] = {}
    for _ in range(size):
        place = UUID(int=lot.randint(first.id.int, last.id.int))
        found = rows.filter(id__gte=place).select_related("claim__case__office").first()
        if found is not None:
            drawn[found.id] = found
    return list(drawn.values())


def _work_out(claim: Claim, assessment: Assessment) -> dict[str, Any] | str:
    """Every value of an assessment, worked out again; a text says why it cannot be."""
    try:
        law = _law_of(assessment.law)
        facts = _facts_then(claim, assessment, law)
        declared = facts.document["declared"]
        found = assess(
            law,
            facts.situation,
            claim.programme,
            assessment.on,
            period=Period(assessment.period_starts_on, assessment.period_ends_on),
            applied_on=day_of(declared, "applied_on"),
            # Which event a claim that names none is about was found by the pack of then: it is part of the question.
            event_on=day_of(declared, "event_on") or assessment.event_on,
        )
    except (KeptLawRefused, LawErrors, SituationError, ArithmeticError, LookupError, ValueError) as fault:
        return f"{type(fault).__name__}: {fault}"
    return _plain(
        {
            "law": law.hash,
            "engine": law.engine,
            "outcome": found.outcome,
            "amount_kind": found.amount_kind,
            "amount": found.amount,
            "currency": found.currency,
            "period_unit": found.period,
            "applied_on": (found.applied_on or assessment.on).isoformat(),
            "event_on": found.event_on and found.event_on.isoformat(),
            "unit": list(found.unit.persons),
            "inputs": [str(row) for row in facts.inputs],
            "situation": facts.document,
            "result": result_of(found),
        }
    )


def _kept(assessment: Assessment) -> dict[str, Any]:
    return {
        "law": assessment.law_id,
        "outcome": assessment.outcome,
        "amount_kind": assessment.amount_kind,
        "amount": assessment.amount,
        "currency": assessment.currency,
        "period_unit": assessment.period_unit,
        "applied_on": assessment.applied_on.isoformat(),
        "event_on": assessment.event_on and assessment.event_on.isoformat(),
        "unit": [str(person) for person in assessment.unit],
        "inputs": [str(row) for row in assessment.inputs],
        "situation": assessment.situation,
        "result": assessment.result,
    }


def _facts_then(claim: Claim, assessment: Assessment, law: Law) -> ClaimFacts:
    """What was known at the instant of the assessment, by the order of trust that the kept law declares."""
    rows = situation_rows(claimants={claim.claimant_id}, known_at=assessment.known_at, attributes=law.attributes)[
        claim.claimant_id
    ]
    document = {**rows.document, "declared": declared_of(claim)}
    return ClaimFacts(document, Situation(document, law.attributes), rows.inputs, assessment.known_at)


def _law_of(kept: LawText) -> Law:
    return _read_law(json.dumps(kept.files, sort_keys=True))


@lru_cache(maxsize=8)
def _read_law(files: str) -> Law:
    """The law of some texts, by the texts themselves: a text that was changed is another law."""
    return load_kept_law(json.loads(files))


def _compare(path: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for name, value in then.items():
        if name != "result":
            yield from _walk(f"{path}.{name}", value, now[name])
    told, telling = dict(then["result"]), dict(now["result"])
    graphs = told.pop("explanation", None), telling.pop("explanation", None)
    yield from _walk(f"{path}.result", told, telling)
    yield from islice(_walk(f"{path}.result.explanation", *graphs), MOST_OF_AN_EXPLANATION)


def _walk(path: str, then: Any, now: Any) -> Iterator[Difference]:
    """Each place where two plain values differ."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in sorted({*then, *now}):
            yield from _walk(f"{path}.{name}", then.get(name), now.get(name))
    elif isinstance(then, list) and isinstance(now, list):
        for place in range(max(len(then), len(now))):
            yield from _walk(f"{path}[{place}]", _at(then, place), _at(now, place))
    elif then != now or type(then) is not type(now):
        yield Difference(path, then, now)


def _at(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else None


def _digests(path: str, assessment: Assessment) -> Iterator[Difference]:
    found = digest_of(situation=assessment.situation, result=assessment.result)
    if found != bytes(assessment.digest):
        yield Difference(f"{path}.digest", bytes(assessment.digest).hex(), found.hex())


def _decided(row: Decision, fresh: Mapping[str, Any]) -> Iterator[Difference]:
    """The decision's own columns against what the law says again."""
    granted = fresh["outcome"] == ELIGIBLE
    lawful = {
        "outcome": Decision.Outcome.GRANT.value if granted else Decision.Outcome.REFUSE.value,
        "amount": fresh["amount"] if granted else None,
        "currency": fresh["currency"],
        "period_unit": fresh["period_unit"],
        "from_on": row.assessment.period_starts_on.isoformat() if granted else None,
        "reasons": fresh["result"]["conditions"],
    }
    kept = {
        "outcome": row.outcome,
        "amount": row.amount,
        "currency": row.currency,
        "period_unit": row.period_unit,
        "from_on": row.from_on and row.from_on.isoformat(),
        "reasons": row.reasons,
    }
    yield from _walk("decision", kept, lawful)


def _lines(row: Decision, kept: list[Assessment], again: Mapping[UUID, Mapping[str, Any]]) -> Iterator[Difference]:
    """The amount lines of each period, one or several, against its amount, less what stood before."""
    lines = list(EntitlementLine.objects.filter(entitlement__decision=row).order_by("starts_on", "id"))
    earlier = _earlier_lines(row)
    for assessment in kept:
        fresh = again.get(assessment.id)
        if fresh is None:
            continue
        path = f"lines[{assessment.period_starts_on.isoformat()}]"
        own = [line for line in lines if line.assessment_id == assessment.id]
        given = row.outcome == Decision.Outcome.GRANT and fresh["outcome"] == ELIGIBLE
        lawful = fresh["amount"] or 0 if given and fresh["amount_kind"] == EXACT else 0
        stood = sum(line.amount for line in earlier if _touches(line, assessment))
        found = sum(line.amount for line in own)
        # What stood is counted, and may since have ended: the lines lie between the rest and the whole.
        if not max(lawful - stood, 0) <= found <= lawful:
            yield Difference(f"{path}.amount", found, lawful)
        window = (assessment.period_starts_on, assessment.period_ends_on)
        for line in own:
            if not window[0] <= line.starts_on <= line.ends_on <= window[1]:
                yield Difference(f"{path}.period", _days(line.starts_on, line.ends_on), _days(*window))


def _days(*days: date) -> list[str]:
    return [day.isoformat() for day in days]


def _earlier_lines(row: Decision) -> list[EntitlementLine]:
    """What earlier decisions gave the same person for the same programme."""
    return list(
        EntitlementLine.objects.filter(
            person_id=row.claim.claimant_id,
            programme=row.claim.programme,
            entitlement__decision__decided_at__lt=row.decided_at,
        )
        .select_related("assessment")
        .defer("assessment__situation", "assessment__result", "assessment__inputs")
    )


def _touches(line: EntitlementLine, assessment: Assessment) -> bool:
    """Whether an earlier line may have been counted for a period: of the same days, or of the same event."""
    if line.starts_on <= assessment.period_ends_on and line.ends_on >= assessment.period_starts_on:
        return True
    return assessment.event_on is not None and line.assessment.event_on == assessment.event_on


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """As the database gives it back: lists for tuples, text for words of an enumeration."""
    found: dict[str, Any] = json.loads(json.dumps(value))
    return found


def replay_as_auditor(*, decision: UUID, on: date) -> Replay:
    """Work a decision out again for an officer who may: it changes nothing, and leaves a row in the trail.

    Raises   NotPermitted, Decision.DoesNotExist
    """
    row = Decision.objects.select_related("claim").get(id=decision)
    require("replay_decision", area_id=row.claim.area_id, on=on)
    return replay(decision=decision)
