"""Links by which colleagues set up their sign-in: what waits, and one of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from janua.base.accounts.models import Invitation, StaffProfile
from janua.base.accounts.queries import link_asked_for, links_waiting, names_of_staff
from janua.base.clock import now


def links_of(colleagues: Iterable[StaffProfile]) -> list[dict[str, Any]]:
    """The links of these colleagues that wait for a second administrator."""
    known = {row.account_id: row for row in colleagues}
    rows = links_waiting(accounts=known, at=now())
    names = names_of_staff(row.made_by_id for row in rows)
    who = {account: colleague.display_name for account, colleague in known.items()}
    return [{"link": row, "who": who[row.account_id], "by": _name(names, row.made_by_id)} for row in rows]


def link_page(row: Invitation, *, account: UUID, colleague: StaffProfile) -> dict[str, Any]:
    """One link: whose it is, who asked for it, what may be done with it."""
    return {
        "link": row,
        "colleague": colleague,
        "by": _name(names_of_staff([row.made_by_id]), row.made_by_id),
        "is_mine": row.made_by_id == account,
        "is_open": row.is_open_at(now()),
    }


def link_among(invitation: UUID, colleagues: Iterable[StaffProfile]) -> tuple[Invitation, StaffProfile] | None:
    """A link and its colleague, where it is one of these."""
    known = {row.account_id: row for row in colleagues}
    row = link_asked_for(invitation=invitation, accounts=known)
    return None if row is None else (row, known[row.account_id])


def _name(names: dict[UUID, str], account: UUID | None) -> str:
    return "" if account is None else names.get(account, "")
