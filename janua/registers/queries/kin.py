"""Whose matters an officer may not handle: their own, their relatives', and those of whoever lives with them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from janua.base.prepared import fetch


def accounts_of_kin(*, person_id: UUID | None, on: date) -> set[UUID]:
    """Staff accounts of the person, their relatives, those people's, and whoever lives in a dwelling of the person.

    Asked of the whole register, not of what the acting officer sees of it: a relative may live in another area.
    """
    return set() if person_id is None else accounts_of_kin_to_any(persons=[person_id], on=on)


def accounts_of_kin_to_any(*, persons: Collection[UUID], on: date) -> set[UUID]:
    """The same for several persons at once, such as all who live in a dwelling."""
    if not persons:
        return set()
    statement = "SELECT unnest(registers_kin_accounts(asked.id, %s)) FROM unnest(%s::uuid[]) AS asked(id)"
    return {row[0] for row in fetch(statement, [on, list(persons)])}
