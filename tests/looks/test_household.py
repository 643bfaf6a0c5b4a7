"""The household wall: no adult sees another's contacts, messages, account, number, log or values without their leave.

Every page of the portal, every form that it refuses, every operation of the API and every file, as each of a household.
"""

from typing import Any

import pytest

from janua.casework.actions.letter import _of_decision, _values
from janua.casework.models import Decision
from tests.database import as_process_role
from tests.looks.household import TOGETHER, WAGES, Home, everything, home, leaks
from tests.portal.follow import scene as s
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ALL = {"contacts", "messages", "questions", "grounds", "account", "number", "values"}


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = s.ON


@pytest.fixture
def household(as_process: Any) -> Home:
    return home(as_process)


def together(read: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    return [where for where, text in read.items() if any(sum_ in text for sum_ in TOGETHER)]


@pytest.mark.parametrize("reader", ["mother", "father", "grown", "former"])
def test_no_adult_comes_upon_what_another_keeps(household: Home, reader: str) -> None:
    read = everything(household, household.accounts[reader])

    assert leaks(household, read, reader, but={}) == []
    assert together(read) == []
    # What is their own they do come upon: the words that were looked for are the words that pages use.
    own = leaks(household, read, "", but=dict.fromkeys(_others(reader), ALL))
    assert {kind for _where, _name, kind, _secret in own} >= ALL - {"questions", "grounds"}


def _others(reader: str) -> list[str]:
    return [name for name in WAGES if name != reader]


def test_with_consent_to_see_values_nothing_else_is_opened(household: Home) -> None:
    s.consents(household.adults["father"], household.adults["mother"])

    read = everything(household, household.accounts["mother"])

    assert leaks(household, read, "mother", but={"father": {"values"}}) == []
    assert any(WAGES["father"][0] in text for text in read.values())
    assert together(read) != []


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        ("see", ALL),
        ("apply", {"contacts", "number", "values", "questions"}),
        ("challenge", {"values", "grounds"}),
        # Where it is paid to, by the end of the number.
        ("receive_payment", {"account"}),
        ("change_account", {"account"}),
    ],
)
def test_a_mandate_opens_no_more_than_it_is_for(household: Home, scope: str, opens: set[str]) -> None:
    friend = people.person(given="Friend", family="Zqfriend", area_id=1)
    people.mandate(household.adults["mother"], friend, scope=[scope])
    s.consents(household.adults["father"], household.adults["mother"])

    read = everything(household, people.citizen(friend), acts_for=household.adults["mother"].id)

    # What the father allowed the mother is not handed on.
    assert leaks(household, read, "friend", but={"mother": opens}) == []
    assert together(read) == []


def test_a_mandate_that_was_not_chosen_opens_nothing_on_ones_own_pages(household: Home) -> None:
    friend = people.person(given="Friend", family="Zqfriend", area_id=1)
    people.mandate(household.adults["mother"], friend, scope=["receive_payment"])

    read = everything(household, people.citizen(friend))

    assert leaks(household, read, "friend", but={}) == []


def test_letters_to_the_mother_tell_nothing_of_the_father(household: Home) -> None:
    told = {}
    for row in Decision.objects.filter(claim__application=household.scene.application):
        with as_process_role("janua_work", s.ASSESSOR):
            told["letter", row.claim.programme] = repr(_values(_of_decision(row)))

    assert set(told) == {("letter", "MT-CA"), ("letter", "MT-CAS")}
    assert leaks(household, told, "mother", but={}) == []
    assert together(told) == []
    assert all("'calculation': [{" in text for text in told.values())
