"""Two administrators at one time: real sign-ins, one waiting for the other."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError

from janua.base import clock
from janua.base.accounts.actions.role import WrongState, confirm_role, load_roles, propose_role, revoke_role
from janua.base.accounts.models import Account, RoleAssignment
from janua.base.accounts.roles import FORBIDDEN, ROLES
from janua.base.actors import acting_as, system_actor
from tests.at_once import Hand
from tests.base.accounts.people import DAY, an_area, an_office, an_officer
from tests.database import RunningDatabase, as_process_role


class Ministry:
    """Three administrators and an officer without a role."""

    def __init__(self, database: RunningDatabase) -> None:
        self.database = database
        self.area = an_area(1)
        office = an_office(self.area)
        self.first, self.second, self.third = (an_officer(office, "administrator") for _ in range(3))
        self.officer = an_officer(office)

    def proposal(self, role: str) -> RoleAssignment:
        with as_process_role("janua_workbench", self.first.actor):
            return propose_role(account_id=self.officer.id, role_code=role, area=self.area, starts_on=DAY, on=DAY)

    def confirms(self, who: Account, proposal: RoleAssignment) -> Hand:
        return Hand(
            self.database, "janua_workbench", who.actor, lambda: confirm_role(assignment=proposal, on=DAY)
        ).start()


@pytest.fixture
def ministry(real_database: RunningDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ministry]:
    monkeypatch.setattr(settings, "JANUA_TODAY", DAY)
    with real_database.as_django("postgres"):
        with acting_as(system_actor("loader")):
            load_roles(roles=ROLES, forbidden=FORBIDDEN)
        yield Ministry(real_database)


def _held(account: Account) -> list[str]:
    return sorted(
        RoleAssignment.objects.filter(account=account, confirmed_at__isnull=False).values_list("role", flat=True)
    )


def test_two_roles_that_exclude_each_other_confirmed_at_once_leave_one(ministry: Ministry) -> None:
    one, other = FORBIDDEN[0].first, FORBIDDEN[0].second
    proposals = [ministry.proposal(one), ministry.proposal(other)]

    first = ministry.confirms(ministry.second, proposals[0])
    second = ministry.confirms(ministry.third, proposals[1])
    assert second.is_waiting()
    first.commit()
    with pytest.raises(IntegrityError, match="nobody may hold together"):
        second.commit()

    assert _held(ministry.officer) == [one]


def test_one_proposal_confirmed_twice_at_once_is_confirmed_by_the_first(ministry: Ministry) -> None:
    proposal = ministry.proposal("case_officer")
    again = RoleAssignment.objects.get(id=proposal.id)

    first, second = ministry.confirms(ministry.second, proposal), ministry.confirms(ministry.third, again)
    first.commit()
    with pytest.raises(WrongState):
        second.commit()

    assert RoleAssignment.objects.get(id=proposal.id).confirmed_by == ministry.second


def test_second_revocation_from_an_old_page_does_not_prolong_a_role(ministry: Ministry) -> None:
    proposal = ministry.proposal("case_officer")
    ministry.confirms(ministry.second, proposal).commit()
    page, old_page = (RoleAssignment.objects.get(id=proposal.id) for _ in range(2))

    with as_process_role("janua_workbench", ministry.first.actor):
        revoke_role(assignment=page, on=DAY)
    with pytest.raises(WrongState), as_process_role("janua_workbench", ministry.second.actor):
        revoke_role(assignment=old_page, on=DAY + timedelta(days=30))

    assert RoleAssignment.objects.get(id=proposal.id).revoked_on == DAY


@pytest.mark.parametrize("more", [{"revoked_on": DAY + timedelta(days=30)}, {"revoked_at": None, "revoked_on": None}])
def test_revoked_role_is_not_brought_back_in_the_database(ministry: Ministry, more: dict[str, object]) -> None:
    proposal = ministry.proposal("case_officer")
    ministry.confirms(ministry.second, proposal).commit()
    RoleAssignment.objects.filter(id=proposal.id).update(revoked_at=clock.now(), revoked_on=DAY)

    with pytest.raises(IntegrityError, match="stays revoked"), as_process_role("janua_workbench", ministry.first.actor):
        RoleAssignment.objects.filter(id=proposal.id).update(**more)
