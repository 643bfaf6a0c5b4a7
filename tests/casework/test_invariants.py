"""What must always hold is reported when it does not: each invariant is broken once, past every guard."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from janua.base.actors import system_actor
from janua.casework.actions import reconsideration as again
from janua.casework.actions.decision import decide, intend_refusal
from janua.casework.actions.letter import write_letters
from janua.casework.invariants import INVARIANTS
from janua.casework.models import Assessment, Claim, Decision
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
LATER = f.TODAY + timedelta(days=15)


@pytest.fixture
def office(as_process: Any) -> Any:
    """A family with a grant looked at again, and one with a refusal after notice; every letter written."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    decision = Decision.objects.get(claim__programme="MT-CA")
    with as_process("janua_portal", of.account.actor):
        asked = again.ask(decision=decision.id, grounds="Look again.", on=f.TODAY)
    officer = people.officer("reconsider_claim")
    f.deal_to(officer, asked)
    with as_process("janua_workbench", officer.actor):
        row = again.rerun(reconsideration=asked.id, on=f.TODAY)
        again.decide(reconsideration=asked.id, assessment=row.assessment.id, on=f.TODAY, challenge_days=30)
    refuse(as_process)
    with as_process("janua_work", system_actor("assessor")):
        write_letters(on=LATER)
    return of


def refuse(as_process: Any) -> None:
    other = f.family(born=(date(2015, 5, 4),), number=2)
    people.fact(other.children[0].id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    f.submit_as(as_process, other, key="k2")
    carry(as_process, other, {other.mother.id: f.income_record(other.mother.identifiers.get().value, gross="1.00")})
    claim = Claim.objects.get(programme="MT-CA", claimant=other.mother)
    shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()
    officer = people.officer("decide_claim")
    f.deal_to(officer, claim)
    with as_process("janua_workbench", officer.actor):
        intend_refusal(claim=claim.id, assessment=shown.id, on=f.TODAY, answer_days=14)
        decide(claim=claim.id, assessment=shown.id, outcome="refuse", on=LATER, challenge_days=30)


def looked_at(as_process: Any) -> Any:
    """Name → (looked at, broken), read as the command reads it: as keeper, under the role of the worker."""
    found = {}
    with as_process("janua_work", system_actor("keeper")), connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(invariant.checked)
            checked = cursor.fetchone()[0]
            cursor.execute(invariant.broken)
            found[invariant.name] = (checked, [row[0] for row in cursor.fetchall()])
    return found


def test_all_hold_after_grants_a_refusal_and_a_reconsideration(as_process: Any, office: Any) -> None:
    found = looked_at(as_process)

    assert {name: broken for name, (_, broken) in found.items() if broken} == {}
    # Yesterday's decisions are none yet; everything else had something to look at.
    assert [name for name, (checked, _) in found.items() if checked == 0] == [
        "casework.decision_was_written_to_the_person"
    ]


GRANT = "(SELECT id FROM casework_decision WHERE outcome = 'grant' AND supersedes_id IS NOT NULL)"
REFUSAL = "(SELECT id FROM casework_decision WHERE outcome = 'refuse')"
LINE = "(SELECT id FROM casework_entitlementline ORDER BY id LIMIT 1)"
MUTATIONS = {
    "casework.entitlement_rests_on_a_grant": (
        f"UPDATE casework_entitlement SET decision_id = {REFUSAL} WHERE decision_id = {GRANT}",
        "DELETE FROM casework_decision WHERE id IN (SELECT decision_id FROM casework_entitlementline l"
        " JOIN casework_entitlement e ON e.id = l.entitlement_id)",
        "UPDATE casework_entitlement SET programme = 'MT-BB'",
    ),
    "casework.line_rests_on_what_the_law_gives": (
        f"UPDATE casework_entitlementline SET amount = amount + 1 WHERE id = {LINE}",
        f"UPDATE casework_entitlementline SET starts_on = starts_on - 1 WHERE id = {LINE}",
        "UPDATE casework_assessment SET outcome = 'not_eligible'",
        "DELETE FROM casework_entitlement",
    ),
    "casework.nothing_stands_under_a_decision_that_took_it_away": (
        f"UPDATE casework_decision SET outcome = 'refuse', amount = NULL WHERE id = {GRANT}",
    ),
    "casework.decision_gives_its_reasons": (
        "UPDATE casework_decision SET reasons = '[]'",
        "UPDATE casework_decision SET reasons = '\"because\"'",
        "UPDATE casework_decision SET reasons = jsonb_set(reasons, '{0,citation}', '\"\"')",
        "UPDATE casework_decision SET reasons = reasons #- '{0,key}'",
        f'UPDATE casework_decision SET reasons = \'[{{"key": "k", "citation": "c", "met": true}}]\''
        f" WHERE id = {REFUSAL}",
    ),
    "casework.decision_is_what_was_assessed": (
        f"UPDATE casework_decision SET amount = amount + 1 WHERE id = {GRANT}",
        f"UPDATE casework_decision SET outcome = 'grant', amount = 1 WHERE id = {REFUSAL}",
        "UPDATE casework_assessment SET result = jsonb_set(result::jsonb, '{conditions,0,met}', 'null')",
    ),
    "casework.officer_signed_what_stands": (
        "UPDATE seals_signature SET object_id = gen_random_uuid() WHERE act = 'decide'",
        "UPDATE seals_signature SET statement = jsonb_set(statement::jsonb, '{outcome}', '\"else\"')::text",
        "UPDATE seals_signature SET statement = jsonb_set(statement::jsonb, '{decision}', '\"else\"')::text",
        "UPDATE seals_signature SET statement = jsonb_set(statement::jsonb, '{claim}', '\"else\"')::text",
        "UPDATE seals_signature SET statement = jsonb_set(statement::jsonb, '{on}', '\"else\"')::text",
        "UPDATE casework_assessment SET digest = sha256('else')",
    ),
    "casework.refusal_names_who_took_it": (
        f"UPDATE casework_decision SET decided_by_id = NULL, decided_by_system = 'assessor' WHERE id = {REFUSAL}",
        "DELETE FROM accounts_staffprofile",
        "UPDATE accounts_staffprofile SET display_name = ''",
    ),
    "casework.refusal_was_heard_first": (
        "DELETE FROM casework_intendeddecision",
        "UPDATE casework_intendeddecision SET answer_by = given_on + 60",
    ),
    "casework.decision_can_be_challenged": ("UPDATE casework_decision SET challenge_until = decided_on",),
    "casework.decision_was_replaced_by_another_officer": (
        "UPDATE casework_decision SET decided_by_id = (SELECT decided_by_id FROM casework_decision"
        f" WHERE id = {GRANT}), decided_by_system = '' WHERE id IN (SELECT supersedes_id FROM casework_decision)",
        f"UPDATE casework_decision SET decided_by_id = NULL, decided_by_system = 'assessor' WHERE id = {GRANT}",
        f"UPDATE casework_decision SET supersedes_id = {REFUSAL} WHERE id = {GRANT}",
    ),
    "casework.claim_decided_has_a_decision": (
        "UPDATE casework_claim SET state = 'assessed' WHERE state = 'decided'",
        "DELETE FROM casework_decision",
    ),
    "casework.decision_was_written_to_the_person": (
        "WITH gone AS (DELETE FROM casework_letter)"
        " UPDATE casework_decision SET decided_at = decided_at - interval '2 days'",
    ),
    "casework.accepted_application_has_its_claims": ("DELETE FROM casework_claim",),
}


def test_each_invariant_has_its_mutation() -> None:
    assert list(MUTATIONS) == [invariant.name for invariant in INVARIANTS]


def test_each_mutation_is_reported(as_process: Any, office: Any) -> None:
    missed = []
    for name, mutations in MUTATIONS.items():
        for sql in mutations:
            with connection.cursor() as cursor:
                cursor.execute("SAVEPOINT whole")
                cursor.execute("SET LOCAL session_replication_role = replica")
                drop_checks(cursor)
                cursor.execute(sql)
                assert cursor.rowcount > 0, sql
                cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            if not looked_at(as_process)[name][1]:
                missed.append((name, sql))
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK TO SAVEPOINT whole")
    assert missed == []


def drop_checks(cursor: Any) -> None:
    """The database itself refuses much of it; whoever owns the database can take that away."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid::regclass::text LIKE 'casework_%'"
    )
    for table, constraint in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
