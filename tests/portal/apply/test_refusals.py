"""Who may not apply, and what they are told; nothing of anybody else's application is ever shown."""

from typing import Any

import pytest

from janua.base.accounts.models import Account
from janua.casework.actions.application import Answer
from janua.casework.models import Application, Draft
from janua.catalogue.models import ServiceVersion
from tests.casework import factories as f
from tests.faces import portal_client
from tests.portal.apply.journeys import CODE, begun, fresh_family, go_on, hidden, sent, steps_of
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def test_page_of_an_application_sends_a_stranger_to_the_sign_in() -> None:
    f.publish_catalogue()
    client = portal_client()

    answer = client.get(client.at("apply-tasks", CODE))

    assert answer.status_code in (302, 303)
    assert answer["Location"].startswith(client.at("sign-in"))


def test_start_tells_whom_nobody_has_confirmed_what_to_do() -> None:
    f.publish_catalogue()
    account = Account.objects.create(kind="citizen", issuer="eid", subject="new", opened_at=people.LONG_AGO)
    client = portal_client(account)

    page = client.get(client.at("apply", CODE))

    assert (page.status_code, "We do not know yet who you are" in page.content.decode()) == (200, True)
    client.post(client.at("apply", CODE))
    assert Draft.objects.count() == 0


def test_start_refuses_a_mandate_for_something_else() -> None:
    of, helper = fresh_family(), f.family(number=2)
    people.mandate(of.mother, helper.mother, scope=["see"])
    client = portal_client(helper.account, acts_for=of.mother.id)

    page = client.post(client.at("apply", CODE))

    assert (page.status_code, "Your mandate does not cover this" in page.content.decode()) == (403, True)
    assert Draft.objects.count() == 0


def test_draft_is_not_shown_to_the_next_person_nor_to_the_giver_of_the_mandate() -> None:
    of, helper = fresh_family(), f.family(number=2)
    people.mandate(of.mother, helper.mother, scope=["apply"])
    typist = portal_client(helper.account, acts_for=of.mother.id)
    typist.post(typist.at("apply", CODE))
    money = next(step for step in steps_of(typist) if step.startswith("maintenance"))
    # With a point in it, which no token on a page has.
    go_on(typist, money, value="987.65")
    assert "987.65" in typist.get(typist.at("apply-step", CODE, money)).content.decode()

    for account in (of.account, people.citizen(of.father)):
        client = portal_client(account)
        for address in (client.at("apply-tasks", CODE), client.at("apply-step", CODE, money)):
            assert client.get(address)["Location"] == client.at("apply", CODE)
        client.post(client.at("apply", CODE))
        assert "987.65" not in client.get(client.at("apply-step", CODE, money)).content.decode()


def test_receipt_of_somebody_else_is_no_page() -> None:
    of, stranger = fresh_family(), f.family(number=2)
    client = begun(of, code="birth-bonus")
    go_on(client, "people", code="birth-bonus")
    go_on(client, "known", code="birth-bonus")
    receipt = sent(client, code="birth-bonus")["Location"]

    other = portal_client(stranger.account, raise_request_exception=False)

    assert (client.get(receipt).status_code, other.get(receipt).status_code) == (200, 404)


@pytest.mark.parametrize(
    "step",
    ["contributions_paid.{own}", "maintenance_income.00000000", "maintenance_income.{father}", "wrong.sex.{own}"],
)
def test_step_that_is_not_asked_is_no_page(step: str) -> None:
    of = fresh_family()
    client = begun(of, raise_request_exception=False)
    named = step.format(own=of.mother.id.hex[-8:], father=of.father.id.hex[-8:])

    assert client.get(client.at("apply-step", CODE, named)).status_code == 404
    assert client.post(client.at("apply-step", CODE, named), {"value": "5", "was": ""}).status_code == 404


def test_service_that_is_no_longer_offered_says_so_and_keeps_the_draft() -> None:
    of = fresh_family()
    client = begun(of)
    ServiceVersion.objects.update(ends_on="2026-01-02")

    page = client.get(client.at("apply-tasks", CODE))

    assert (page.status_code, "You cannot apply for this online" in page.content.decode()) == (404, True)
    assert Draft.objects.count() == 1


def test_start_leads_to_the_application_that_is_under_way(as_process: Any) -> None:
    of = fresh_family()
    client = begun(of, code="birth-bonus")
    go_on(client, "people", code="birth-bonus")
    go_on(client, "known", code="birth-bonus")
    sent(client, code="birth-bonus")

    page = client.get(client.at("apply", "birth-bonus")).content.decode()

    application = Application.objects.get()
    assert (application.reference in page, client.at("application", application.id) in page) == (True, True)
    assert 'name="csrfmiddlewaretoken"' not in page.partition("<main")[2].partition("</main>")[0]


def test_sending_before_everything_is_done_leads_to_the_list() -> None:
    of = fresh_family()
    client = begun(of)
    page = client.get(client.at("apply-check", CODE))

    assert "Before you can send" in page.content.decode()
    draft_key = hidden(page, "key")
    answer = client.post(client.at("apply-submit", CODE), {"key": draft_key, "shown": ""})
    assert (answer.status_code, Application.objects.count()) == (303, 0)


def test_answer_about_another_adult_is_refused_by_the_action_too(as_process: Any) -> None:
    of = fresh_family()

    with pytest.raises(Exception, match="may record their own word"):
        f.submit_as(as_process, of, answers=(Answer(of.father.id, "maintenance_income", 5),))
    assert Application.objects.count() == 0
