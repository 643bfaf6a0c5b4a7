"""Ruling on what two sources say differently: a named officer, one of the two statements, once."""

from datetime import date
from typing import Any

import pytest

from janua.base.audit.models import Entry
from janua.checks.actions.discrepancy import NotRuledOn, rule
from janua.checks.models import Discrepancy
from janua.checks.permissions import NotPermitted
from janua.pack.installed import country
from janua.registers.actions.rulings import NotRuled
from janua.registers.models import AccountLink, Residence, Ruling
from janua.registers.queries import facts_known, trust_order
from janua.values import uuid7
from tests.checks.factories import TODAY, As, check, person
from tests.registers import factories as people

YEAR: dict[str, Any] = {"true_from": date(2024, 1, 1), "true_to": date(2024, 12, 31)}
WHY = "The payslips bear her out."


def _differing() -> Discrepancy:
    parent = person()
    declared = people.fact(parent.id, number=1400000, source="declared", assurance=1, **YEAR)
    told = people.fact(parent.id, number=3100000, source="revenue", item="PE1", **YEAR)
    return Discrepancy.objects.create(
        check_asked=check(parent, "revenue", state="discrepancy"),
        subject=parent,
        attribute="employment_income",
        item="PE1",
        stated=declared.id,
        answered=told.id,
        found_at=people.NOW,
    )


def test_rule_puts_one_statement_first_and_says_by_whom_and_why(as_process: As) -> None:
    found = _differing()
    officer = people.officer("rule_on_fact").actor

    with as_process("janua_workbench", officer):
        rule(discrepancy=found.id, fact=found.stated, reason=WHY, on=TODAY)

    ruling = Ruling.objects.get()
    assert (ruling.fact_id, ruling.reason, str(ruling.ruled_by)) == (found.stated, WHY, officer.setting)
    assert Discrepancy.objects.get().ruling == ruling.id
    trust = trust_order(country().attributes)
    known = facts_known(subjects=[found.subject_id], on=None, known_at=ruling.known_from, trust=trust)
    assert [fact.value for fact in known if fact.is_accepted] == [1400000]
    traces = Entry.objects.filter(action="discrepancy.rule").values_list("subject", "object_id", "actor", "details")
    assert list(traces) == [
        (
            found.subject_id,
            found.id,
            officer.setting,
            {"fact": str(found.stated), "attribute": "employment_income"},
        )
    ]


def test_ruling_is_refused_on_what_is_not_in_question(as_process: As) -> None:
    found = _differing()
    other = people.fact(found.subject_id, "rental_income")

    with as_process("janua_workbench", people.officer("rule_on_fact").actor):
        with pytest.raises(NotRuledOn, match="neither of the two"):
            rule(discrepancy=found.id, fact=other.id, reason=WHY, on=TODAY)
        with pytest.raises(NotRuledOn, match="no such discrepancy"):
            rule(discrepancy=uuid7(), fact=found.stated, reason=WHY, on=TODAY)
        with pytest.raises(NotRuled, match="needs a reason"):
            rule(discrepancy=found.id, fact=found.stated, reason="  ", on=TODAY)

    assert (Ruling.objects.count(), Discrepancy.objects.get().ruling) == (0, None)


def test_ruling_happens_once(as_process: As) -> None:
    found = _differing()

    with as_process("janua_workbench", people.officer("rule_on_fact").actor):
        rule(discrepancy=found.id, fact=found.stated, reason=WHY, on=TODAY)
        with pytest.raises(NotRuledOn, match="ruled on this before"):
            rule(discrepancy=found.id, fact=found.answered, reason=WHY, on=TODAY)

    assert Ruling.objects.get().fact_id == found.stated


def test_ruling_needs_the_permission_where_the_person_lives(as_process: As) -> None:
    found = _differing()

    with as_process("janua_workbench", people.officer("keep_register").actor), pytest.raises(NotPermitted):
        rule(discrepancy=found.id, fact=found.stated, reason=WHY, on=TODAY)
    elsewhere = people.officer("rule_on_fact", area_id=2).actor
    with as_process("janua_workbench", elsewhere), pytest.raises(NotRuledOn, match="no such discrepancy"):
        rule(discrepancy=found.id, fact=found.stated, reason=WHY, on=TODAY)

    assert Discrepancy.objects.get().ruling is None


def test_ruling_by_a_relative_or_somebody_of_the_same_home_is_refused(as_process: As) -> None:
    found = _differing()
    officer, brother = people.officer("rule_on_fact"), people.person(given="Pawlu", area_id=1)
    people.residence(brother, Residence.objects.get(person=found.subject).dwelling)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=brother, confirmed_by="papers", known_from=people.LONG_AGO
    )

    with as_process("janua_workbench", officer.actor), pytest.raises(NotPermitted, match="relative"):
        rule(discrepancy=found.id, fact=found.stated, reason=WHY, on=TODAY)
    assert Ruling.objects.count() == 0
