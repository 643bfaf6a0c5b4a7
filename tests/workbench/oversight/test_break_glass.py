"""A file of another area opened in urgency: at once, that one alone, to read, for some hours; and its review."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from janua.base import clock
from janua.base.actors import system_actor
from janua.base.audit.models import Access, Entry
from janua.casework.actions.urgent import take_up_urgent_accesses
from janua.casework.models import Claim, Decision, EntitlementLine, Task
from janua.payments.models import Order, PayeeAccount
from janua.registers.models import Fact, Person, PersonName, Relationship, Residence, UrgentAccess
from tests.database import as_process_role
from tests.faces import workbench_client
from tests.payments import factories as paid
from tests.payments.factories import TODAY
from tests.registers import factories as people
from tests.workbench.oversight.conftest import ELSEWHERE, HERE, Country, at_desk
from tests.workbench.payments.asking import words

REASON = "A neighbour called: the child is alone at home since yesterday."


def opened(country: Country, account: Any) -> UrgentAccess:
    """The file of the person elsewhere, opened by an account."""
    client = workbench_client(account)
    page = client.post(client.at("break-glass", country.elsewhere.id), {"reason": REASON})
    assert (page.status_code, page["location"]) == (302, client.at("person", country.elsewhere.id))
    return UrgentAccess.objects.latest("id")


def seen(account: Any, model: Any) -> int:
    """How many rows of a table an officer sees."""
    with as_process_role("janua_workbench", paid.actor(account)):
        return int(model.objects.count())


def test_file_is_found_by_its_whole_number_and_opened_with_a_reason(country: Country) -> None:
    client = at_desk("open_urgent_access", "read_case")

    nobody = client.post(client.at("break-glass-find"), {"number": "9M"})
    found = client.post(client.at("break-glass-find"), {"number": " 2m "})
    empty = client.post(found["location"], {"reason": "  "})
    page = client.post(found["location"], {"reason": REASON})

    assert nobody.status_code == 422
    assert "No file of another area has this number." in words(nobody)
    assert (found.status_code, found["location"]) == (302, client.at("break-glass", country.elsewhere.id))
    assert empty.status_code == 422
    assert page.status_code == 302
    row = UrgentAccess.objects.get()
    assert (row.person_id, row.area_id, row.reason) == (country.elsewhere.id, ELSEWHERE, REASON)
    assert row.ends_at - row.opened_at == timedelta(hours=4)
    assert row.review_by - row.opened_at == timedelta(hours=24)
    actions = list(Entry.objects.filter(action__startswith="urgent.").values_list("action", "subject"))
    assert actions == [("urgent.seek", country.elsewhere.id), ("urgent.open", country.elsewhere.id)]


def test_open_file_shows_that_person_alone(country: Country) -> None:
    """What hangs on others stays shut: other people, their facts, accounts and payments."""
    officer = people.officer("open_urgent_access", "read_case", area_id=HERE)
    other = people.person(given="Dun", family="Zammit", area_id=ELSEWHERE)
    for person in (country.elsewhere, other, country.hidden):
        people.fact(person.id)
        people.residence(person, people.dwelling(ELSEWHERE))
        paid.entitled(1_000, person=person)
    Relationship.objects.create(
        of_person=country.elsewhere, to_person=other, kind="parent", source="civil", known_from=people.LONG_AGO
    )
    tables = (Person, PersonName, Fact, Residence, Relationship, Claim, Decision, EntitlementLine)
    before = [seen(officer, table) for table in tables]

    opened(country, officer)

    assert before == [1, 1, 0, 0, 0, 0, 0, 0]
    assert [seen(officer, table) for table in tables] == [2, 2, 1, 1, 1, 1, 1, 1]
    assert [seen(officer, table) for table in (PayeeAccount, Order, Task)] == [0, 0, 0]


def test_open_file_is_read_and_not_written(country: Country) -> None:
    officer = people.officer("open_urgent_access", "read_case", "keep_register", "decide_claim", area_id=HERE)
    people.fact(country.elsewhere.id)
    claim = paid.entitled(1_000, person=country.elsewhere).entitlement.decision.claim
    opened(country, officer)
    values = {"person": country.elsewhere, "script": "Latn", "given": "X", "family": "Y", "source": "officer"}

    with as_process_role("janua_workbench", paid.actor(officer)):
        assert Person.objects.filter(id=country.elsewhere.id).update(language="en") == 0
        assert Fact.objects.update(known_to=clock.now()) == 0
        assert Claim.objects.update(state="withdrawn") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            PersonName.objects.create(**values, kind="known_as", known_from=clock.now())
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            paid.assessment_of(Claim.objects.get(id=claim.id), 1, TODAY)


def test_restricted_absent_own_and_kin_are_not_opened(country: Country) -> None:
    from janua.registers.models import AccountLink

    officer = people.officer("open_urgent_access", "read_case", area_id=HERE)
    client = workbench_client(officer)
    hidden = client.post(client.at("break-glass-find"), {"number": "3M"})
    answers = [
        client.post(client.at("break-glass", person), {"reason": REASON}).status_code
        for person in (country.hidden.id, officer.id, country.here.id)
    ]
    AccountLink.objects.create(
        account=officer,
        account_kind="staff",
        person=country.elsewhere,
        confirmed_by="office",
        known_from=people.LONG_AGO,
    )
    kin = client.post(client.at("break-glass", country.elsewhere.id), {"reason": REASON}).status_code

    assert hidden.status_code == 422
    assert answers == [404, 404, 404]
    assert kin == 404
    assert UrgentAccess.objects.count() == 0


def test_open_file_closes_by_itself_and_for_others_never_opens(country: Country) -> None:
    officer = people.officer("open_urgent_access", "read_case", area_id=HERE)
    colleague = people.officer("open_urgent_access", "read_case", area_id=HERE)
    row = opened(country, officer)

    assert (seen(officer, Person), seen(colleague, Person)) == (2, 1)
    at = clock.now()
    UrgentAccess.objects.filter(id=row.id).update(opened_at=at - timedelta(hours=5), ends_at=at - timedelta(hours=1))
    assert seen(officer, Person) == 1


def test_who_may_not_finds_no_such_page(country: Country) -> None:
    client = at_desk("read_case", "do_task")

    assert [
        client.get(client.at("break-glass-find")).status_code,
        client.get(client.at("break-glass", country.elsewhere.id)).status_code,
        client.get(client.at("break-glass-reviews")).status_code,
    ] == [404, 404, 404]


def test_supervisor_of_the_persons_area_reviews_it(country: Country) -> None:
    row = opened(country, people.officer("open_urgent_access", "read_case", area_id=HERE))
    with as_process_role("janua_work", system_actor("keeper")):
        assert (take_up_urgent_accesses(on=TODAY), take_up_urgent_accesses(on=TODAY)) == (1, 0)
    client = at_desk("review_urgent_access", area=ELSEWHERE)
    here = client.at("break-glass-review", row.id)

    listed = words(client.get(client.at("break-glass-reviews")))
    shown = words(client.get(here))
    without = client.post(here, {"is_justified": "yes", "note": ""})
    page = client.post(here, {"is_justified": "yes", "note": "I called the neighbour."})

    assert "Ben Zammit Ċetta Officer" in listed
    assert REASON in shown
    assert without.status_code == 422
    assert (page.status_code, page["location"]) == (302, here)
    row.refresh_from_db()
    assert (row.verdict, row.note) == ("justified", "I called the neighbour.")
    tasks = list(Task.objects.values_list("kind", "area_id", "state"))
    assert tasks == [("review_urgent_access", ELSEWHERE, "done")]
    assert Access.objects.filter(page="workbench:break-glass-review", persons=[country.elsewhere.id]).exists()


def test_no_of_a_supervisor_closes_the_file_at_once(country: Country) -> None:
    officer = people.officer("open_urgent_access", "read_case", area_id=HERE)
    row = opened(country, officer)
    client = at_desk("review_urgent_access", area=ELSEWHERE)

    client.post(client.at("break-glass-review", row.id), {"is_justified": "no", "note": "There was no hurry."})

    assert seen(officer, Person) == 1
    again = client.post(client.at("break-glass-review", row.id), {"is_justified": "yes", "note": "After all."})
    assert again.status_code == 422


def test_file_is_reviewed_neither_by_who_opened_it_nor_elsewhere(country: Country) -> None:
    officer = people.officer("open_urgent_access", "read_case", "review_urgent_access", area_id=HERE)
    row = opened(country, officer)
    given = {"is_justified": "yes", "note": "It was right."}
    own, foreign = workbench_client(officer), at_desk("review_urgent_access", area=HERE)

    assert own.post(own.at("break-glass-review", row.id), given).status_code == 404
    assert foreign.get(foreign.at("break-glass-review", row.id)).status_code == 404
    with as_process_role("janua_workbench", paid.actor(officer)):
        mine = UrgentAccess.objects.filter(id=row.id)
        assert mine.update(reviewed_by_id=officer.id, reviewed_at=clock.now(), verdict="justified") == 0


def test_overdue_review_is_shown(country: Country) -> None:
    row = opened(country, people.officer("open_urgent_access", "read_case", area_id=HERE))
    UrgentAccess.objects.filter(id=row.id).update(review_by=clock.now() - timedelta(hours=1))
    client = at_desk("review_urgent_access", area=ELSEWHERE)

    assert "Overdue" in words(client.get(client.at("break-glass-reviews")))
    assert "This should have been reviewed by now." in words(client.get(client.at("break-glass-review", row.id)))


def test_policies_cost_one_call_a_query(country: Country) -> None:
    """The array of urgent persons is computed once a query, not once a row."""
    officer = people.officer("open_urgent_access", "read_case", area_id=HERE)
    with as_process_role("janua_workbench", paid.actor(officer)), connection.cursor() as cursor:
        cursor.execute("EXPLAIN (VERBOSE, FORMAT TEXT) SELECT id FROM registers_person")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert plan.count("janua_actor_urgent_persons()") == 1
    assert "InitPlan" in plan


def test_persons_page_bears_the_mark(country: Country) -> None:
    officer = people.officer("open_urgent_access", area_id=HERE)
    opened(country, officer)
    own, there = workbench_client(officer), at_desk("read_case", area=ELSEWHERE)

    mine = words(own.get(own.at("person", country.elsewhere.id)))
    theirs = words(there.get(there.at("person", country.elsewhere.id)))

    assert "You opened this file in urgency." in mine
    assert "Ben Zammit" in mine
    assert "Ċetta Officer opened this file in urgency on" in theirs
