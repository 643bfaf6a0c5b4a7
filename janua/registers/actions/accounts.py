"""Link an account to the person it is, and sign that person out."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from janua.base import clock
from janua.base.accounts.permissions import require
from janua.base.actors import current_actor
from janua.base.audit import record
from janua.registers.models import AccountLink, Person
from janua.registers.permissions import KEEP, NotPermitted, require_officer
from janua.registers.queries import accounts_of_kin


class AlreadyLinked(ValueError):
    """The account is another person already, or the person has another account of this kind."""


def link_account(
    *,
    account_id: UUID,
    account_kind: str,
    person: UUID,
    confirmed_by: str,
    on: date,
    at: datetime | None = None,
) -> AccountLink:
    """Record that an account is this person; the same link again changes nothing.

    account_kind   citizen or staff; a person has one of each at most
    confirmed_by   the identity provider's code, or what the officer saw
    Raises   NotPermitted, AlreadyLinked
    """
    actor = current_actor()
    if not (actor.kind == "system" and actor.name in ("door", "loader")):
        require_officer(KEEP, persons=[person], on=on)
        if actor.account_id == account_id or actor.account_id in accounts_of_kin(person_id=person, on=on):
            raise NotPermitted("Nobody says who they are themselves, nor who their kin are: ask a colleague.")
    known = AccountLink.objects.filter(account_id=account_id, person_id=person, known_to__isnull=True).first()
    if known is not None:
        return known
    link = AccountLink(
        account_id=account_id,
        account_kind=account_kind,
        person_id=person,
        confirmed_by=confirmed_by,
        known_from=at or clock.now(),
    )
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError as refused:
        raise AlreadyLinked(
            f"Account or person is linked already; an officer ends the earlier link first ({account_kind})."
        ) from refused
    record(
        "account.linked",
        subject=person,
        object_type="account",
        object_id=account_id,
        details={"kind": account_kind},
    )
    return link


def sign_out_everywhere(*, person: Person, on: date, at: datetime | None = None) -> int:
    """End every session of a person's accounts, as they ask at the desk; gives how many ended.

    They sign in again at the identity provider: a stolen card is blocked there.
    Raises   NotPermitted
    """
    require(KEEP, area_id=person.area_id or 0, on=on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_sign_out(%s, %s)", [person.id, at or clock.now()])
        (ended,) = cursor.fetchone() or (-1,)
    if ended < 0:
        raise NotPermitted("A person is signed out by who keeps them.")
    record("session.end_all", subject=person.id, details={"sessions": ended})
    return int(ended)
