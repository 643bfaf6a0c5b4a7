"""Open and end accounts."""

from datetime import date

from django.db import transaction
from django.db.utils import IntegrityError

from janua.base import audit, clock
from janua.base.accounts.models import Account, AccountKind, StaffProfile
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.actors import current_actor, system_actor
from janua.base.areas.models import Office


class AlreadyTaken(ValueError):
    """Another account has this name or number: choose another.

    field   login or staff_number
    """

    def __init__(self, field: str) -> None:
        super().__init__(f"Another account has this {field}.")
        self.field = field


class AlreadyLeft(ValueError):
    """This staff member has left already."""


def open_citizen_account(*, issuer: str, subject: str, language: str = "") -> Account:
    """Open an account for somebody whom the national identity provider has just named.

    Links by issuer and subject, never by e-mail address. Only the door does this.
    Raises   NotPermitted
    """
    if current_actor() != system_actor("door"):
        raise NotPermitted("A citizen's account is opened at sign-in, by the system actor door.")
    account = Account(
        kind=AccountKind.CITIZEN, issuer=issuer, subject=subject, language=language, opened_at=clock.now()
    )
    account.save(force_insert=True)
    audit.record("account.open", object_type="account", object_id=account.id)
    return account


def open_staff_account(
    *,
    display_name: str,
    staff_number: str,
    office: Office,
    on: date,
    login: str | None = None,
    issuer: str = "",
    subject: str = "",
) -> Account:
    """Open an account for an officer. It can do nothing until a role is granted by two people.

    Raises   NotPermitted, AlreadyTaken
    """
    if current_actor() != system_actor("loader"):
        require("open_staff_account", area_id=office.area_id, on=on)
    account = Account(kind=AccountKind.STAFF, login=login, issuer=issuer, subject=subject, opened_at=clock.now())
    profile = StaffProfile(account=account, display_name=display_name, staff_number=staff_number, office=office)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            profile.save(force_insert=True)
    except IntegrityError as error:
        # The others' accounts cannot be seen: only the database knows which names are taken.
        raise AlreadyTaken("staff_number" if "staff_number" in str(error) else "login") from error
    audit.record("account.open_staff", object_type="account", object_id=account.id, details={"office": office.id})
    return account


def choose_language(*, account: Account, language: str) -> None:
    """Keep the language that somebody chose to read, for their next visit and on every device. Only the door does this.

    Leaves no audit row: it changes nothing that anybody else could ask about.
    Raises   NotPermitted
    """
    if current_actor() != system_actor("door"):
        raise NotPermitted("An account's language is kept by the system actor door, for who is signed in.")
    account.language = language
    account.save(update_fields=["language"])


def record_leaving(*, staff: StaffProfile, left_on: date, on: date) -> None:
    """Record the first day on which an officer no longer serves: every role ends with it.

    Raises   NotPermitted, AlreadyLeft
    """
    require("open_staff_account", area_id=staff.office.area_id, on=on)
    if staff.left_on is not None:
        raise AlreadyLeft(f"{staff.display_name} has left on {staff.left_on} already.")
    staff.left_on = left_on
    staff.save(update_fields=["left_on"])
    audit.record("account.leave", object_type="account", object_id=staff.account_id, details={"left_on": left_on})
