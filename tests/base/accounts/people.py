"""Officers, areas and roles for tests, written as the superuser: dull on purpose."""

import itertools
from datetime import date

from janua.base import clock
from janua.base.accounts.models import Account, RoleAssignment, StaffProfile
from janua.base.actors import Actor
from janua.base.areas.models import Area, Office

DAY = date(2026, 3, 2)
_number = itertools.count(1)


def an_area(id: int, parent: Area | None = None) -> Area:  # noqa: A002
    """An area below another."""
    path = [*(parent.path if parent else []), id]
    return Area.objects.create(id=id, code=f"a{id}", kind="area", names={"en": f"A{id}"}, parent=parent, path=path)


def an_office(area: Area) -> Office:
    """An office in an area."""
    return Office.objects.create(id=area.id, code=f"o{area.id}", names={"en": "Office"}, area=area, opens_on=DAY)


def an_officer(office: Office, *roles: str, area: Area | None = None) -> Account:
    """An officer of an office who holds these roles there since long ago, or in another area."""
    number = next(_number)
    account = Account.objects.create(kind="staff", login=f"officer{number}", opened_at=clock.now())
    StaffProfile.objects.create(
        account=account, display_name=f"Officer {number}", staff_number=f"S{number}", office=office
    )
    for role in roles:
        hold(account, role, area or office.area)
    return account


def hold(
    account: Account, role: str, area: Area, *, starts_on: date = date(2020, 1, 1), ends_on: date | None = None
) -> RoleAssignment:
    """A role that an account holds, as the loader would have written it."""
    at = clock.now()
    return RoleAssignment.objects.create(
        account=account,
        role_id=role,
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_at=at,
        confirmed_at=at,
    )


def a_citizen(subject: str = "") -> Account:
    """A citizen's account."""
    issuer = "https://id.example" if subject else ""
    return Account.objects.create(kind="citizen", issuer=issuer, subject=subject, opened_at=clock.now())


def actor(account: Account) -> Actor:
    """The actor of an account."""
    return account.actor
