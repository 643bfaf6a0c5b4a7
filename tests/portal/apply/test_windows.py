"""Two windows, the back button, a double press: nothing is lost, nothing is sent twice."""

import pytest

from janua.base.clock import now
from janua.casework.models import Application, Claim, Draft
from janua.registers.models import Relationship
from tests.casework import factories as f
from tests.faces import FaceClient
from tests.portal.apply.journeys import CODE, begun, fresh_family, go_on, hidden, sent, steps_of
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
BONUS = "birth-bonus"


def ready(of: f.Family) -> FaceClient:
    client = begun(of, code=BONUS)
    go_on(client, "people", code=BONUS)
    go_on(client, "known", code=BONUS)
    return client


def test_last_button_pressed_twice_is_one_application_and_one_receipt() -> None:
    client = ready(fresh_family())
    page = client.get(client.at("apply-check", BONUS))
    fields = {name: hidden(page, name) for name in ("key", "shown")}

    answers = [client.post(client.at("apply-submit", BONUS), fields) for _ in range(3)]

    receipt = client.at("receipt", Application.objects.get().id)
    assert [(one.status_code, one["Location"]) for one in answers] == [(303, receipt)] * 3
    assert Claim.objects.count() == 1


def test_old_page_after_a_new_beginning_leads_to_the_first_receipt() -> None:
    client = ready(fresh_family())
    page = client.get(client.at("apply-check", BONUS))
    fields = {name: hidden(page, name) for name in ("key", "shown")}
    first = client.post(client.at("apply-submit", BONUS), fields)
    Claim.objects.update(state="withdrawn")
    client.post(client.at("apply", BONUS))

    again = client.post(client.at("apply-submit", BONUS), fields)

    assert (again["Location"], Application.objects.count(), Draft.objects.count()) == (first["Location"], 1, 1)


def test_answer_changed_in_another_window_warns_once_and_then_keeps_the_later() -> None:
    of = fresh_family()
    client = begun(of)
    step = next(one for one in steps_of(client) if one.startswith("maintenance"))
    address = client.at("apply-step", CODE, step)
    go_on(client, step, value="100")
    old = hidden(client.get(address), "was")
    go_on(client, step, value="200")

    late = client.post(address, {"value": "300", "was": old})

    text = late.content.decode()
    assert (late.status_code, "€200.00" in text, 'value="300' in text) == (409, True, True)
    assert "€200.00" in client.get(client.at("apply-check", CODE)).content.decode()
    client.post(address, {"value": "300", "was": hidden(late, "was")})
    assert "€300.00" in client.get(client.at("apply-check", CODE)).content.decode()


def test_two_windows_on_two_steps_lose_nothing() -> None:
    of = fresh_family()
    client = begun(of)
    money = next(one for one in steps_of(client) if one.startswith("maintenance"))
    care = next(one for one in steps_of(client) if one.startswith("in_care"))
    pages = {step: hidden(client.get(client.at("apply-step", CODE, step)), "was") for step in (money, care)}

    client.post(client.at("apply-step", CODE, money), {"value": "100", "was": pages[money]})
    client.post(client.at("apply-step", CODE, care), {"any": "not_known", "was": pages[care]})

    text = client.get(client.at("apply-check", CODE)).content.decode()
    assert ("€100.00" in text, "I do not know" in text) == (True, True)


def test_check_page_of_before_a_change_is_not_sent_but_shown_again() -> None:
    of = fresh_family()
    client = begun(of)
    go_on(client, "people")
    go_on(client, "known")
    page = client.get(client.at("apply-check", CODE))
    fields = {name: hidden(page, name) for name in ("key", "shown")}
    money = next(one for one in steps_of(client) if one.startswith("maintenance"))
    go_on(client, money, value="100")

    answer = client.post(client.at("apply-submit", CODE), fields)

    assert (answer.status_code, "Something changed" in answer.content.decode()) == (409, True)
    assert Application.objects.count() == 0
    assert sent(client).status_code == 303


def test_register_that_tells_more_meanwhile_has_the_person_look_again() -> None:
    of = fresh_family()
    client = ready(of)
    people.fact(of.mother.id, "citizenship", source="identita", words="IT", item="IT", known_from=now())

    tasks = client.get(client.at("apply-tasks", BONUS)).content.decode()
    old = client.post(client.at("apply-step", BONUS, "known"), {"shown": "old"})

    assert ("Changed: look again" in tasks, old.status_code) == (True, 409)


def test_child_that_the_register_names_meanwhile_has_the_person_look_again() -> None:
    of = fresh_family()
    client = ready(of)
    new = f._person("Nina", "9990126L", f.TODAY, "female", of.home)
    Relationship.objects.create(
        of_person=of.mother, to_person=new, kind="parent", source="civil", true_from=f.TODAY, known_from=people.LONG_AGO
    )

    page = client.get(client.at("apply-check", BONUS)).content.decode()

    assert ("Before you can send" in page, "Who it is about" in page) == (True, True)
    assert "Nina Borg" in client.get(client.at("apply-step", BONUS, "people")).content.decode()


def test_what_cannot_be_read_is_shown_again_as_it_was_typed() -> None:
    of = fresh_family()
    client = begun(of)
    step = next(one for one in steps_of(client) if one.startswith("maintenance"))

    page = go_on(client, step, value="about a hundred")

    text = page.content.decode()
    assert (page.status_code, "about a hundred" in text, "There is a problem" in text) == (422, True, True)
    assert "<title>Error:" in text


def test_deleted_draft_is_gone_and_comes_back_by_undo() -> None:
    of = fresh_family()
    client = begun(of)
    step = next(one for one in steps_of(client) if one.startswith("maintenance"))
    go_on(client, step, value="100")

    client.post(client.at("apply-delete", CODE))
    gone = client.get(client.at("apply-tasks", CODE))["Location"]
    home = client.get(client.at("mine")).content.decode()
    client.post(client.at("apply-restore", CODE))

    assert gone == client.at("apply", CODE)
    assert client.at("apply-tasks", CODE) not in home
    assert "€100.00" in client.get(client.at("apply-check", CODE)).content.decode()


def test_looking_at_pages_changes_nothing() -> None:
    of = fresh_family()
    client = begun(of)
    before = Draft.objects.values().get()

    for step in ("people", "known", "papers", "family"):
        assert client.get(client.at("apply-step", CODE, step)).status_code == 200
    client.get(client.at("apply-check", CODE))
    client.get(client.at("apply-delete", CODE))

    assert Draft.objects.values().get() == before
