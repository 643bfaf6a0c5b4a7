"""Applying from the first page to the receipt, on two services from one code."""

from typing import Any

import pytest

from janua.base.clock import today
from janua.casework.models import Application, Claim, Draft
from janua.registers.models import Fact
from tests.casework import factories as f
from tests.faces import portal_client
from tests.portal.apply.journeys import CODE, begun, fresh_family, go_on, hidden, sent, steps_of
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def test_apply_asks_only_what_is_not_known_and_ends_in_a_receipt() -> None:
    of = fresh_family()
    client = begun(of)

    steps = steps_of(client)
    tails = [one.id.hex[-8:] for one in (of.mother, *of.children)]
    assert steps == [
        "people",
        "known",
        f"in_care.{tails[1]}",
        f"in_care.{tails[2]}",
        f"maintenance_income.{tails[0]}",
        "papers",
    ]
    go_on(client, "people")
    go_on(client, "known")
    go_on(client, f"in_care.{tails[1]}", any="no")
    go_on(client, f"maintenance_income.{tails[0]}", value="1,200")
    answer = sent(client)

    application = Application.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, client.at("receipt", application.id))
    assert {(claim.programme, claim.state) for claim in Claim.objects.all()} == {
        ("MT-CA", "submitted"),
        ("MT-CAS", "submitted"),
    }
    year = today().year - 2
    said = Fact.objects.filter(source="declared").order_by("attribute")
    assert [(one.subject_id, one.attribute, one.number, one.status, str(one.true_from)) for one in said] == [
        (of.children[0].id, "in_care", None, 3, "None"),
        (of.mother.id, "maintenance_income", 120000, 0, f"{year}-01-01"),
    ]
    assert Draft.objects.count() == 0
    receipt = client.get(answer["Location"]).content.decode()
    assert application.reference in receipt


def test_apply_for_unemployment_benefit_from_the_same_code(as_process: Any) -> None:
    of = fresh_family()
    client = begun(of, code="unemployment-benefit")

    tail = of.mother.id.hex[-8:]
    assert steps_of(client, code="unemployment-benefit") == ["people", f"maintains_spouse.{tail}", "papers"]
    go_on(client, "people", code="unemployment-benefit")
    go_on(client, f"maintains_spouse.{tail}", code="unemployment-benefit", value="yes")
    answer = sent(client, code="unemployment-benefit")

    assert answer.status_code == 303
    assert [claim.programme for claim in Claim.objects.all()] == ["MT-UB"]
    assert Fact.objects.get(source="declared").truth is True


def test_list_is_written_entry_by_entry_and_changed_from_the_last_page() -> None:
    of = fresh_family()
    client = begun(of)
    step = next(one for one in steps_of(client) if one.startswith("in_care"))
    address = client.at("apply-step", CODE, step)
    days = {"first_day": "1", "first_month": "2", "first_year": "2025"}

    assert go_on(client, step, any="yes")["Location"] == address
    assert (
        go_on(client, step, value="foster", **days, last_day="31", last_month="1", last_year="2025").status_code == 422
    )
    go_on(client, step, value="foster", **days, last_day="3", last_month="4", last_year="2025")
    again = client.post(f"{address}?from=check", {"more": "yes"})
    assert again["Location"] == f"{address}?entry=new&from=check"
    new = {"value": "residential", "first_day": "9", "first_month": "5", "first_year": "2025"}
    client.post(again["Location"], new | {"was": hidden(client.get(again["Location"]), "was")})
    done = client.post(f"{address}?from=check", {"more": "no"})
    assert done["Location"] == client.at("apply-check", CODE)
    first = f"{address}?entry=0"
    client.post(first, {"value": "foster", **days, "was": hidden(client.get(first), "was")})
    for step_before in ("people", "known"):
        go_on(client, step_before)
    sent(client)

    said = Fact.objects.filter(source="declared").order_by("item")
    assert [(one.item, one.words, str(one.true_from), str(one.true_to)) for one in said] == [
        ("1", "foster", "2025-02-01", "None"),
        ("2", "residential", "2025-05-09", "None"),
    ]


def test_apply_under_a_mandate_records_who_sent_it() -> None:
    of, helper = fresh_family(), f.family(number=2)
    people.mandate(of.mother, helper.mother, scope=["apply"])
    client = portal_client(helper.account, acts_for=of.mother.id)
    client.post(client.at("apply", "birth-bonus"))
    for step in steps_of(client, code="birth-bonus"):
        if step in ("people", "known", "papers"):
            go_on(client, step, code="birth-bonus")

    answer = sent(client, code="birth-bonus")

    application = Application.objects.get()
    assert answer["Location"] == client.at("receipt", application.id)
    assert (application.applicant_id, application.submitted_by_id) == (of.mother.id, helper.account.id)
