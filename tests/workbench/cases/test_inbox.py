"""The inbox: what waits, in words, by deadline; filters in the address; the same cost however much waits."""

from datetime import date, timedelta
from typing import Any

import pytest

from janua.base.areas.models import Office
from janua.base.clock import now
from janua.casework.models import Task
from janua.casework.queries.inbox import TaskPage, WorkWanted, page_of_tasks
from janua.payments.models import AccountChange
from janua.values import WrittenName, uuid7
from janua.workbench.journeys.inbox import inbox
from tests.casework import factories as f
from tests.payments import factories as paid
from tests.registers import factories as people
from tests.workbench.cases.conftest import (
    CASE_OFFICER,
    DECISION_OFFICER,
    assessed,
    browser,
    claim_of,
    counted,
    looks,
    page_queries,
    text,
)

pytestmark = pytest.mark.django_db


def work(number: int = 1, *, owner: Any = None, kind: str = "decide", on: date = f.TODAY, person: Any = None) -> Any:
    """So many open tasks of the office, a day apart."""
    people.area(1)
    office, _ = Office.objects.get_or_create(
        id=1, defaults={"code": "hub", "names": {}, "area": people.area(1), "opens_on": date(2020, 1, 1)}
    )
    return Task.objects.bulk_create(
        Task(
            kind=kind,
            office=office,
            area_id=1,
            person=person,
            object_type="claim",
            object_id=uuid7(),
            deadline_on=on + timedelta(days=place),
            owner=owner,
            state="open",
            opened_at=now(),
        )
        for place in range(number)
    )


def titles(page: Any) -> list[str]:
    return [row.title for row in page.context["inbox"].rows]


def test_inbox_shows_ones_own_work_in_words_and_logs_the_look(as_process: Any, refused: Any) -> None:
    officer = people.officer(*DECISION_OFFICER)
    Task.objects.filter(object_id=claim_of(refused).id).update(owner=officer)
    client = browser(account=officer)

    page = client.get(client.at("inbox"))

    assert titles(page) == ["Give notice of a refusal"]
    assert "Maria Borg" in text(page)
    assert "Children&#x27;s Allowance" in text(page)
    assert looks("inbox") == [(str(officer.id), [refused.mother.id])]
    counts = page.context["inbox"].count
    assert (counts.mine, counts.office, counts.nobody) == (1, 2, 1)


@pytest.mark.parametrize(("permission", "is_shown"), [("confirm_account", True), ("propose_account", False)])
def test_inbox_shows_money_that_waits_for_its_second_person_to_whoever_may_be_it(
    permission: str, is_shown: bool
) -> None:
    account = paid.account_of(people.person(area_id=1), state="proposed")
    AccountChange.objects.filter(account=account).update(confirmed_by=None, confirmed_at=None)
    client = browser(account=people.officer(permission))

    page = client.get(client.at("inbox"))

    assert [one.text for one in page.context["inbox"].second] == ["Account changes that wait: 1"] * is_shown
    assert ("Nothing waits for you" in text(page)) is not is_shown


def test_inbox_says_in_words_what_is_overdue() -> None:
    officer = people.officer(*CASE_OFFICER, "decide_claim")
    work(3, owner=officer, on=f.TODAY - timedelta(days=1))
    client = browser(account=officer)

    page = client.get(client.at("inbox"))

    assert [row.urgency for row in page.context["inbox"].rows] == ["Overdue by 1 day", "Due today", "Due in 1 day"]
    assert "Overdue by 1 day" in text(page)


def test_inbox_hides_work_that_one_may_not_do() -> None:
    work(1, kind="prepare_nothing")
    work(1, kind="reconsider", on=f.TODAY + timedelta(days=1))
    client = browser(*CASE_OFFICER)

    page = client.get(f"{client.at('inbox')}?whose=office")

    assert titles(page) == ["prepare nothing"]


def test_inbox_of_another_area_is_empty() -> None:
    work(3)
    client = browser(*CASE_OFFICER, "decide_claim", area_id=2)

    page = client.get(f"{client.at('inbox')}?whose=office")

    assert (titles(page), page.context["inbox"].count.office) == ([], 0)
    assert "Nothing waits here" in text(page)


def test_filters_stand_in_the_address_and_in_the_form(as_process: Any) -> None:
    first, second = assessed(as_process, in_care=True), assessed(as_process, number=2, in_care=True)
    officer = people.officer(*DECISION_OFFICER)
    Task.objects.filter(object_id=claim_of(second).id).update(deadline_on=f.TODAY - timedelta(days=2))
    client = browser(account=officer)

    def shown(query: str) -> list[Any]:
        page = client.get(f"{client.at('inbox')}?whose=office&{query}")
        return [(row.person, row.programme) for row in page.context["inbox"].rows]

    assert len(shown("")) == 4
    assert shown("deadline=overdue") == [(second.mother.name, "Children's Allowance")]
    assert shown("programme=MT-CAS") == [
        (one.mother.name, "Children's Allowance Supplement") for one in (first, second)
    ]
    assert len(shown("kind=give_notice")) == 4
    assert shown("kind=mend_claim") == []
    page = client.get(f"{client.at('inbox')}?whose=office&programme=MT-CAS")
    assert '<option value="MT-CAS" selected>' in text(page)


def test_nothing_found_says_what_to_do() -> None:
    client = browser(*CASE_OFFICER)

    assert "Nothing waits for you" in text(client.get(client.at("inbox")))
    assert "Nothing waits with this filter" in text(client.get(f"{client.at('inbox')}?deadline=overdue"))


def test_pages_go_forth_and_back_by_key() -> None:
    officer = people.officer(*CASE_OFFICER, "decide_claim")
    tasks = work(120, owner=officer)
    client = browser(account=officer)

    def ids(page: Any) -> list[Any]:
        return [row.id for row in page.context["inbox"].rows]

    first = client.get(client.at("inbox") + "?whose=mine&kind=decide")
    second = client.get(client.at("inbox") + first.context["inbox"].older)
    third = client.get(client.at("inbox") + second.context["inbox"].older)
    back = client.get(client.at("inbox") + third.context["inbox"].newer)

    wanted = [task.id for task in tasks]
    assert [ids(page) for page in (first, second, third)] == [wanted[:50], wanted[50:100], wanted[100:]]
    assert (ids(back), third.context["inbox"].older, first.context["inbox"].newer) == (wanted[50:100], "", "")
    assert "kind=decide" in first.context["inbox"].older


def test_a_place_that_makes_no_sense_is_the_first_page() -> None:
    officer = people.officer(*CASE_OFFICER, "decide_claim")
    (task,) = work(1, owner=officer)
    client = browser(account=officer)

    page = client.get(f"{client.at('inbox')}?after=yesterday_x&deadline=never&whose=all")

    assert page.status_code == 200
    assert [row.id for row in client.get(client.at("inbox") + "?after=x").context["inbox"].rows] == [task.id]


def asked_for(account: Any) -> WorkWanted:
    return WorkWanted(account=account.id, office=1)


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_costs_the_same_for_one_task_and_for_three(number: int) -> None:
    officer = people.officer(*CASE_OFFICER, "decide_claim")
    work(number, owner=officer, person=people.person(area_id=1))

    assert counted(officer, lambda: inbox(wanted=asked_for(officer), kept={}, on=f.TODAY)) == 5


def test_inbox_asks_nothing_from_its_template(as_process: Any) -> None:
    officer = people.officer(*CASE_OFFICER, "decide_claim")
    work(1, owner=officer, person=people.person(area_id=1))
    client = browser(account=officer)
    one = page_queries(client, client.at("inbox"))
    work(2, owner=officer, person=people.person(area_id=1))

    assert page_queries(client, client.at("inbox")) == one


@pytest.mark.long
def test_inbox_of_ten_thousand_costs_what_one_of_three_does() -> None:
    officer = people.officer(*CASE_OFFICER, "decide_claim")
    work(10_000, owner=officer, person=people.person(area_id=1))
    client = browser(account=officer)

    middle = f"after={f.TODAY + timedelta(days=5000)}_{uuid7()}"
    page = client.get(f"{client.at('inbox')}?{middle}")
    assert [row.deadline_on for row in page.context["inbox"].rows][:2] == [
        f.TODAY + timedelta(days=5001),
        f.TODAY + timedelta(days=5002),
    ]
    assert page.context["inbox"].count.mine == 10_000
    assert counted(officer, lambda: inbox(wanted=asked_for(officer), kept={}, on=f.TODAY)) == 5


def test_task_leads_to_where_it_is_done(as_process: Any, refused: Any) -> None:
    client = browser(*DECISION_OFFICER)
    task = Task.objects.get(object_id=claim_of(refused).id)

    went = client.get(client.at("task", task.id))

    assert went.status_code == 302
    assert went["Location"] == f"{client.at('claim', claim_of(refused).id)}?task={task.id}"


def test_task_without_a_page_is_shown_and_finished_by_its_owner() -> None:
    officer, colleague = people.officer(*CASE_OFFICER), people.officer(*CASE_OFFICER)
    (task,) = work(1, kind="look_into_it", owner=officer, person=people.person(area_id=1))
    Task.objects.filter(id=task.id).update(object_type="stone")
    client, other = browser(account=officer), browser(account=colleague)

    assert "It is done" in text(client.get(client.at("task", task.id)))
    assert "It is done" not in text(other.get(other.at("task", task.id)))
    assert other.post(other.at("task-done", task.id)).status_code == 404
    done = client.post(client.at("task-done", task.id))

    assert (done.status_code, done["Location"]) == (302, f"{client.at('inbox')}?done=finished")
    assert Task.objects.get(id=task.id).state == "done"
    assert client.post(client.at("task-done", task.id)).status_code == 409


def test_task_of_another_area_is_absent() -> None:
    (task,) = work(1)
    client = browser(*CASE_OFFICER, area_id=2)

    assert client.get(client.at("task", task.id)).status_code == 404
    assert client.get(client.at("task", uuid7())).status_code == 404


def test_menu_shows_what_one_may_open() -> None:
    client, pays = browser(*CASE_OFFICER), browser("prepare_run", "do_task")

    assert "Find a person" in text(client.get(client.at("inbox")))
    assert "Find a person" not in text(pays.get(pays.at("inbox")))
    assert "Payments" in text(pays.get(pays.at("inbox")))
    assert "Payments" not in text(client.get(client.at("inbox")))


def test_inbox_by_name_follows_the_alphabet_and_pages(as_process: Any) -> None:
    officer = people.officer("read_case", "do_task")
    families = ("Żahra", "Zahra", "Ġatt", "Gauci", "Abela")
    for place, family in enumerate(families):
        key = WrittenName("Anna", family).sort_key("mt")
        person = people.person(given="Anna", family=family, area_id=1, sort_by=key)
        Task.objects.create(
            kind="read_answer", office_id=1, area_id=1, person=person, object_type="claim", object_id=uuid7(),
            deadline_on=f.TODAY + timedelta(days=place), owner=officer, state="open", opened_at=people.NOW,
        )  # fmt: skip
    wanted = WorkWanted(account=officer.id, office=1, order="name")

    def names(page: TaskPage) -> list[str]:
        return [task.person.family_name for task in page.tasks if task.person]

    with as_process("janua_workbench", officer.actor):
        first = page_of_tasks(wanted=wanted, on=f.TODAY, size=2)
        second = page_of_tasks(wanted=wanted, on=f.TODAY, size=2, after=first.later)
        third = page_of_tasks(wanted=wanted, on=f.TODAY, size=2, after=second.later)
        back = page_of_tasks(wanted=wanted, on=f.TODAY, size=2, before=second.earlier)
    assert [names(page) for page in (first, second, third, back)] == [
        ["Abela", "Ġatt"],
        ["Gauci", "Żahra"],
        ["Zahra"],
        ["Abela", "Ġatt"],
    ]
    assert (first.earlier, third.later) == (None, None)

    page = text(browser(account=officer).get("/?order=name"))
    assert "5 tasks, by family name" in page
    assert [page.index(f"{family}<") for family in ("Abela", "Ġatt", "Gauci", "Żahra", "Zahra")] == sorted(
        page.index(f"{family}<") for family in families
    )
