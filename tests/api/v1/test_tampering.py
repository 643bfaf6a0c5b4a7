"""Requests that no honest program makes: what is not asked, another's mandate, odd letters."""

from datetime import date, timedelta
from typing import Any

import pytest

from janua.base.accounts.models import Role, RoleAssignment, RolePermission
from janua.base.audit.models import Access
from janua.casework.models import Application, Claim
from janua.registers.models import Mandate
from tests.api.v1.calling import Caller, citizen_calls, officer_calls
from tests.casework.factories import family, publish_catalogue
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "an application of today"}
TODAY = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    settings.JANUA_TODAY = TODAY


def _apply(caller: Caller, applicant: Any, **more: Any) -> tuple[int, Any]:
    body = {"service": "childrens-allowance", "applicant": str(applicant.id), "language": "en"}
    return caller.post("applications", body | more, **KEY)


@pytest.mark.parametrize(
    "declared",
    [{"applied_on": "2020-01-01"}, {"event_on": "2020-01-01"}, {"no_such_thing": 1}, {"employment_income": 1}],
)
def test_declaring_what_the_service_does_not_ask_is_refused(declared: dict[str, Any]) -> None:
    publish_catalogue()
    home = family()

    status, told = _apply(citizen_calls(home.account), home.mother, declared=declared)

    assert (status, told.get("type")) == (422, "urn:janua:problem:answer-not-asked")
    assert not Application.objects.exists()


@pytest.mark.parametrize("scope", ["receive_payment", "report", "see", "apply", "all"])
def test_a_mandate_shows_only_what_it_is_for(scope: str) -> None:
    publish_catalogue()
    home, other = family(), family(number=2)
    mine = _apply(citizen_calls(home.account), home.mother)[1]["id"]
    Mandate.objects.create(
        giver=home.mother, holder=other.mother, scope=[scope], true_from=TODAY - timedelta(days=1), ground="form",
        known_from=people.LONG_AGO,
    )  # fmt: skip
    caller = citizen_calls(other.account)

    shown = {
        "list": len(caller.get("applications")[1]["items"]),
        "application": caller.get(f"applications/{mine}")[0],
        "facts": bool(caller.get(f"persons/{home.mother.id}/facts")[1]),
    }
    sees, knows = scope in ("see", "apply", "all"), scope != "receive_payment"
    assert shown == {"list": int(sees), "application": 200 if sees else 404, "facts": knows}


def test_what_a_mandates_holder_reads_leaves_a_trace_and_ones_own_leaves_none() -> None:
    publish_catalogue()
    home, other = family(), family(number=2)
    mine = _apply(citizen_calls(home.account), home.mother)[1]["id"]
    people.mandate(home.mother, other.mother, scope=["see"])
    for caller in (citizen_calls(home.account), citizen_calls(other.account)):
        for path in ("applications", f"applications/{mine}", f"persons/{home.mother.id}/facts"):
            assert caller.get(path)[0] == 200

    traces = Access.objects.filter(persons__contains=[home.mother.id]).order_by("seq").values_list("page", "purpose")
    assert list(traces) == [(page, "mandate") for page in ("api:applications", "api:application", "api:facts")]


def test_a_role_elsewhere_opens_no_case_here() -> None:
    publish_catalogue()
    home = family()
    _apply(citizen_calls(home.account), home.mother)
    claim = Claim.objects.first()
    assert claim is not None
    account = people.officer("read_case", "rule_on_fact", "prepare_run", area_id=2)
    here = Role.objects.create(code="writer", names={})
    RolePermission.objects.create(role=here, permission="write_announcement")
    RoleAssignment.objects.create(
        account=account, role=here, area=people.area(1), starts_on=date(2020, 1, 1), proposed_at=people.LONG_AGO,
        confirmed_at=people.LONG_AGO,
    )  # fmt: skip
    caller = officer_calls(account)

    assert caller.get("persons", words=home.mother.family_name) == (200, [])
    assert caller.get(f"claims/{claim.id}")[0] == 404
    assert officer_calls(people.officer("read_case")).get(f"claims/{claim.id}")[0] == 200


ODD = ["\x00", "a\ud800", "x" * 100_000, "\u202e", ""]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_letters_are_refused_or_kept_and_break_nothing(odd: str) -> None:
    publish_catalogue()
    home = family()
    caller = citizen_calls(home.account)
    answer = {"subject": str(home.mother.id), "attribute": "employment_income", "value": 1}
    caller.client.raise_request_exception = False
    statuses = [
        _apply(caller, home.mother, language=odd)[0],
        _apply(caller, home.mother, service=odd)[0],
        _apply(caller, home.mother, answers=[answer | {"item": odd}])[0],
        _apply(caller, home.mother, answers=[answer | {"value": odd}])[0],
        _apply(caller, home.mother, answers=[answer | {"attribute": odd}])[0],
        _apply(caller, home.mother, answers=[answer | {"value": 10**30}])[0],
        _apply(caller, home.mother, answers=[answer | {"value": {"amount": odd, "currency": odd}}])[0],
        _apply(caller, home.mother, answers=[answer | {"true_from": "9999-12-31", "true_to": "0001-01-01"}])[0],
        _apply(caller, home.mother, declared={odd: odd})[0],
    ]
    assert [status for status in statuses if status >= 500] == [], statuses
    assert Claim.objects.count() in (0, 2)
