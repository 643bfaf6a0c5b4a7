"""The citizens' half: apply once, follow, read decisions; what is somebody else's is not there."""

from datetime import date
from uuid import uuid4

import pytest

from janua.casework.models import Application, Claim
from tests.api.v1.calling import citizen_calls
from tests.casework.factories import family, publish_catalogue

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "an application of today"}
NOTHING = {
    "type": "urn:janua:problem:nothing-here",
    "title": "Not Found",
    "status": 404,
    "detail": "There is nothing here that you may see or do. Look at the address, or ask the office in charge.",
    "errors": [],
}


@pytest.fixture(autouse=True)
def today(settings: pytest.FixtureRequest) -> None:
    settings.JANUA_TODAY = date(2026, 2, 1)  # type: ignore[attr-defined]


def test_submit_takes_an_application_once_for_a_key() -> None:
    publish_catalogue()
    home = family()
    caller = citizen_calls(home.account)
    body = {"service": "childrens-allowance", "applicant": str(home.mother.id), "language": "mt"}

    first, second = caller.post("applications", body, **KEY), caller.post("applications", body, **KEY)

    row = Application.objects.get()
    claims = [
        {
            "id": str(one.id),
            "reference": one.reference,
            "programme": one.programme,
            "state": "submitted",
            "decision": None,
        }
        for one in Claim.objects.order_by("programme")
    ]
    assert [claim["programme"] for claim in claims] == ["MT-CA", "MT-CAS"]
    assert first == second
    assert first[0] == 201
    assert {name: value for name, value in first[1].items() if name != "submitted_at"} == {
        "id": str(row.id),
        "reference": row.reference,
        "service": "childrens-allowance",
        "applicant": str(home.mother.id),
        "claims": claims,
    }
    assert caller.get("applications")[1]["items"] == [first[1]]
    assert caller.get(f"applications/{row.id}") == (200, first[1])


def test_submit_other_answers_under_the_same_key_is_a_conflict() -> None:
    publish_catalogue()
    home = family()
    caller = citizen_calls(home.account)
    body = {"service": "childrens-allowance", "applicant": str(home.mother.id), "language": "mt"}
    caller.post("applications", body, **KEY)

    status, told = caller.post("applications", body | {"language": "en"}, **KEY)

    assert (status, told["type"]) == (409, "urn:janua:problem:key-used-otherwise")


def test_submit_money_is_written_as_money() -> None:
    publish_catalogue()
    home = family()
    answer = {
        "subject": str(home.mother.id),
        "attribute": "employment_income",
        "value": {"amount": "14000.00", "currency": "EUR"},
        "true_from": "2024-01-01",
        "true_to": "2024-12-31",
    }
    body = {"service": "childrens-allowance", "applicant": str(home.mother.id), "answers": [answer]}
    caller = citizen_calls(home.account)

    assert caller.post("applications", body, **KEY)[0] == 201

    facts = caller.get(f"persons/{home.mother.id}/facts")[1]
    assert [
        one["value"] for one in facts if (one["attribute"], one["source"]) == ("employment_income", "declared")
    ] == [1_400_000]


def test_submit_for_a_stranger_and_for_nobody_is_the_same_answer() -> None:
    publish_catalogue()
    home, stranger = family(), family(number=2)
    caller = citizen_calls(home.account)
    body = {"service": "childrens-allowance", "language": "en"}

    answers = [
        caller.post("applications", body | {"applicant": str(applicant)}, **KEY)
        for applicant in (stranger.mother.id, uuid4())
    ]

    assert answers == [(404, NOTHING), (404, NOTHING)]


def test_a_strangers_application_and_none_are_the_same_answer() -> None:
    publish_catalogue()
    home, stranger = family(), family(number=2)
    body = {"service": "childrens-allowance", "applicant": str(stranger.mother.id)}
    theirs = citizen_calls(stranger.account).post("applications", body, **KEY)[1]["id"]
    caller = citizen_calls(home.account)

    assert [caller.get(f"applications/{one}") for one in (theirs, uuid4())] == [(404, NOTHING), (404, NOTHING)]
    assert caller.get("applications")[1] == {"items": [], "next": None}


def test_lists_are_paged_by_key_newest_first() -> None:
    publish_catalogue()
    home = family()
    caller = citizen_calls(home.account)
    made = []
    for number in range(3):
        body = {"service": "childrens-allowance", "applicant": str(home.mother.id), "language": "en"}
        made.append(caller.post("applications", body, **{"Idempotency-Key": f"application {number}"})[1]["id"])

    first = caller.get("applications", limit=2)[1]
    second = caller.get("applications", limit=2, after=first["next"])[1]

    assert [one["id"] for one in (*first["items"], *second["items"])] == made[::-1]
    assert (first["next"], second["next"]) == (made[1], None)


def test_without_a_session_nobody_is_served_and_a_cookie_is_no_session() -> None:
    publish_catalogue()
    home = family()
    signed_in = citizen_calls(home.account)
    stranger = citizen_calls(None)
    stranger.client.cookies["janua_citizen"] = signed_in.secret

    status, told = stranger.get("me")

    assert (status, told["type"]) == (401, "urn:janua:problem:not-signed-in")
    assert signed_in.get("me") == (200, {"name": home.mother.name, "person": str(home.mother.id), "mandates": []})


def test_services_are_told_to_everybody() -> None:
    publish_catalogue()

    status, told = citizen_calls(None).get("services")

    assert (status, [one["code"] for one in told]) == (
        200,
        ["birth-bonus", "childrens-allowance", "unemployment-benefit"],
    )


def test_a_wrong_shape_says_where_and_repeats_nothing() -> None:
    publish_catalogue()
    home = family()

    status, told = citizen_calls(home.account).post("applications", {"service": 5, "applicant": "secret"}, **KEY)

    assert (status, [one["at"][-1] for one in told["errors"]]) == (422, ["service", "applicant"])
    assert "secret" not in str(told)


def test_an_address_that_there_is_not_is_a_problem() -> None:
    assert citizen_calls(None).get("no-such-thing") == (404, NOTHING)
