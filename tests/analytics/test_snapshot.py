"""A snapshot holds what law reads of decided claims, sealed, without names, and is gone after some hours."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from janua.analytics.actions.comparison import compare_over
from janua.analytics.actions.snapshot import (
    SnapshotGone,
    begin_snapshot,
    delete_overdue,
    fill_snapshot,
    samples_of,
)
from janua.analytics.models import Snapshot
from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.base.keys.datakeys import KeyDestroyed, data_key
from janua.base.keys.envelope import Tampered
from janua.casework.actions.assessment import run_law
from janua.casework.facts import facts_of_claims
from janua.casework.models import Claim
from janua.pack.giving import PaidPeriod
from janua.pack.installed import country
from janua.registers.models import Fact, Person, PersonIdentifier, PersonName
from janua.rules.comparison import Comparison, Verdict, changes
from janua.values import Period
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one

pytestmark = pytest.mark.django_db
ANALYST, KEEPER = system_actor("analyst"), system_actor("keeper")
ON = date(2026, 7, 1)
PROGRAMMES = ("MT-CA", "MT-CAS")
RATE = """
rate:
  values:
    - {from: 2026-07-01, value: "0.08", citation: Budget, mark: S}
"""


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> Path:
    settings.JANUA_DOCUMENTS = tmp_path
    return tmp_path


@pytest.fixture
def granted(as_process: Any) -> list[f.Family]:
    f.publish_catalogue()
    families = [f.family(number=number) for number in (1, 2, 3)]
    for number, of in enumerate(families):
        f.submit_as(as_process, of, key=f"k{number}")
        carry(as_process, of, example_one(of))
    return families


def taken(as_process: Any, *, limit: int = 100) -> Snapshot:
    with as_process("janua_work", ANALYST):
        row = begin_snapshot(programmes=PROGRAMMES, on=ON, today=f.TODAY)
    more = True
    while more:
        with as_process("janua_work", ANALYST):
            more = fill_snapshot(limit=limit)
    row.refresh_from_db()
    return row


def kill_after_filling(as_process: Any, limit: int) -> None:
    """The files of a batch are written, and nothing is committed."""
    with suppress(KeyboardInterrupt), as_process("janua_work", ANALYST):
        fill_snapshot(limit=limit)
        raise KeyboardInterrupt


def reform() -> Any:
    return country().law_at([{"childrens_allowance": RATE}])


def asked_one_by_one() -> Comparison:
    """What the interpreter says of every claim under both laws."""
    law, found, now = country().law, {}, reform()
    for code in PROGRAMMES:
        claims = list(Claim.objects.filter(programme=code))
        facts = facts_of_claims(claims=claims, known_at=claims[0].opened_at + timedelta(days=3000))
        unit = law.programme(code).period
        paid = PaidPeriod(Period.of(unit, ON), due_on=ON, deciding_on=ON)
        verdicts = []
        for claim in claims:
            both = [run_law(law=one, claim=claim, facts=facts[claim.id], paid=paid) for one in (law, now)]
            before, after = (Verdict(one.outcome, one.amount) for one in both)
            verdicts.append((before, after, len(both[0].unit.persons)))
        found[code] = changes(law.programme(code), country().budget_lines.get(code, ""), verdicts)
    return Comparison(ON, law.hash, now.hash, tuple(found.values()))


@pytest.mark.parametrize("limit", [100, 2])
def test_compare_over_counts_what_the_law_says_of_each_claim(as_process: Any, granted: Any, limit: int) -> None:
    row = taken(as_process, limit=limit)
    with as_process("janua_work", ANALYST):
        found = compare_over(snapshot=row.id, reform=reform())

    # Three families of example 1: (30,000 − 20,500) × 6.5 % and 8 % ÷ 52, 308.88 and 380.12 a quarter.
    assert found == asked_one_by_one()
    allowance = next(one for one in found.programmes if one.programme == "MT-CA")
    assert (allowance.more.claims, allowance.cost_before, allowance.cost_after) == (3, 3 * 30888, 3 * 38012)
    assert (row.claims, row.done, row.left_out, row.behind) == (6, 6, 0, None)


def test_fill_after_a_batch_that_was_rolled_back_counts_nobody_twice(as_process: Any, granted: Any) -> None:
    with as_process("janua_work", ANALYST):
        row = begin_snapshot(programmes=PROGRAMMES, on=ON, today=f.TODAY)
    for limit in (4, 1):
        kill_after_filling(as_process, limit)
        with as_process("janua_work", ANALYST):
            assert fill_snapshot(limit=3)
    with as_process("janua_work", ANALYST):
        assert not fill_snapshot()
        found = compare_over(snapshot=row.id, reform=reform())

    assert found == asked_one_by_one()


def test_fill_throws_away_a_part_whose_claims_are_no_longer_counted(as_process: Any, granted: Any) -> None:
    with as_process("janua_work", ANALYST):
        row = begin_snapshot(programmes=PROGRAMMES, on=ON, today=f.TODAY)
    kill_after_filling(as_process, 100)
    Claim.objects.update(state="checking")
    with as_process("janua_work", ANALYST):
        assert not fill_snapshot()
        found = compare_over(snapshot=row.id, reform=reform())

    assert found.programmes == ()


def test_files_hold_no_name_number_or_id(as_process: Any, granted: Any, documents: Path) -> None:
    row = taken(as_process)
    secrets = {name for one in PersonName.objects.all() for name in (one.given, one.family)}
    secrets |= {one.value for one in PersonIdentifier.objects.all()}
    secrets |= {str(one.id) for one in Person.objects.all()} | {one.reference for one in Claim.objects.all()}
    ids = {one.id for one in Person.objects.all()} | {one.id for one in Claim.objects.all()}
    assert len(secrets) > 12

    with as_process("janua_work", ANALYST):
        samples = samples_of(snapshot=row.id)
        for sample in samples:
            files = sample.population
            for path in (files.members, files.units, *files.series.values()):
                opened = pq.ParquetFile(path, decryption_properties=files.seal.for_reading()).read()
                told = {str(value) for column in opened.columns for value in column.to_pylist()}
                assert {str(column.type) for column in opened.columns} == {"int64"}
                assert not secrets & told
                assert not {str(one.int) for one in ids} & told
    for path in documents.rglob("*"):
        if path.is_file() and "snapshots" in path.parts:
            content = path.read_bytes()
            assert not [one for one in secrets if one.encode() in content]
            assert not [one for one in ids if one.bytes in content]
            # Not even the names of columns stand there in the clear.
            assert b"fact_" not in content


def test_files_open_with_the_snapshots_own_key_alone(as_process: Any, granted: Any) -> None:
    first, second = taken(as_process), taken(as_process)
    with as_process("janua_work", ANALYST):
        mine, other = samples_of(snapshot=first.id)[0].population, samples_of(snapshot=second.id)[0].population

    with pytest.raises(OSError, match="no decryption"):
        pq.ParquetFile(mine.units)
    with pytest.raises(Tampered):
        pq.ParquetFile(mine.units, decryption_properties=other.seal.for_reading())


def test_samples_of_refuses_files_that_were_changed(as_process: Any, granted: Any, documents: Path) -> None:
    row = taken(as_process)
    path = next((documents / "snapshots").rglob("units.parquet"))
    path.write_bytes(path.read_bytes() + b" ")

    with as_process("janua_work", ANALYST), pytest.raises(Tampered):
        samples_of(snapshot=row.id)


def test_delete_overdue_destroys_key_and_files(as_process: Any, granted: Any, documents: Path) -> None:
    row, other = taken(as_process), taken(as_process)
    Snapshot.objects.filter(id=row.id).update(
        begun_at=row.begun_at - timedelta(hours=9), deletes_at=row.deletes_at - timedelta(hours=9)
    )
    with as_process("janua_work", ANALYST), pytest.raises(SnapshotGone):
        samples_of(snapshot=row.id)

    with as_process("janua_work", KEEPER):
        assert (delete_overdue(), delete_overdue()) == (1, 0)

    assert {path.name for path in (documents / "snapshots").iterdir()} == {str(other.id)}
    with as_process("janua_work", ANALYST), pytest.raises(KeyDestroyed):
        data_key(row.id)
    row.refresh_from_db()
    assert row.deleted_at is not None


def test_a_claim_whose_facts_cannot_be_read_is_left_out_and_counted(as_process: Any, granted: Any) -> None:
    Claim.objects.filter(claimant=granted[0].mother, programme="MT-CA").update(declared={"no_such_thing": "1"})
    row = taken(as_process)

    assert (row.claims, row.done, row.left_out) == (6, 6, 1)
    with as_process("janua_work", ANALYST):
        found = compare_over(snapshot=row.id, reform=reform())
    assert {one.programme: (one.more.claims or 0) + (one.same.claims or 0) for one in found.programmes} == {
        "MT-CA": 2,
        "MT-CAS": 3,
    }


def test_analyst_sees_no_name_number_or_contact(as_process: Any, granted: Any) -> None:
    with as_process("janua_work", ANALYST):
        assert Claim.objects.count() == 6
        assert Fact.objects.exists()
        seen = [model.objects.count() for model in (Person, PersonName, PersonIdentifier)]
    assert seen == [0, 0, 0]


def test_snapshot_is_seen_by_analyst_and_keeper_alone(as_process: Any, granted: Any) -> None:
    taken(as_process)

    def seen(actor: str) -> int:
        with as_process("janua_work", system_actor(actor)):
            return Snapshot.objects.count()

    assert {actor: seen(actor) for actor in ("analyst", "keeper", "assessor", "checker")} == {
        "analyst": 1, "keeper": 1, "assessor": 0, "checker": 0,
    }  # fmt: skip


def test_snapshot_leaves_its_digest_in_the_audit_trail(as_process: Any, granted: Any) -> None:
    row = taken(as_process)

    entry = Entry.objects.get(action="snapshot.finish", object_id=row.id)
    assert entry.details == {"claims": 6, "left_out": 0, "digest": f"sha256:{bytes(row.digest or b'').hex()}"}


def test_snapshot_of_a_law_that_moved_on_is_given_up(as_process: Any, granted: Any) -> None:
    with as_process("janua_work", ANALYST):
        row = begin_snapshot(programmes=PROGRAMMES, on=ON, today=f.TODAY)
    Snapshot.objects.filter(id=row.id).update(law_hash="0" * 64)

    with as_process("janua_work", ANALYST):
        assert fill_snapshot() is False
        with pytest.raises(SnapshotGone):
            samples_of(snapshot=row.id)
    with as_process("janua_work", KEEPER):
        assert delete_overdue() == 1
