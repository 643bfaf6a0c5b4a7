from datetime import date
from typing import Any

import pytest

from janua.exchange import dci
from janua.exchange.dci import civil, revenue
from janua.values import Money
from tests.exchange.dci.messages_for_tests import NOW, PURPOSE, REGISTRY, US, question

NEWBORN: dict[str, Any] = {
    "@type": "CRVS_Person",
    "identifier": [
        {"identifier_type": "UIN", "identifier_value": "9900626L"},
        {"identifier_type": "BRN", "identifier_value": "99006/2026"},
    ],
    "name": {"given_name": "Sofia", "surname": "Farrugia"},
    "sex": "female",
    "birth_date": "2026-02-03",
    "birth_place": {"name": "Msida"},
    "marital_status": "S",
    "parent1_identifier": {"identifier_type": "UIN", "identifier_value": "9900692M"},
    "parent2_identifier": {"identifier_type": "UIN", "identifier_value": "9900691M"},
    "registration_date": "2026-02-04T09:00:00+01:00",
    "additional_attributes": [{"birth_order": 2}],
}


def test_search_has_the_published_shape() -> None:
    envelope = question()

    assert envelope.to_json() == {
        "header": {
            "version": "1.0.0",
            "message_id": "m-1",
            "message_ts": "2026-02-03T10:00:00+00:00",
            "action": "search",
            "sender_id": US,
            "receiver_id": REGISTRY,
            "total_count": 1,
            "is_msg_encrypted": False,
            "sender_uri": "https://partner.example/dci",
        },
        "message": {
            "transaction_id": "t-1",
            "search_request": [
                {
                    "reference_id": "r-1",
                    "timestamp": "2026-02-03T10:00:00+00:00",
                    "search_criteria": {
                        "version": "1.0.0",
                        "reg_type": civil.REG_TYPE,
                        "reg_record_type": civil.RECORD_TYPE,
                        "query_type": "idtype-value",
                        "query": {"type": "UIN", "value": "9900190M"},
                        "authorize": {
                            "@context": "https://schema.spdci.org/common/v1/api-schemas/Authorize.jsonld",
                            "@type": "Authorize",
                            "ts": "2026-02-03T10:00:00+00:00",
                            "purpose": {"code": "MT-CA", "text": "Cap. 318, Part VI"},
                        },
                    },
                }
            ],
        },
    }


def test_found_reads_an_answer() -> None:
    response = {"reference_id": "r-1", "timestamp": "2026-02-03T10:00:00Z", "status": "succ"}
    data = {"reg_record_type": civil.RECORD_TYPE, "reg_records": [NEWBORN]}
    message = {"transaction_id": "t-1", "correlation_id": "c-1", "search_response": [{**response, "data": data}]}

    assert dci.found(dci.Envelope({}, message)) == (
        dci.Found("t-1", "c-1", "r-1", "succ", "", "", civil.RECORD_TYPE, (NEWBORN,)),
    )


def test_notified_reads_one_record_or_a_list() -> None:
    def event(records: object) -> dict[str, Any]:
        kinds = {"reg_event_type": civil.BIRTH, "reg_record_type": civil.RECORD_TYPE}
        return {"reference_id": "e-1", "timestamp": "2026-02-03T10:00:00Z", "data": {**kinds, "reg_records": records}}

    message = {"transaction_id": "t-1", "notify_event": [event(NEWBORN), event([NEWBORN])]}

    expected = dci.Notified("t-1", "e-1", civil.BIRTH, civil.RECORD_TYPE, NEWBORN)
    assert dci.notified(dci.Envelope({}, message)) == (expected, expected)


def test_read_person_reads_a_birth() -> None:
    assert civil.read_person(NEWBORN) == civil.CivilPerson(
        identity_number="9900626L",
        birth_number="99006/2026",
        given_name="Sofia",
        surname="Farrugia",
        maiden_name="",
        sex="female",
        born_on=date(2026, 2, 3),
        born_in="Msida",
        died_on=None,
        marital_status="single",
        married_on=None,
        spouse="",
        parents=("9900692M", "9900691M"),
        birth_order=2,
        registered_on=date(2026, 2, 4),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"birth_date": None},
        {"birth_date": "3 February"},
        {"death_date": 20260203},
        {"marital_status": "?"},
        {"additional_attributes": [{"birth_order": "second"}]},
        {"additional_attributes": {"birth_order": 2}},
    ],
)
def test_read_person_refuses_what_is_unclear(changes: dict[str, Any]) -> None:
    with pytest.raises(dci.RecordUnreadable):
        civil.read_person({**NEWBORN, **changes})


YEAR: dict[str, Any] = {
    "@type": "janua:RevenueYear",
    "identifier": [{"identifier_type": "UIN", "identifier_value": "9900190M"}],
    "year": 2024,
    "currency": "EUR",
    "incomes": [{"kind": "employment_income", "payer": "PE9001", "payer_name": "Baħar Ltd", "amount": "25000.00"}],
    "contributions_paid": "2500.00",
    "tax_paid": "2000.00",
    "final": True,
    "last_updated": "2025-07-01",
}


def test_read_year_reads_incomes_and_deductions() -> None:
    assert revenue.read_year(YEAR) == revenue.RevenueYear(
        identity_number="9900190M",
        year=2024,
        incomes=(revenue.Income("employment_income", "PE9001", "Baħar Ltd", Money.of("25000.00", "EUR")),),
        contributions_paid=Money.of("2500.00", "EUR"),
        tax_paid=Money.of("2000.00", "EUR"),
        is_final=True,
        updated_on=date(2025, 7, 1),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"year": "2024"},
        {"final": None},
        {"currency": "XXX"},
        {"tax_paid": 2000},
        {"tax_paid": "2,000"},
        {"incomes": [{"kind": "salary", "amount": "1.00"}]},
    ],
)
def test_read_year_refuses_what_is_unclear(changes: dict[str, Any]) -> None:
    with pytest.raises(dci.RecordUnreadable):
        revenue.read_year({**YEAR, **changes})


def test_year_query_is_a_valid_search() -> None:
    query = revenue.year_query(identity_number="9900190M", year=2024)
    envelope = dci.search(
        route=dci.Route(US, "mt.revenue"), ids=dci.Ids("m", "t", "r"), query=query, purpose=PURPOSE, at=NOW
    )

    dci.validate(dci.Kind.SEARCH, envelope.to_json(), interface=dci.Interface.FR)
    assert [one["expression1"] for one in query.query] == [
        {"attribute_name": "identifier", "operator": "eq", "attribute_value": "9900190M"},
        {"attribute_name": "year", "operator": "eq", "attribute_value": "2024"},
    ]
