"""Finding people of one's own area by number or name in any script, and the page of one; every look is logged."""

from datetime import date
from typing import Any

import pytest

from janua.registers.models import PersonName
from janua.values import uuid7
from janua.workbench.journeys.people import person_page
from tests.casework import factories as f
from tests.registers import factories as people
from tests.workbench.cases.conftest import CASE_OFFICER, browser, claim_of, counted, looks, text

pytestmark = pytest.mark.django_db


def find(client: Any, words: str) -> Any:
    return client.post(client.at("find-person"), {"words": words})


def names(page: Any) -> list[str]:
    return [one.name for one in page.context["found"].persons]


def test_find_by_name_with_a_slip_and_by_number() -> None:
    officer = people.officer(*CASE_OFFICER)
    wanted = people.person(given="Marija", family="Zammit", area_id=1)
    people.identified(wanted, "0112388M")
    people.person(given="Karl", family="Vella", area_id=1)
    client = browser(account=officer)

    assert names(find(client, "Marja Zammit")) == ["Marija Zammit"]
    assert names(find(client, "0112388m")) == ["Marija Zammit"]
    assert looks("find-person") == [(str(officer.id), [wanted.id])] * 2


def test_find_in_another_script() -> None:
    wanted = people.person(given="Олена", family="Шевченко", area_id=1)
    client = browser(*CASE_OFFICER)

    assert names(find(client, "Шевченко")) == [wanted.name]


def test_find_nobody_of_another_area_nor_restricted_persons() -> None:
    people.person(given="Marija", family="Zammit", area_id=2)
    people.person(given="Marija", family="Zammit", area_id=1, restricted=True)
    client = browser(*CASE_OFFICER)

    page = find(client, "Marija Zammit")

    assert names(page) == []
    assert "Nobody found in your area" in text(page)
    # That somebody searched is kept, and that nobody was shown.
    assert [persons for _, persons in looks("find-person")] == [[]]


def test_find_where_one_reads_no_cases_is_absent() -> None:
    client = browser("prepare_run")

    assert client.get(client.at("find-person")).status_code == 404
    assert find(client, "Marija").status_code == 404


def test_find_with_nothing_typed_says_what_to_write() -> None:
    client = browser(*CASE_OFFICER)

    page = find(client, " ")

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"words"})


def test_person_page_shows_names_numbers_family_facts_and_claims(as_process: Any, refused: Any) -> None:
    PersonName.objects.create(
        person=refused.mother, script="Arab", place=1, given="ماريا", family="بورج", source="civil",
        known_from=people.LONG_AGO,
    )  # fmt: skip
    officer = people.officer(*CASE_OFFICER)
    client = browser(account=officer)

    page = client.get(client.at("person", refused.mother.id))

    shown, said = page.context["person"], text(page)
    assert [value for _label, value in shown.names] == ["Maria Borg", "ماريا بورج"]
    assert [value for _scheme, value in shown.identifiers] == ["9900190M"]
    assert [row.programme for row in shown.claims] == ["Children's Allowance", "Children's Allowance Supplement"][::-1]
    assert client.at("case", claim_of(refused).case_id) in said
    everybody = sorted([refused.mother.id, refused.father.id, *(child.id for child in refused.children)])
    assert looks("person") == [(str(officer.id), everybody)]


def test_person_of_another_area_is_as_absent_as_one_who_never_was(as_process: Any, refused: Any) -> None:
    client, other = browser(*CASE_OFFICER, area_id=2), browser("prepare_run")

    assert client.get(client.at("person", refused.mother.id)).status_code == 404
    assert client.get(client.at("person", uuid7())).status_code == 404
    assert other.get(other.at("person", refused.mother.id)).status_code == 404
    assert looks("person") == []


@pytest.mark.parametrize("children", [1, 3])
def test_person_page_costs_the_same_for_one_child_and_for_three(children: int) -> None:
    of = f.family(born=tuple(date(2012 + place, 5, 4) for place in range(children)))
    officer = people.officer(*CASE_OFFICER)

    assert counted(officer, lambda: person_page(person=of.mother.id, officer=officer.id, on=f.TODAY)) == 18
