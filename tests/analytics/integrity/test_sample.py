"""Samples: drawn by the seal of the trail that holds the request, replayed by the nightly replay's actor."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from janua.analytics.integrity.actions.sample import (
    SampleRefused,
    SampleWanted,
    ask_for_sample,
    draw_waiting,
    replay_sampled,
)
from janua.analytics.integrity.drawing import drawn
from janua.analytics.integrity.models import Sample, SampledDecision
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.audit.models import Batch, Entry
from janua.casework.models import Claim, Decision
from tests.analytics.integrity.scene import TODAY, WATCHER, granted_by
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.payments import factories as paid
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
HEAD = bytes(range(32))


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = TODAY


def auditor(area_id: int = 1) -> Any:
    return people.officer("draw_sample", "read_audit", area_id=area_id)


def asked(as_process: Any, account: Any = None, **more: Any) -> Sample:
    values: dict[str, Any] = {"purpose": "yearly audit", "size": 3} | more
    wanted = SampleWanted(**values)
    with as_process("janua_workbench", (account or auditor()).actor):
        return ask_for_sample(wanted=wanted, on=TODAY)


def sealed() -> None:
    """Seal everything up to now, as the sealer does after the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        now = int(cursor.fetchone()[0])
    Batch.objects.create(
        number=1, from_xid="0", below_xid=str(now + 1), rows=1, root=HEAD, previous=b"\0" * 32, head=HEAD,
        sealed_at=datetime(2026, 3, 2, tzinfo=UTC), public_key=b"k" * 32, signature=b"s" * 64,
    )  # fmt: skip


def draw(as_process: Any) -> bool:
    with as_process("janua_work", WATCHER):
        return draw_waiting()


def test_sample_waits_for_the_seal_that_holds_it_and_anybody_can_draw_it_again(as_process: Any) -> None:
    decisions = {paid.entitled(1_000).entitlement.decision_id for _ in range(8)}
    sample = asked(as_process)
    assert not draw(as_process)
    sealed()
    assert (draw(as_process), draw(as_process)) == (True, False)

    sample.refresh_from_db()
    found = list(sample.decisions.order_by("place").values_list("decision_id", flat=True))
    again = drawn(seed=f"{HEAD.hex()}:{sample.id}", size=3, population=[(one, "") for one in decisions])
    assert found == [one for one, _ in again]
    assert (sample.seal, sample.seed, sample.population) == (1, HEAD.hex(), 8)
    assert [e.details for e in Entry.objects.filter(action="sample.draw")] == [{"seal": 1, "population": 8, "drawn": 3}]


def test_what_is_decided_after_the_request_is_not_drawn(as_process: Any) -> None:
    sample = asked(as_process)
    later = paid.entitled(1_000).entitlement.decision
    Decision.objects.filter(id=later.id).update(decided_at=datetime(2100, 1, 1, tzinfo=UTC))
    sealed()
    draw(as_process)

    sample.refresh_from_db()
    assert (sample.population, sample.decisions.count()) == (0, 0)


def test_sample_takes_what_is_wanted_and_of_the_auditors_areas_alone(as_process: Any) -> None:
    officer = people.officer("decide_claim")
    theirs = granted_by(officer, number="").entitlement.decision_id
    paid.entitled(1_000)
    restricted = granted_by(officer, number="")
    restricted.person.restricted = True
    restricted.person.save()
    elsewhere = granted_by(officer, number="")
    people.area(2)
    Claim.objects.filter(decisions=elsewhere.entitlement.decision).update(area_id=2)

    sample = asked(
        as_process, size=9, officer=officer.id, outcome="grant", by="officer", programme="MT-CA", office=1,
        since=date(2026, 1, 1), until=date(2026, 3, 1),
    )  # fmt: skip
    sealed()
    draw(as_process)

    assert list(sample.decisions.values_list("decision_id", flat=True)) == [theirs]
    assert sample.wanted == {
        "officer": str(officer.id), "outcome": "grant", "by": "officer", "programme": "MT-CA", "office": 1,
        "since": "2026-01-01", "until": "2026-03-01",
    }  # fmt: skip


def test_lot_is_drawn_apart_by_what_is_asked(as_process: Any) -> None:
    officer = people.officer("decide_claim")
    rare = granted_by(officer, number="").entitlement.decision_id
    for _ in range(9):
        paid.entitled(1_000)
    sample = asked(as_process, size=2, strata=("by", "programme"))
    sealed()
    draw(as_process)

    rows = dict(sample.decisions.values_list("stratum", "decision_id"))
    assert (set(rows), rows["MT-CA · officer"]) == ({"MT-CA · officer", "MT-CA · machine"}, rare)


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"size": 1_001}, {"purpose": " "}, {"strata": ("decided_by_id; drop",)}]
)
def test_sample_that_cannot_be_is_refused(as_process: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(SampleRefused):
        asked(as_process, **wrong)


def test_who_may_not_draw_is_refused_and_sees_none(as_process: Any) -> None:
    asked(as_process)
    for account in (people.officer("read_audit", "replay_decision"), people.officer("decide_claim")):
        with pytest.raises(NotPermitted):
            asked(as_process, account)
        with as_process("janua_workbench", account.actor):
            assert Sample.objects.count() == 0
    people.area(2)
    with as_process("janua_workbench", auditor(2).actor):
        assert Sample.objects.count() == 0


def test_sampled_decisions_are_replayed_and_what_differs_is_kept_sealed(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    wrong = Decision.objects.get(claim__programme="MT-CA")
    Decision.objects.filter(id=wrong.id).update(amount=1, decided_at=datetime(2026, 2, 1, tzinfo=UTC))
    Decision.objects.exclude(id=wrong.id).update(decided_at=datetime(2026, 2, 1, tzinfo=UTC))
    asked(as_process, size=10)
    sealed()
    draw(as_process)
    with as_process("janua_work", system_actor("keeper")):
        assert replay_sampled(limit=1)
        while replay_sampled(limit=1):
            pass

    rows = {row.decision_id: row for row in SampledDecision.objects.all()}
    told = {id_: row.count for id_, row in rows.items()}
    assert told == {id_: 1 if id_ == wrong.id else 0 for id_ in told}
    assert len(told) == 2
    assert json.loads(rows[wrong.id].differences) == [{"path": "decision.amount", "then": 1, "now": 30888}]
    with connection.cursor() as cursor:
        cursor.execute("SELECT differences FROM integrity_sampleddecision WHERE differences IS NOT NULL")
        assert b"30888" not in bytes(cursor.fetchone()[0])
    _nobody_else_reads(as_process, rows[wrong.id].id)


def _nobody_else_reads(as_process: Any, row: UUID) -> None:
    for account in (people.officer("decide_claim"), people.officer("read_audit"), people.officer("read_case")):
        with as_process("janua_workbench", account.actor):
            assert not SampledDecision.objects.filter(id=row).exists()
