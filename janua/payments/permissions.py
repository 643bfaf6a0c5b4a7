"""Who may do what with payments, and that the second person is never the first."""

from datetime import date
from uuid import UUID

from janua.base.accounts.permissions import NotPermitted, may, require
from janua.base.actors import Actor, current_actor
from janua.casework.permissions import accounts_of_kin
from janua.registers.models import Mandate
from janua.registers.queries import person_of_account

__all__ = [
    "CHANGES_ACCOUNT",
    "NotPermitted",
    "ReasonMissing",
    "SecondPersonNeeded",
    "account_of",
    "may_change_account",
    "require",
    "require_any",
    "require_may_propose",
    "require_may_take_back",
    "require_no_kin",
]

# A mandate must name this scope by itself: `all` is for everything but where the money goes.
CHANGES_ACCOUNT = "change_account"


class SecondPersonNeeded(NotPermitted):
    """Who prepared or proposed this may not also approve it: ask another officer."""


class ReasonMissing(ValueError):
    """A no is said with its reason: write a sentence."""


def require_any(*permissions: str, area_id: int, on: date) -> Actor:
    """Give who acts, having made sure that they hold one of these.

    Raises   NotPermitted
    """
    actor = current_actor()
    if any(may(actor, permission, area_id=area_id, on=on) for permission in permissions):
        return actor
    raise NotPermitted(f"This needs one of the permissions {', '.join(permissions)} here: ask an administrator.")


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
    if may_change_account(actor, payee=payee, on=on):
        return actor
    if area_id is None or not may(actor, "propose_account", area_id=area_id, on=on):
        raise NotPermitted(
            "Only the payee, or an officer with 'propose_account' in the payee's area, names an account."
        )
    require_no_kin(actor, person=payee, on=on)
    return actor


def require_may_take_back(*, payee: UUID | None, on: date) -> Actor:
    """Give who acts, having made sure that they may take a proposed account back.

    Raises   NotPermitted
    """
    actor = current_actor()
    if payee is None or not may_change_account(actor, payee=payee, on=on):
        raise NotPermitted("Only the payee takes back what was proposed for them; an officer refuses it.")
    return actor


def may_change_account(actor: Actor, *, payee: UUID, on: date) -> bool:
    """Whether a citizen may say where a payee is paid: the payee, or who holds a mandate for exactly that."""
    if actor.kind != "citizen" or actor.account_id is None:
        return False
    own = person_of_account(actor.account_id)
    if own is None or own == payee:
        return own is not None
    held = Mandate.objects.known().true_on(on).filter(giver=payee, holder=own, scope__contains=[CHANGES_ACCOUNT])
    return bool(held.exists())


def require_no_kin(actor: Actor, *, person: UUID, on: date) -> None:
    """Refuse an officer who would handle the money of a relative or of somebody of the same dwelling.

    Raises   NotPermitted
    """
    if actor.account_id in accounts_of_kin(person_id=person, on=on):
        raise NotPermitted("Nobody handles the payments of their own kin: hand this over to another officer.")
