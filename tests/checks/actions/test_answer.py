"""Answers: facts of their source, contradictions for an officer, by hand where a register is silent."""

from datetime import date
from typing import Any

import pytest

from janua.base.audit.models import Entry
from janua.checks.actions.answer import answer_by_hand, record_answer
from janua.checks.models import Check, Discrepancy
from janua.checks.permissions import NotPermitted
from janua.checks.states import WrongState
from janua.pack.registers import AnswerUnreadable
from janua.registers.actions import StatedFact
from janua.registers.actions.stated import NotStated
from janua.registers.models import AccountLink
from tests.checks.factories import CARD, EXCHANGE, KEEPER, TODAY, As, check, held, person, states
from tests.checks.messages import person_record, year_record
from tests.registers import factories as people

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
PAID = {
    ("revenue", "social_security_contributions", "", 70000, *YEAR, "known"),
    ("revenue", "income_tax_paid", "", 30000, *YEAR, "known"),
}


def _answered(as_process: As, asked: Check, *records: dict[str, Any]) -> str:
    with as_process("janua_work", EXCHANGE):
        row = Check.objects.select_for_update(of=("self",)).get(id=asked.id)
        return record_answer(check=row, records=records, on=TODAY)


def _income(item: str, minor: int, attribute: str = "employment_income") -> tuple[Any, ...]:
    return ("revenue", attribute, item, minor, *YEAR, "known")


def _job(payer: str, amount: str) -> tuple[str, str, str]:
    return "employment_income", payer, amount


def test_answer_becomes_facts_of_the_register(as_process: As) -> None:
    child = person()
    asked = check(child)

    assert _answered(as_process, asked, person_record(CARD)) == "answered"

    assert held(child.id) == {
        ("civil", "date_of_birth", "", date(2016, 5, 4), None, None, "known"),
        ("civil", "sex", "", "male", None, None, "known"),
    }
    row = Check.objects.get()
    assert (row.state, len(row.facts), row.answered_at is not None) == ("answered", 2, True)


def test_no_record_is_not_known_and_never_a_no(as_process: As) -> None:
    parent = person()
    asked = check(parent, "revenue")

    assert _answered(as_process, asked) == "answered"

    assert held(parent.id) == {("revenue", "employment_income", "", None, *YEAR, "not_known")}


def test_same_answer_again_changes_nothing(as_process: As) -> None:
    parent = person()
    asked = check(parent, "revenue")
    _answered(as_process, asked, year_record(CARD, _job("PE1", "7000.00")))
    before = Check.objects.values().get()

    assert _answered(as_process, asked, year_record(CARD, _job("PE1", "9000.00"))) == "answered"

    assert Check.objects.values().get() == before
    assert held(parent.id) == {_income("PE1", 700000), *PAID}


def test_payer_who_is_named_no_longer_counts_no_longer(as_process: As) -> None:
    parent = person()
    people.fact(parent.id, number=1, item="PE1", true_from=date(2023, 1, 1), true_to=date(2023, 12, 31))
    first = year_record(CARD, _job("PE1", "7000.00"), ("rental_income", "PE9", "100.00"))
    _answered(as_process, check(parent, "revenue"), first)

    _answered(as_process, check(parent, "revenue"), year_record(CARD, _job("PE2", "5000.00")))

    kept = ("revenue", "employment_income", "PE1", 1, date(2023, 1, 1), date(2023, 12, 31), "known")
    assert held(parent.id) == {kept, _income("PE2", 500000), *PAID}


def test_answer_about_another_person_or_year_is_refused(as_process: As) -> None:
    parent = person()
    asked = check(parent, "revenue")

    for record in (year_record("9900120L"), year_record(CARD, year=2023)):
        with pytest.raises(AnswerUnreadable, match="about another person or year than asked"):
            _answered(as_process, asked, record)

    assert (held(parent.id), states(asked)) == (set(), [("asked", "")])


def test_answer_that_contradicts_another_source_waits_for_an_officer(as_process: As) -> None:
    parent = person()
    declared = people.fact(
        parent.id, number=1400000, source="declared", assurance=1, true_from=YEAR[0], true_to=YEAR[1]
    )
    asked = check(parent, "revenue")

    assert _answered(as_process, asked, year_record(CARD, _job("PE1", "31000.00"))) == "discrepancy"

    found = Discrepancy.objects.get()
    assert (found.check_asked_id, found.subject_id, found.attribute, found.item, found.stated, found.ruling) == (
        asked.id,
        parent.id,
        "employment_income",
        "PE1",
        declared.id,
        None,
    )
    assert found.answered in Check.objects.get().facts


@pytest.mark.parametrize(
    "said",
    [
        {"number": 1200000},
        {"status": 1},
        {"number": 500, "true_from": date(2023, 1, 1), "true_to": date(2023, 12, 31)},
    ],
    ids=["same sum", "not known", "another year"],
)
def test_sources_that_agree_are_no_contradiction(as_process: As, said: dict[str, Any]) -> None:
    parent = person()
    days = {"true_from": YEAR[0], "true_to": YEAR[1]}
    people.fact(parent.id, source="declared", assurance=1, **days | said)
    asked = check(parent, "revenue")

    state = _answered(as_process, asked, year_record(CARD, _job("PE1", "7000.00"), _job("PE2", "5000.00")))

    assert (state, Discrepancy.objects.count()) == ("answered", 0)


def test_answer_is_taken_by_the_exchange_alone(as_process: As) -> None:
    asked = check(person())

    with as_process("janua_work", KEEPER), pytest.raises(NotPermitted):
        record_answer(check=asked, records=[person_record(CARD)], on=TODAY)


def _by_hand(as_process: As, asked: Check, *permissions: str, area_id: int = 1, attribute: str = "sex") -> None:
    officer = people.officer(*permissions, area_id=area_id).actor
    stated = StatedFact(subject=asked.subject_id, attribute=attribute, value="male")
    with as_process("janua_workbench", officer):
        answer_by_hand(check=asked.id, statements=[stated], on=TODAY)


def test_officer_answers_for_a_silent_register(as_process: As) -> None:
    child = person()
    asked = check(child, state="manual")

    _by_hand(as_process, asked, "answer_discrepancy", "keep_register")

    assert states(asked) == [("answered", "")]
    assert held(child.id) == {("office", "sex", "", "male", None, None, "known")}
    traces = Entry.objects.filter(action="check.answer_by_hand").values_list("subject", "object_id")
    assert list(traces) == [(child.id, asked.id)]


def test_answer_by_hand_about_oneself_is_refused(as_process: As) -> None:
    child = person()
    asked = check(child, state="manual")
    officer = people.officer("answer_discrepancy", "keep_register")
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=child, confirmed_by="papers", known_from=people.LONG_AGO
    )
    stated = StatedFact(subject=child.id, attribute="sex", value="male")

    # At the staff pages nobody has a file of their own.
    with as_process("janua_workbench", officer.actor), pytest.raises(Check.DoesNotExist):
        answer_by_hand(check=asked.id, statements=[stated], on=TODAY)
    assert states(asked) == [("manual", "")]


def test_late_answer_after_a_hand_changes_nothing(as_process: As) -> None:
    child = person()
    asked = check(child, state="manual")
    _by_hand(as_process, asked, "answer_discrepancy", "keep_register")

    assert _answered(as_process, asked, person_record(CARD, sex="female")) == "answered"

    assert held(child.id) == {("office", "sex", "", "male", None, None, "known")}


def test_late_answer_before_a_hand_is_still_an_answer(as_process: As) -> None:
    asked = check(person(), state="manual")

    assert _answered(as_process, asked, person_record(CARD)) == "answered"


def test_answering_by_hand_needs_the_permission_where_the_person_lives(as_process: As) -> None:
    child = person()
    asked = check(child, state="manual")

    with pytest.raises(NotPermitted, match="'answer_discrepancy'"):
        _by_hand(as_process, asked, "keep_register")
    with pytest.raises(NotPermitted, match="'keep_register'"):
        _by_hand(as_process, asked, "answer_discrepancy")

    assert (states(asked), held(child.id)) == ([("manual", "")], set())


def test_officer_of_another_area_does_not_see_the_check(as_process: As) -> None:
    asked = check(person(), state="manual")

    with pytest.raises(Check.DoesNotExist):
        _by_hand(as_process, asked, "answer_discrepancy", "keep_register", area_id=2)


def test_answering_by_hand_is_refused_where_nothing_waits(as_process: As) -> None:
    asked = check(person(), state="answered")

    with pytest.raises(WrongState, match="answered cannot become answered"):
        _by_hand(as_process, asked, "answer_discrepancy", "keep_register")


def test_answering_by_hand_takes_declared_attributes_only(as_process: As) -> None:
    asked = check(person(), state="manual")

    with pytest.raises(NotStated):
        _by_hand(as_process, asked, "answer_discrepancy", "keep_register", attribute="shoe_size")
