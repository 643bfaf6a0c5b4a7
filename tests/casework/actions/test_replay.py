"""Replay: nothing that is learned or changed later changes it, and whatever was tampered with shows."""

import random
import shutil
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NoReturn

import pytest
from django.db import connection

from janua.base.actors import system_actor
from janua.base.clock import now
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.replay import Difference, replay, replay_sample
from janua.casework.models import Assessment, Decision, EntitlementLine, LawText, Task
from janua.checks.models import Check
from janua.pack.installed import country, install
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance, Fact, Relationship
from janua.rules.units import UnitDefinition
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")


@pytest.fixture
def granted(as_process: Any) -> Any:
    """Example 1 of the country file, granted by the machine."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    return of


@pytest.fixture
def pack() -> Any:
    """The installed country, put back afterwards."""
    installed = country()
    yield installed
    install(installed)


def run(as_process: Any, programme: Any = "MT-CA") -> Any:
    decision = Decision.objects.get(claim__programme=programme)
    with as_process("janua_work", KEEPER):
        return replay(decision=decision.id)


def tamper(sql: Any, *values: Any) -> None:
    """Change a row as somebody with all rights to the database would, past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        assert cursor.rowcount >= 1
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def paths(found: Any) -> Any:
    return {difference.path for difference in found.differences}


def income() -> Any:
    return Fact.objects.get(attribute="employment_income", number=1800000)


def test_replay_of_each_decision_gives_the_same(as_process: Any, granted: Any) -> None:
    assert run(as_process).differences == ()
    assert run(as_process, "MT-CAS").differences == ()
    assert run(as_process).to_json() == {
        "decision": Decision.objects.get(claim__programme="MT-CA").reference,
        "same": True,
        "differences": [],
    }


def test_replay_is_the_same_after_a_correction_that_would_decide_otherwise(as_process: Any, granted: Any) -> None:
    with as_process("janua_work", system_actor("exchange")):
        record_facts(
            source="revenue",
            facts=[
                StatedFact(
                    subject=granted.father.id, attribute="employment_income", value=9900000, item="PE900001:2024",
                    true_from=date(2024, 1, 1), true_to=date(2024, 12, 31),
                )
            ],
            attributes=country().attributes_by_name,
            assurance=Assurance.CONFIRMED,
            on=f.TODAY,
            evidence_id=None,
        )  # fmt: skip
    Relationship.objects.filter(kind="spouse").update(known_to=now())

    assert run(as_process).same


def test_replay_is_the_same_under_another_law_in_the_pack(
    as_process: Any, granted: Any, pack: Any, tmp_path: Any
) -> None:
    law = tmp_path / "mt" / "law"
    shutil.copytree(pack.law_folder, law)
    text = (law / "childrens_allowance.yaml").read_text(encoding="utf-8")
    (law / "childrens_allowance.yaml").write_text(text.replace('"8.66"', '"9.66"').replace('"27.29"', '"99.99"'))

    def nobody(view: Any, on: Any) -> NoReturn:
        raise AssertionError("today's units are not asked")

    units = tuple(UnitDefinition(one.name, one.roles, one.gives, nobody) for one in pack.units)
    changed = replace(pack, law_folder=law, units=units, attributes=pack.attributes, _laws={})
    install(changed)
    assert changed.law.hash != pack.law.hash

    assert run(as_process).same


def test_replay_shows_a_tampered_fact_from_the_fact_to_the_amount(as_process: Any, granted: Any) -> None:
    fact = income()
    tamper("UPDATE registers_fact SET number = 100 WHERE id = %s", fact.id)

    found = run(as_process)

    first = "assessments[2026-01-01]"
    value = f"{first}.situation.persons.{granted.father.id}.employment_income[0].value"
    assert Difference(value, "18000.00", "1.00") in found.differences
    # 1.00 + 7,000 − 4,500 of deductions lie below the income of the highest rate: 27.29 × 13 × 2.
    assert Difference(f"{first}.amount", 30888, 70954) in found.differences
    assert {"decision.amount", "lines[2026-01-01].amount"} <= paths(found)


def test_replay_shows_a_fact_that_was_taken_away(as_process: Any, granted: Any) -> None:
    fact = income()
    tamper("DELETE FROM registers_fact WHERE id = %s", fact.id)

    assert any(".inputs[" in path for path in paths(run(as_process)))


def test_replay_shows_a_relationship_that_was_put_in_later_for_earlier(as_process: Any, granted: Any) -> None:
    row = Relationship.objects.get(kind="spouse")
    tamper("UPDATE registers_relationship SET kind = 'cohabitant' WHERE id = %s", row.id)

    assert any(".situation.relationships[" in path for path in paths(run(as_process)))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE casework_assessment SET amount = 1 WHERE id = %s", "assessments[2026-01-01].amount"),
        ("UPDATE casework_assessment SET outcome = 'not_eligible' WHERE id = %s", "assessments[2026-01-01].outcome"),
        ("UPDATE casework_assessment SET unit = unit[1:1] WHERE id = %s", "assessments[2026-01-01].unit[1]"),
        (
            "UPDATE casework_assessment SET result = jsonb_set(result::jsonb, '{conditions,0,met}', 'false')"
            " WHERE id = %s",
            "assessments[2026-01-01].digest",
        ),
        (
            "UPDATE casework_assessment SET digest = sha256('x') WHERE id = %s",
            "assessments[2026-01-01].digest",
        ),
        ("UPDATE casework_decision SET amount = 99 WHERE assessment_id = %s", "decision.amount"),
        ("UPDATE casework_decision SET from_on = '2025-01-01' WHERE assessment_id = %s", "decision.from_on"),
        (
            "UPDATE casework_decision SET reasons = jsonb_set(reasons, '{0,citation}', '\"art. 1\"')"
            " WHERE assessment_id = %s",
            "decision.reasons[0].citation",
        ),
        ("UPDATE casework_entitlementline SET amount = 31000 WHERE assessment_id = %s", "lines[2026-01-01].amount"),
        ("UPDATE casework_entitlementline SET amount = 30000 WHERE assessment_id = %s", "lines[2026-01-01].amount"),
        (
            "UPDATE casework_entitlementline SET ends_on = '2026-12-31' WHERE assessment_id = %s",
            "lines[2026-01-01].period",
        ),
        ("DELETE FROM casework_entitlementline WHERE assessment_id = %s", "lines[2026-01-01].amount"),
    ],
)
def test_replay_shows_each_tampered_value(as_process: Any, granted: Any, sql: Any, expected: Any) -> None:
    tamper(sql, Decision.objects.get(claim__programme="MT-CA").assessment_id)

    assert expected in paths(run(as_process))


def test_replay_shows_a_tampered_law(as_process: Any, granted: Any) -> None:
    kept = LawText.objects.get()
    text = kept.files["law/childrens_allowance.yaml"].replace('"8.66"', '"9.66"')
    kept.files["law/childrens_allowance.yaml"] = text
    kept.save()

    found = run(as_process)

    assert "assessments[2026-01-01].law" in paths(found)


def test_replay_runs_no_law_that_reaches_outside(as_process: Any, granted: Any, tmp_path: Any) -> None:
    kept = LawText.objects.get()
    kept.files["units.py"] = f"open('{tmp_path}/reached', 'w')\n" + kept.files["units.py"]
    kept.save()

    found = run(as_process)

    assert not (tmp_path / "reached").exists()
    assert found.differences[0].now.startswith("KeptLawRefused: units.py: name 'open' is not defined")


def test_sample_opens_a_task_for_each_decision_that_differs(as_process: Any, granted: Any) -> None:
    assert replay_as_sample(as_process) == []
    line = EntitlementLine.objects.filter(programme="MT-CAS").first()
    tamper("UPDATE casework_entitlementline SET amount = 1 WHERE id = %s", line.id)

    assert len(replay_as_sample(as_process)) == 1

    differing = Decision.objects.get(claim__programme="MT-CAS")
    assert list(Task.objects.values_list("kind", "object_id")) == [("replay_difference", differing.id)]
    assert Task.objects.get().deadline_on == f.TODAY + timedelta(days=7)


def replay_as_sample(as_process: Any) -> Any:
    with as_process("janua_work", KEEPER):
        return replay_sample(size=20, on=f.TODAY, lot=random.Random(1))


def test_sample_of_nothing_is_nothing(as_process: Any, db: Any) -> None:
    assert replay_as_sample(as_process) == []
    assert Assessment.objects.count() == 0


def test_replay_of_a_benefit_paid_by_the_week_adds_its_lines_up(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=())
    for attribute, value in (
        ("unemployment_register", {"words": "part_1"}),
        ("previous_weekly_wage", {"number": 40000}),
        ("fit_for_work", {"truth": True}),
        ("available_for_work", {"truth": True}),
    ):
        people.fact(of.mother.id, attribute, source="jobsplus", **value)
    for year in range(2022, 2026):
        days = {"true_from": date(year, 1, 1), "true_to": date(year, 12, 31)}
        people.fact(of.mother.id, "contributions_paid", source="department", number=45, item=str(year), **days)
    f.submit_as(as_process, of, service="unemployment-benefit")
    with as_process("janua_work", system_actor("assessor")):
        begin_claims(on=f.TODAY)
    Check.objects.update(state="answered")
    with as_process("janua_work", system_actor("assessor")):
        take_up_checks(on=f.TODAY)

    assert EntitlementLine.objects.count() > 20
    assert run(as_process, "MT-UB").differences == ()
    line = EntitlementLine.objects.order_by("starts_on").last()
    tamper("UPDATE casework_entitlementline SET amount = amount + 1 WHERE id = %s", line.id)
    assert paths(run(as_process, "MT-UB")) == {"lines[2026-02-01].amount"}
