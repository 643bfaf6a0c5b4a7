"""Draw decisions by a lot that nobody can choose, and replay them in the background."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from janua.analytics.integrity.drawing import drawn
from janua.analytics.integrity.models import Sample, SampledDecision
from janua.base import audit
from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import areas_with
from janua.base.actors import current_actor
from janua.base.clock import now
from janua.casework.actions.replay import replay
from janua.values import uuid7

DRAW = "draw_sample"
MOST = 1_000
# One replay takes some hundredths of a second; a step is to be over before the next loop waits for it.
REPLAYED_AT_ONCE = 10
# By what the lot may be drawn apart, and where each stands.
STRATA: Mapping[str, str] = {
    "programme": "c.programme",
    "office": "k.office_id",
    "officer": "coalesce(d.decided_by_id::text, d.decided_by_system)",
    "outcome": "d.outcome",
    "by": "CASE WHEN d.decided_by_id IS NULL THEN 'machine' ELSE 'officer' END",
}
_CONDITIONS: Mapping[str, str] = {
    "programme": "c.programme = %(programme)s",
    "office": "k.office_id = %(office)s",
    "officer": "d.decided_by_id = %(officer)s",
    "outcome": "d.outcome = %(outcome)s",
    "by": "(d.decided_by_id IS NULL) = (%(by)s = 'machine')",
    "since": "d.decided_on >= %(since)s",
    "until": "d.decided_on <= %(until)s",
}


class SampleRefused(ValueError):
    """What is asked for cannot be drawn; the message says what to write instead."""


@dataclass(frozen=True, kw_only=True)
class SampleWanted:
    """Which decisions an auditor wants drawn; what is empty does not count.

    by       machine or officer
    strata   names of STRATA by which the lot is drawn apart
    """

    purpose: str
    size: int
    programme: str = ""
    office: int | None = None
    officer: UUID | None = None
    outcome: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None
    strata: Sequence[str] = field(default_factory=tuple)

    def to_json(self) -> dict[str, Any]:
        """What is named, as it is kept."""
        named = {name: getattr(self, name) for name in _CONDITIONS}
        return {
            name: value if isinstance(value, int) else str(value)
            for name, value in named.items()
            if value not in ("", None)
        }


def ask_for_sample(*, wanted: SampleWanted, on: date) -> Sample:
    """Ask for a sample. What is wanted is fixed now; the seed is the first seal of the trail that holds this request.

    So nobody knows the seed when they choose, anybody can draw the same decisions again, and whoever asks anew until it
    suits them leaves a sample each time.
    Raises   NotPermitted, SampleRefused
    """
    actor = current_actor()
    areas = sorted(areas_with(account_id=actor.account_id, permission=DRAW, on=on)) if actor.account_id else []
    if actor.account_id is None or not areas:
        raise NotPermitted(f"This needs the permission {DRAW!r}: ask an administrator for it.")
    if not 1 <= wanted.size <= MOST:
        raise SampleRefused(_("Ask for 1 to 1,000 decisions."))
    if not wanted.purpose.strip():
        raise SampleRefused(_("Say what the sample is for: it is kept with it."))
    if not set(wanted.strata) <= set(STRATA):
        raise SampleRefused(_("The lot cannot be drawn apart by this."))
    row = Sample.objects.create(
        asked_by_id=actor.account_id,
        asked_at=now(),
        purpose=wanted.purpose.strip(),
        wanted=wanted.to_json(),
        strata=[name for name in STRATA if name in wanted.strata],
        size=wanted.size,
        areas=areas,
    )
    audit.record("sample.ask", object_type="sample", object_id=row.id, details={"size": row.size})
    return row


_SEALED = """
SELECT b.number, encode(b.head, 'hex') FROM integrity_sample s
JOIN audit_batch b ON b.from_xid <= s.xid AND b.below_xid > s.xid WHERE s.id = %s
"""


def draw_waiting() -> bool:
    """Draw the oldest sample whose request is sealed by now; says whether one was drawn."""
    for row in (
        Sample.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(drawn_at__isnull=True)
        .order_by("asked_at")[:20]
    ):
        with connection.cursor() as cursor:
            cursor.execute(_SEALED, [row.id])
            sealed = cursor.fetchone()
        if sealed is not None:
            _draw(row, seal=sealed[0], seed=sealed[1])
            return True
    return False


def population_of(row: Sample) -> list[tuple[UUID, str, UUID, int]]:
    """The decisions that fit what is wanted: id, stratum, claimant, area; taken before it was asked for.

    Not of restricted persons: hardly anybody may see that they have a case.
    """
    stratum = " || ' · ' || ".join(f"({STRATA[name]})::text" for name in row.strata) or "''"
    conditions = " AND ".join(["true", *(_CONDITIONS[name] for name in row.wanted)])
    statement = f"""
SELECT d.id, {stratum}, c.claimant_id, c.area_id
FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id JOIN casework_case k ON k.id = c.case_id
WHERE d.decided_at <= %(asked_at)s AND c.area_id = ANY (%(areas)s) AND {conditions}
  AND NOT EXISTS (SELECT FROM registers_person p WHERE p.id = c.claimant_id AND p.restricted)
"""  # noqa: S608  (names of columns are ours; what was asked for comes as values)
    with connection.cursor() as cursor:
        cursor.execute(statement, {**row.wanted, "asked_at": row.asked_at, "areas": row.areas})
        return [tuple(one) for one in cursor.fetchall()]


def _draw(row: Sample, *, seal: int, seed: str) -> None:
    population = population_of(row)
    about = {decision: (person, area) for decision, _stratum, person, area in population}
    taken = drawn(
        seed=f"{seed}:{row.id}", size=row.size, population=((one, stratum) for one, stratum, *_ in population)
    )
    SampledDecision.objects.bulk_create(
        SampledDecision(
            id=uuid7(),
            sample=row,
            decision_id=decision,
            person_id=about[decision][0],
            area_id=about[decision][1],
            stratum=stratum[:200],
            place=place,
        )
        for place, (decision, stratum) in enumerate(taken, start=1)
    )
    row.seal, row.seed, row.population, row.drawn_at = seal, seed, len(population), now()
    row.save(update_fields=["seal", "seed", "population", "drawn_at"])
    details = {"seal": seal, "population": len(population), "drawn": len(taken)}
    audit.record("sample.draw", object_type="sample", object_id=row.id, details=details)


def replay_sampled(*, limit: int = REPLAYED_AT_ONCE) -> bool:
    """Replay the next decisions of samples, by the actor of the nightly replay; says whether there may be more."""
    waiting = list(
        SampledDecision.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(replayed_at__isnull=True)
        .order_by("id")[:limit]
    )
    for row in waiting:
        found = replay(decision=row.decision_id)
        row.count, row.replayed_at = len(found.differences), now()
        if found.differences:
            row.differences = json.dumps([one.to_json() for one in found.differences])
        row.save(update_fields=["count", "replayed_at", "differences"])
    return len(waiting) == limit
