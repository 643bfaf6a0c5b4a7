from collections.abc import Iterator

import pytest

from janua.exchange import dci
from janua.exchange.dci import revenue
from janua.values import Money
from tests.emulators.conftest import StartRegister
from tests.emulators.openapi import published_problems
from tests.emulators.partner import Partner


@pytest.fixture(scope="module")
def authority(start_register: StartRegister, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partner]:
    with start_register("revenue", dci.Interface.FR, tmp_path_factory.mktemp("revenue")) as partner:
        yield partner


def year_of(authority: Partner, identity_number: str, year: int) -> list[revenue.RevenueYear]:
    authority.ask(revenue.year_query(identity_number=identity_number, year=year))
    found = authority.answer()
    assert (found.status, found.record_type) == ("succ", revenue.RECORD_TYPE)
    return [revenue.read_year(record) for record in found.records]


def test_the_walkthrough_household_adds_up_to_its_worked_example(authority: Partner) -> None:
    years = [*year_of(authority, "9900190M", 2024), *year_of(authority, "9900188M", 2024)]

    incomes = [income.amount for year in years for income in year.incomes]
    assert (
        Money.total(incomes, "EUR"),
        Money.total([year.contributions_paid for year in years], "EUR"),
        Money.total([year.tax_paid for year in years], "EUR"),
        [year.is_final for year in years],
    ) == (Money.of("25000", "EUR"), Money.of("2500", "EUR"), Money.of("2000", "EUR"), [True, True])


def test_a_year_without_data_is_no_record(authority: Partner) -> None:
    assert year_of(authority, "9900190M", 2019) == []
    assert year_of(authority, "0000001M", 2024) == []


def test_a_year_that_may_change_is_not_final(authority: Partner) -> None:
    assert [year.is_final for year in year_of(authority, "9900190M", 2025)] == [False]


def test_both_directions_are_valid_by_the_published_document(authority: Partner) -> None:
    authority.ask(revenue.year_query(identity_number="9900190M", year=2024))
    answer = authority.next()

    assert published_problems("fr", "search", authority.sent[-1]) == []
    assert published_problems("fr", "on-search", answer.body) == []


def test_a_question_without_year_is_rejected(authority: Partner) -> None:
    query = dci.identifier_query(
        reg_type=revenue.REG_TYPE, record_type=revenue.RECORD_TYPE, id_type="UIN", value="9900190M"
    )
    authority.ask(query)

    assert authority.answer().reason_code == "rjct.search_criteria.invalid"


def test_a_subscription_is_rejected(authority: Partner) -> None:
    authority.subscribe(revenue.year_query(identity_number="9900190M", year=2024), "REGISTER")
    envelope = authority.next().envelope

    assert envelope
    assert [(one.status, one.codes) for one in dci.subscribed(envelope)] == [("rjct", ())]


def test_switch_contradiction_knows_of_an_income_more(authority: Partner) -> None:
    assert authority.emulator
    (before,) = year_of(authority, "9900190M", 2024)
    authority.emulator.switch(contradiction=True)
    (after,) = year_of(authority, "9900190M", 2024)
    authority.emulator.switch()

    more = revenue.Income("employment_income", "PE9999", "Unknown employer", Money.of("17000", "EUR"))
    assert after.incomes == (*before.incomes, more)
