"""Who may do what with payments, and that the second person is never the first."""

from datetime import date
from uuid import UUID

from janua.base.accounts.permissions import NotPermitted, may, require
from janua.base.actors import Actor, current_actor
from janua.casework.permissions import accounts_of_kin
from janua.registers.queries import person_of_account

__all__ = ["NotPermitted", "SecondPersonNeeded", "account_of", "require", "require_may_propose", "require_no_kin"]


class SecondPersonNeeded(NotPermitted):
    """Who prepared or proposed this may not also approve it: ask another officer."""


def account_of(actor: Actor) -> UUID:
    """The account of a person who acts: what needs two people is no machine's to do. Raises NotPermitted."""
    if actor.account_id is None:
        raise NotPermitted("Only a person with an account does this.")
    return actor.account_id


def require_may_propose(*, payee: UUID, area_id: int | None, on: date) -> Actor:
    """Give who acts, having made sure that they may propose an account: the payee, or an officer who is no kin.

    Raises   NotPermitted
    """
    actor = current_actor()
    if actor.kind == "citizen" and actor.account_id is not None and person_of_account(actor.account_id) == payee:
        return actor
    if area_id is None or not may(actor, "propose_account", area_id=area_id, on=on):
        raise NotPermitted(
            "Only the payee, or an officer with 'propose_account' in the payee's area, names an account."
        )
    require_no_kin(actor, person=payee, on=on)
    return actor


def require_no_kin(actor: Actor, *, person: UUID, on: date) -> None:
    """Refuse an officer who would handle the money of a relative or of somebody of the same dwelling.

    Raises   NotPermitted
    """
    if actor.account_id in accounts_of_kin(person_id=person, on=on):
        raise NotPermitted("Nobody handles the payments of their own kin: hand this over to another officer.")
