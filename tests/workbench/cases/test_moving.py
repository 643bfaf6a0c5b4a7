"""A whole case on its way to another area, on the pages: asked, answered, and who reads what meanwhile."""

from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.casework.actions.transfer import move_accepted, take_up_transfers
from janua.casework.models import Case, Task, Transfer
from tests.casework import factories as f
from tests.registers import factories as people
from tests.workbench.cases.conftest import browser, claim_of, looks, page_queries, text

pytestmark = pytest.mark.django_db
GIVES = ("read_case", "transfer_case", "do_task")
TAKES = ("read_case", "accept_transfer", "do_task")
KEEPER = system_actor("keeper")


@pytest.fixture
def case(refused: Any) -> Case:
    """The case of a family whose claims wait, and an office of another area."""
    people.officer("do_task", area_id=2)
    return claim_of(refused).case


def asked(case: Case, **more: Any) -> tuple[Any, Any]:
    client = browser(*GIVES)
    typed = {"office": "2", "reason": "moved", "words": "She lives with her sister now."} | more
    return client, client.post(client.at("transfer", case.id), typed)


def at_work(as_process: Any) -> None:
    with as_process("janua_work", KEEPER):
        take_up_transfers(on=f.TODAY)
        move_accepted()


def test_transfer_page_says_what_goes_and_asks_the_other_office(case: Case) -> None:
    client = browser(*GIVES)
    said = text(client.get(client.at("transfer", case.id)))
    assert "With its yes everything goes there" in said
    assert "2 claims, with their decisions and money" in said

    client, done = asked(case)
    row = Transfer.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"{client.at('transfer-answer', row.id)}?done=transfer")
    assert "the case stays with you until it says yes" in text(client.get(done["Location"]))
    assert "Another office was asked to take this case already." in text(client.get(client.at("transfer", case.id)))
    assert looks("transfer")[0][1] == [case.holder_id]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"office": ""}, "office"), ({"reason": ""}, "reason"), ({"words": " "}, "words")]
)
def test_transfer_with_something_missing_keeps_the_page(case: Case, wrong: Any, field: str) -> None:
    _client, page = asked(case, **wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not Transfer.objects.exists()


def test_transfer_is_not_there_for_who_may_not_or_is_elsewhere(case: Case) -> None:
    for client in (browser("read_case"), browser(*GIVES, area_id=2)):
        assert client.get(client.at("transfer", case.id)).status_code == 404
        assert client.post(client.at("transfer", case.id), {"office": "2"}).status_code == 404


def test_receiving_office_finds_it_as_work_without_a_name_and_takes_it(case: Case, as_process: Any) -> None:
    asked(case)
    at_work(as_process)
    there = browser(*TAKES, area_id=2)
    row, task = Transfer.objects.get(), Task.objects.get(kind="answer_transfer")

    assert there.get(there.at("task", task.id))["Location"].startswith(there.at("transfer-answer", row.id))
    said = text(there.get(there.at("transfer-answer", row.id)))
    assert "She lives with her sister now." in said
    assert "You see whose case it is once your office has taken it." in said
    assert case.holder.family_name not in said
    assert there.get(there.at("case", case.id)).status_code == 404

    done = there.post(there.at("transfer-answer", row.id), {"is_accepted": "yes"})
    assert done.status_code == 302
    assert "It moves with everything in it in a moment." in text(there.get(done["Location"]))
    at_work(as_process)

    assert there.get(there.at("case", case.id)).status_code == 200
    assert "The case came to" in text(there.get(there.at("case", case.id)))
    here = browser(*GIVES)
    assert here.get(here.at("case", case.id)).status_code == 404


def test_declined_case_says_why(case: Case, as_process: Any) -> None:
    asked(case)
    at_work(as_process)
    there, row = browser(*TAKES, area_id=2), Transfer.objects.get()

    empty = there.post(there.at("transfer-answer", row.id), {"is_accepted": "no"})
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["words"])
    there.post(there.at("transfer-answer", row.id), {"is_accepted": "no", "words": "Ask the office of Gozo."})

    here = browser(*GIVES)
    said = text(here.get(here.at("transfer-answer", row.id)))
    assert "does not take the case: it stays where it is." in said
    assert "Ask the office of Gozo." in said


def test_pages_cost_what_they_do(case: Case) -> None:
    asked(case)
    client = browser(*GIVES)
    assert page_queries(client, client.at("transfer-answer", Transfer.objects.get().id)) == 22
    assert page_queries(client, client.at("transfer", case.id)) == 23
