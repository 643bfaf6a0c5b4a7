"""Malta's adapters: what is asked, how answers read, what is no answer."""

from datetime import date
from typing import Any

import pytest

from janua.countries.mt.attributes import ATTRIBUTES
from janua.countries.mt.registers import REGISTERS
from janua.countries.mt.registers.civil import CIVIL
from janua.countries.mt.registers.jobsplus import JOBSPLUS
from janua.countries.mt.registers.revenue import REVENUE
from janua.pack.registers import AnswerUnreadable, Statement
from janua.values import Identifier

CARD = Identifier("mt-id-card", "9900190M")
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
YEAR: dict[str, Any] = {
    "identifier": [{"identifier_type": "UIN", "identifier_value": "9900190M"}],
    "year": 2024,
    "currency": "EUR",
    "incomes": [],
    "contributions_paid": "700.00",
    "tax_paid": "300.00",
    "final": True,
}
JOB = {
    "employer": "PE1",
    "employer_name": "Ħanut Ltd",
    "kind": "employed",
    "starts_on": "2019-09-02",
    "ends_on": "2026-01-09",
    "weekly_hours": 40,
    "weekly_wage": {"amount": "400.00", "currency": "EUR"},
    "left": "voluntarily",
}
WORK: dict[str, Any] = {
    "id_card": "9900190M",
    "employments": [JOB],
    "registrations": [{"part": "part_1", "starts_on": "2026-01-12", "ends_on": None}],
    "fit_for_work": True,
    "available_for_work": False,
}


def _said(register: Any, kind: str, *records: Any) -> tuple[Statement, ...]:
    parameters = {"year": 2024} if register is REVENUE else {}
    found: tuple[Statement, ...] = register.statements(kind, subject=CARD, parameters=parameters, records=records)
    return found


def test_registers_supply_declared_attributes_under_a_cited_law() -> None:
    declared = {attribute.name for attribute in ATTRIBUTES}

    for register in REGISTERS:
        assert set(register.names) == {"en", "mt"}
        for kind, question in register.questions.items():
            assert question.kind == kind
            assert set(question.supplies) <= declared
            assert set(question.complete_for) <= set(question.supplies)
            assert all("Cap. 318" in citation for citation in question.legal_grounds.values())


def test_revenue_is_asked_for_the_year_two_before_and_speaks_of_it_alone() -> None:
    question = REVENUE.questions["income_of_year"]

    parameters = REVENUE.parameters("income_of_year", about_on=date(2026, 12, 31))

    assert parameters == {"year": 2024}
    assert question.complete_within is not None
    assert question.complete_within(parameters) == (FIRST, LAST)


def test_revenue_adds_up_one_payers_income_and_states_a_nought() -> None:
    income = {"kind": "rental_income", "payer": "PE1", "payer_name": "x", "amount": "10.50"}

    said = _said(REVENUE, "income_of_year", YEAR | {"incomes": [income, income]})

    assert said == (
        Statement(CARD, "rental_income", 2100, "PE1", FIRST, LAST),
        Statement(CARD, "employment_income", 0, "", FIRST, LAST),
        Statement(CARD, "social_security_contributions", 70000, "", FIRST, LAST),
        Statement(CARD, "income_tax_paid", 30000, "", FIRST, LAST),
    )


def test_jobsplus_states_jobs_registration_and_why_work_ended() -> None:
    registered, ended = date(2026, 1, 12), date(2026, 1, 9)

    assert _said(JOBSPLUS, "work", WORK) == (
        Statement(CARD, "employment", "employed", "PE1", date(2019, 9, 2), ended),
        Statement(CARD, "left_work", "voluntarily", "PE1", ended, ended),
        Statement(CARD, "unemployment_register", "part_1", "", registered, None),
        Statement(CARD, "fit_for_work", True, "", registered),
        Statement(CARD, "available_for_work", False, "", registered),
        Statement(CARD, "previous_weekly_wage", 40000, "", registered),
    )


@pytest.mark.parametrize(
    ("register", "kind", "attribute"),
    [
        (CIVIL, "person", "date_of_birth"),
        (REVENUE, "income_of_year", "employment_income"),
        (JOBSPLUS, "work", "unemployment_register"),
    ],
)
def test_no_record_is_not_known(register: Any, kind: str, attribute: str) -> None:
    (said,) = _said(register, kind)

    assert (said.attribute, said.value, said.status) == (attribute, None, "not_known")


@pytest.mark.parametrize(
    ("register", "kind", "record"),
    [
        (JOBSPLUS, "work", WORK | {"id_card": "9900188M"}),
        (JOBSPLUS, "work", {"id_card": "9900190M"}),
        (JOBSPLUS, "work", WORK | {"employments": [{**JOB, "starts_on": "soon"}]}),
        (JOBSPLUS, "work", ["9900190M"]),
        (REVENUE, "income_of_year", YEAR | {"year": 2023}),
        (REVENUE, "income_of_year", YEAR | {"contributions_paid": "a lot"}),
        (REVENUE, "income_of_year", YEAR | {"incomes": [{"kind": "luck", "amount": "1.00"}]}),
        (CIVIL, "person", {"identifier": []}),
    ],
)
def test_record_that_breaks_its_promise_is_no_answer(register: Any, kind: str, record: Any) -> None:
    with pytest.raises(AnswerUnreadable):
        _said(register, kind, record)
