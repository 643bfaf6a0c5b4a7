"""Values planted in every place where a person's own words go, then sought where none may be."""

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection

from janua.base.actors import system_actor
from janua.casework.actions.application import Answer
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.decision import answer_notice, decide, intend_refusal
from janua.casework.actions.event import take_up_events
from janua.casework.actions.letter import write_letters
from janua.casework.models import Assessment, Claim, Decision, IntendedDecision
from janua.config.log import LineFormatter
from janua.registers.actions import record_contact
from janua.registers.models import Person
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ASSESSOR = system_actor("assessor")
CANARY = "Kanarju"
NUMBER = "0777777M"
CENTS = "7313373"
SOUGHT = re.compile(rf"{CANARY}|{NUMBER}|73133[.,]?73", re.IGNORECASE)


def text_of(*prefixes: Any) -> Any:
    """Every row of the tables with these prefixes, as text."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            if table.startswith(prefixes):
                cursor.execute(f"SELECT t::text FROM {table} t")
                found += [(table, row[0]) for row in cursor.fetchall()]
    return found


def planted_family() -> Any:
    """A family whose names, numbers, addresses and incomes are all told apart from anything else."""
    f.publish_catalogue()
    of = f.family(born=(date(2015, 5, 4),))
    for number, one in enumerate((of.mother, of.father, *of.children)):
        Person.objects.filter(id=one.id).update(family_name=f"{CANARY}{number}", found_by=f"{CANARY}{number}")
    people.identified(of.mother, NUMBER, scheme="mt-passport")
    return of


def carry(as_process: Any, of: Any) -> None:
    incomes = {
        one.id: f.income_record(one.identifiers.get(scheme="mt-id-card").value, gross="73133.73")
        for one in (of.mother, of.father)
    }
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    f.answer_checks(as_process, incomes)
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=f.TODAY)
        take_up_events(on=f.TODAY)


def refuse(as_process: Any, of: Any) -> None:
    officer = people.officer("decide_claim")
    for claim in Claim.objects.filter(state="assessed"):
        shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on")[0]
        f.deal_to(officer, claim)
        with as_process("janua_workbench", officer.actor):
            notice = intend_refusal(claim=claim.id, assessment=shown.id, on=f.TODAY, answer_days=14)
        with as_process("janua_portal", of.account.actor):
            answer_notice(notice=notice.id, answer=f"{CANARY} says that {CENTS} is wrong.")
        with as_process("janua_workbench", officer.actor):
            decide(claim=claim.id, assessment=shown.id, outcome="refuse", on=f.TODAY, challenge_days=30)


def test_no_value_reaches_the_trail_the_queue_or_the_logs(as_process: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    of = planted_family()
    people.fact(of.children[0].id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    with as_process("janua_portal", of.account.actor):
        record_contact(person=of.mother.id, kind="email", value=f"{CANARY}@example.org", source="declared", on=f.TODAY)
    f.submit_as(as_process, of, answers=_answers(of))
    carry(as_process, of)
    refuse(as_process, of)
    with as_process("janua_work", ASSESSOR):
        write_letters(on=f.TODAY)

    assert {decision.outcome for decision in Decision.objects.all()} == {"refuse"}
    # What is sealed is sealed; what is said in plain lies in the register alone.
    assert IntendedDecision.objects.filter(answer__isnull=False).count() == Decision.objects.count()
    traces = text_of("audit_", "procrastinate_", "jobs_", "keys_", "casework_task", "casework_intendeddecision")
    assert len(traces) > 20
    assert [(table, row) for table, row in traces if SOUGHT.search(row)] == []
    lines = [LineFormatter().format(record) for record in caplog.records]
    assert [line for line in lines if SOUGHT.search(line)] == []


def test_claim_that_cannot_be_assessed_is_logged_without_the_value(as_process: Any, caplog: Any) -> None:
    of = planted_family()
    people.fact(of.mother.id, "citizenship", source="identita", words=CANARY, item="XX")
    f.submit_as(as_process, of)
    carry(as_process, of)

    logged = "\n".join(LineFormatter().format(record) for record in caplog.records)
    assert {claim.state for claim in Claim.objects.all()} == {"stuck"}
    assert "cannot be assessed" in logged
    assert SOUGHT.findall(logged) == []


def _answers(of: Any) -> Any:
    return (
        Answer(
            subject=of.mother.id,
            attribute="employment_income",
            value=int(CENTS),
            item=f"{CANARY} Ltd",
            true_from=date(2024, 1, 1),
            true_to=date(2024, 12, 31),
        ),
    )
