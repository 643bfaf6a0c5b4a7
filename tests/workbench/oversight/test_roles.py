"""Roles proposed by one and confirmed by another; accounts opened, and ended when a colleague leaves."""

from typing import Any
from uuid import uuid4

import pytest

from janua.base.accounts.models import Account, ForbiddenRolePair, Role, RoleAssignment, RolePermission, StaffProfile
from tests.faces import FaceClient, workbench_client
from tests.registers import factories as people
from tests.workbench.oversight.conftest import COUNTRY, ELSEWHERE, HERE, Country, at_desk
from tests.workbench.payments.asking import words


@pytest.fixture
def colleague(country: Country) -> Account:
    """Who is to get a role."""
    return people.officer("do_task", area_id=HERE)


def asked(account: Account, area: int = HERE) -> dict[str, str]:
    """A proposal as typed."""
    return {
        "account": str(account.id), "role": "auditor", "area": str(area), "starts_on_day": "3", "starts_on_month": "3",
        "starts_on_year": "2026", "ends_on_day": "", "ends_on_month": "", "ends_on_year": "",
    }  # fmt: skip


def proposed(client: FaceClient, account: Account) -> RoleAssignment:
    """Propose at a browser."""
    page = client.post(client.at("role-new"), asked(account))
    assert page.status_code == 302, words(page)
    return RoleAssignment.objects.get(role="auditor")


def test_role_is_proposed_by_one_and_confirmed_by_another(colleague: Account) -> None:
    first, second = at_desk("grant_role", area=COUNTRY), at_desk("grant_role", area=COUNTRY)

    row = proposed(first, colleague)
    listed = words(second.get(second.at("roles")))
    shown = words(first.get(first.at("role", row.id)))
    page = second.post(second.at("role", row.id), {"confirm": "1"})

    assert "Wait for a second person Who Role Where When Proposed by Ċetta Officer Auditor area-2" in listed
    assert "You proposed this. It waits for somebody else." in shown
    assert "Confirm this role" not in shown
    assert page.status_code == 302
    row.refresh_from_db()
    assert row.confirmed_by_id is not None
    assert "Revoke this role" in words(second.get(second.at("role", row.id)))


def test_role_is_confirmed_neither_by_who_proposed_it_nor_by_who_gets_it(colleague: Account) -> None:
    first = at_desk("grant_role", area=COUNTRY)
    row = proposed(first, colleague)
    role = Role.objects.create(code="admin-2", names={})
    RolePermission.objects.create(role=role, permission="grant_role")
    RoleAssignment.objects.create(
        account=colleague, role=role, area_id=COUNTRY, starts_on="2020-01-01", proposed_at=people.LONG_AGO,
        confirmed_at=people.LONG_AGO,
    )  # fmt: skip
    getter = workbench_client(colleague)

    for client in (first, getter):
        page = client.post(client.at("role", row.id), {"confirm": "1"})
        assert page.status_code == 422
        assert "confirmed by somebody who neither proposed it nor gets it" in words(page)
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_forbidden_pair_is_not_proposed(colleague: Account) -> None:
    held = colleague.assignments.get().role
    ForbiddenRolePair.objects.create(first=held, second_id="auditor", reason="a test")
    client = at_desk("grant_role", area=COUNTRY)

    page = client.post(client.at("role-new"), asked(colleague))

    assert page.status_code == 422
    assert "holds a role that nobody may hold together with this one" in words(page)


def test_role_is_revoked_by_one_and_refused_by_one(colleague: Account) -> None:
    first, second = at_desk("grant_role", area=COUNTRY), at_desk("grant_role", area=COUNTRY)
    row = proposed(first, colleague)
    second.post(second.at("role", row.id), {"confirm": "1"})

    assert first.post(first.at("role", row.id), {"revoke": "1"}).status_code == 302
    again = second.post(second.at("role", row.id), {"revoke": "1"})

    row.refresh_from_db()
    assert row.revoked_at is not None
    assert again.status_code == 422
    assert "Somebody has answered this in the meantime." in words(again)


def test_roles_of_other_areas_are_not_there(colleague: Account) -> None:
    row = proposed(at_desk("grant_role", area=COUNTRY), colleague)
    elsewhere, nobody = at_desk("grant_role", area=ELSEWHERE), at_desk("read_case", area=COUNTRY)

    assert elsewhere.post(elsewhere.at("role", row.id), {"confirm": "1"}).status_code == 404
    assert nobody.get(nobody.at("roles")).status_code == 404
    assert elsewhere.post(elsewhere.at("role-new"), asked(colleague, area=HERE)).status_code == 422


def test_account_is_opened_and_ends_when_a_colleague_leaves(country: Country) -> None:
    client = at_desk("open_staff_account", area=COUNTRY)
    typed = {"display_name": "Żaren Camilleri", "staff_number": "S-77", "login": "zaren", "office": str(HERE)}

    page = client.post(client.at("staff-new"), typed)
    twice = client.post(client.at("staff-new"), typed | {"staff_number": "S-78"})

    assert page.status_code == 302
    assert twice.status_code == 422
    assert "Somebody has this already." in words(twice)
    made = StaffProfile.objects.get(staff_number="S-77")
    assert (made.display_name, made.office_id, made.account.login) == ("Żaren Camilleri", HERE, "zaren")
    day = {"left_on_day": "9", "left_on_month": "3", "left_on_year": "2026"}
    left = client.post(client.at("staff-leaving", made.account_id), day)
    assert left.status_code == 302
    made.refresh_from_db()
    assert str(made.left_on) == "2026-03-09"


@pytest.mark.django_db
def test_confirm_asks_for_a_fresh_code_first(settings: Any) -> None:
    settings.JANUA_STEP_UP_SECONDS = -1
    client = workbench_client(people.officer("grant_role"))

    answer = client.post(client.at("role", uuid4()), {"confirm": ""})

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (303, client.at("step-up"))
