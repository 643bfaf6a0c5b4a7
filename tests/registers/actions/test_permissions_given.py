"""Mandates, consents, links of accounts, rulings: one test for the effect, one for each refusal."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.utils import ProgrammingError

from janua.base.actors import system_actor
from janua.registers.actions import (
    AlreadyLinked,
    NotPermitted,
    StatedFact,
    form_household,
    give_consent,
    grant_mandate,
    leave_event,
    link_account,
    record_contact,
    record_facts,
    revoke_mandate,
    rule_on,
    withdraw_consent,
)
from janua.registers.actions.mandates import AlreadyEnded, NotGranted
from janua.registers.actions.rulings import NotRuled
from janua.registers.models import (
    AccountLink,
    Assurance,
    Consent,
    Mandate,
    Person,
    Ruling,
)
from janua.registers.row_security import DECLARED
from janua.values import Identifier, uuid7
from tests.registers import factories as make

As = Callable[..., AbstractContextManager[None]]
KEEPER = system_actor("keeper")
CARD = Identifier("mt-id-card", "0000101M")


def _days(rows: Any) -> list[tuple[date | None, date | None]]:
    return [(row.true_from, row.true_to) for row in rows.order_by("true_from")]


def test_grant_and_revoke_mandate_decide_whom_the_holder_sees(as_process: As) -> None:
    giver, holder = make.person(), make.person()
    giving, holding = make.citizen(giver), make.citizen(holder)

    def seen() -> set[Any]:
        with as_process("janua_portal", holding.actor):
            return set(Person.objects.values_list("id", flat=True))

    before = seen()
    with as_process("janua_portal", giving.actor):
        granted = grant_mandate(
            giver=giver.id,
            holder=holder.id,
            scope=["apply", "see"],
            ground="form",
            starts_on=make.TODAY - timedelta(days=30),
            on=make.TODAY,
        )
    during = seen()
    with as_process("janua_portal", giving.actor):
        revoke_mandate(mandate_id=granted.id, on=make.TODAY)

    assert (before, during, seen()) == ({holder.id}, {holder.id, giver.id}, {holder.id})
    assert _days(Mandate.objects.known()) == [(make.TODAY - timedelta(days=30), make.TODAY - timedelta(days=1))]


def test_revoke_mandate_twice_is_refused(as_process: As) -> None:
    granted = make.mandate(make.person(), make.person(), true_from=make.TODAY)

    with as_process("janua_work", KEEPER):
        assert revoke_mandate(mandate_id=granted.id, on=make.TODAY) is None
        with pytest.raises(AlreadyEnded):
            revoke_mandate(mandate_id=granted.id, on=make.TODAY)


@pytest.mark.parametrize("wrong", [{"scope": []}, {"ends_on": date(2020, 1, 1)}, {"holder": "giver"}])
def test_grant_mandate_refuses_what_cannot_be(as_process: As, wrong: dict[str, Any]) -> None:
    giver, holder = make.person(), make.person()
    given: dict[str, Any] = {
        "giver": giver.id,
        "holder": holder.id,
        "scope": ["apply"],
        "starts_on": make.TODAY,
    } | wrong
    given["holder"] = giver.id if given["holder"] == "giver" else given["holder"]

    with pytest.raises(NotGranted), as_process("janua_work", KEEPER):
        grant_mandate(**given, ground="form", on=make.TODAY)


def test_grant_mandate_of_somebody_else_is_refused(as_process: As) -> None:
    holder, giver = make.person(), make.person()
    account = make.citizen(holder)

    with pytest.raises(NotPermitted), as_process("janua_portal", account.actor):
        grant_mandate(giver=giver.id, holder=holder.id, scope=["all"], ground="", starts_on=make.TODAY, on=make.TODAY)


@pytest.mark.parametrize("scope", [["see"], ["apply"], ["all"]])
def test_holder_neither_widens_nor_hands_on_nor_ends_a_mandate(as_process: As, scope: list[str]) -> None:
    giver, holder, third = make.person(), make.person(), make.person()
    account = make.citizen(holder)
    held = make.mandate(giver, holder, scope=scope)
    given: dict[str, Any] = {"giver": giver.id, "scope": ["all"], "ground": "", "starts_on": make.TODAY}

    with as_process("janua_portal", account.actor):
        for to in (holder, third):
            with pytest.raises(NotPermitted):
                grant_mandate(**given, holder=to.id, on=make.TODAY)
        with pytest.raises(NotPermitted):
            revoke_mandate(mandate_id=held.id, on=make.TODAY)
    with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_portal", account.actor):
        Mandate.objects.create(
            giver=giver, holder=third, scope=["all"], ground="", true_from=make.TODAY, known_from=make.NOW
        )

    assert list(Mandate.objects.values_list("id", flat=True)) == [held.id]


def test_holder_writes_only_what_the_mandate_is_for(as_process: As) -> None:
    giver, holder = make.person(), make.person()
    account = make.citizen(holder)
    make.mandate(giver, holder, scope=["see"])
    said = [StatedFact(subject=giver.id, attribute="refugee", value=True)]
    declared: dict[str, Any] = {"source": DECLARED, "on": make.TODAY}

    with as_process("janua_portal", account.actor):
        with pytest.raises(NotPermitted):
            record_contact(person=giver.id, kind="email", value="mine@example.org", **declared)
        with pytest.raises(NotPermitted):
            give_consent(person=giver.id, purpose="x", recipient="y", starts_on=make.TODAY, on=make.TODAY)
        with pytest.raises(NotPermitted):
            record_facts(facts=said, attributes=make.ATTRIBUTES, assurance=Assurance.DECLARED, **declared)
        with pytest.raises(NotPermitted):
            leave_event(kind="birth", person=giver.id, reference="1", happened_on=make.TODAY, **declared)
        with pytest.raises(NotPermitted):
            form_household(persons=[giver.id], starts_on=make.TODAY, **declared)


def test_give_and_withdraw_consent(as_process: As) -> None:
    own, other = make.person(), make.person()
    account = make.citizen(own)
    given: dict[str, Any] = {
        "purpose": "ask_bank",
        "recipient": "banks",
        "starts_on": make.TODAY - timedelta(days=9),
        "on": make.TODAY,
    }

    with as_process("janua_portal", account.actor):
        consent = give_consent(person=own.id, **given)
        withdraw_consent(consent_id=consent.id, on=make.TODAY)
        with pytest.raises(AlreadyEnded):
            withdraw_consent(consent_id=consent.id, on=make.TODAY)
        with pytest.raises(NotPermitted):
            give_consent(person=other.id, **given)
        with pytest.raises(NotGranted):
            give_consent(person=own.id, **given, ends_on=date(2000, 1, 1))

    assert _days(Consent.objects.known()) == [(make.TODAY - timedelta(days=9), make.TODAY - timedelta(days=1))]


def test_link_account_is_unique_both_ways(as_process: As) -> None:
    person, other = make.person(area_id=1), make.person(area_id=1)
    first, second = make.officer(), make.officer()
    given: dict[str, Any] = {"account_kind": "staff", "confirmed_by": "papers seen", "on": make.TODAY}

    with as_process("janua_workbench", system_actor("door")):
        link = link_account(account_id=first.id, person=person.id, **given)
        assert link_account(account_id=first.id, person=person.id, **given).id == link.id
        for account, somebody in ((first, other), (second, person)):
            with pytest.raises(AlreadyLinked):
                link_account(account_id=account.id, person=somebody.id, **given)

    assert AccountLink.objects.count() == 1


def test_link_account_by_a_citizen_or_an_officer_of_elsewhere_is_refused(as_process: As) -> None:
    person = make.person(area_id=1)
    citizen, officer = make.citizen(make.person()), make.officer("keep_register", area_id=2)

    for role, account in (("janua_portal", citizen), ("janua_workbench", officer)):
        with as_process(role, account.actor), pytest.raises(NotPermitted):
            link_account(
                account_id=account.id,
                account_kind=account.kind,
                person=person.id,
                confirmed_by="me",
                on=make.TODAY,
            )


def test_rule_on_names_the_officer_and_replaces_the_earlier_ruling(as_process: As) -> None:
    person = make.person(area_id=1)
    said, known = make.fact(person.id, source="declared", number=1), make.fact(person.id, number=2)
    officer = make.officer("rule_on_fact")

    with as_process("janua_workbench", officer.actor):
        rule_on(fact_id=said.id, reason="Pay slips seen", on=make.TODAY, true_from=date(2024, 1, 1))
        rule_on(fact_id=known.id, reason="Revenue mended it", on=make.TODAY, true_from=date(2025, 1, 1))

    held = Ruling.objects.known().order_by("true_from")
    assert [(row.fact_id, row.true_from, row.true_to, row.ruled_by, row.ruled_by_name) for row in held] == [
        (said.id, date(2024, 1, 1), date(2024, 12, 31), officer.id, "Ċetta Officer"),
        (known.id, date(2025, 1, 1), None, officer.id, "Ċetta Officer"),
    ]


def test_rule_on_refuses_the_unseen_the_replaced_and_the_unreasoned(as_process: As) -> None:
    person, foreign = make.person(area_id=1), make.person(area_id=2)
    held, ended, unseen = make.fact(person.id), make.fact(person.id, known_to=make.NOW), make.fact(foreign.id)
    officer = make.officer("rule_on_fact")

    with as_process("janua_workbench", officer.actor):
        for fact_id, reason in ((ended.id, "x"), (held.id, " "), (unseen.id, "x"), (uuid7(), "x")):
            with pytest.raises(NotRuled):
                rule_on(fact_id=fact_id, reason=reason, on=make.TODAY)
        with pytest.raises(NotRuled):
            rule_on(
                fact_id=held.id,
                reason="x",
                on=make.TODAY,
                true_from=date(2024, 1, 2),
                true_to=date(2024, 1, 1),
            )

    with as_process("janua_workbench", make.officer("keep_register").actor), pytest.raises(NotPermitted):
        rule_on(fact_id=held.id, reason="x", on=make.TODAY)
    with as_process("janua_work", KEEPER), pytest.raises(NotPermitted):
        rule_on(fact_id=held.id, reason="x", on=make.TODAY)
