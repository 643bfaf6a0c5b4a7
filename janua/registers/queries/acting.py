"""For whom an account may act: its own person, and those who gave that person a mandate."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from janua.base.prepared import Given, fetch, prepared
from janua.registers.models import AccountLink, Mandate, Person


@prepared
def _links(account: Given) -> QuerySet[AccountLink]:
    found = AccountLink.objects.filter(account_id=account, account_kind="citizen", known_to__isnull=True)
    return found.select_related("person").order_by("pk")[:1]


def own_person(*, account_id: UUID) -> Person | None:
    """Give the person that a citizen's account is, as far as who asks may see them."""
    link = _links.first(account=account_id)
    return None if link is None else link.person


def own_person_known(*, account_id: UUID) -> UUID | None:
    """Give the person that a citizen's account is; for the door, which sees the link and not the person."""
    links = AccountLink.objects.filter(account_id=account_id, account_kind="citizen", known_to__isnull=True)
    return links.values_list("person_id", flat=True).first()


def citizens_named(*, accounts: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Citizen's account → the person it is, and their name; for officers and auditors, and for whoever writes letters.

    Whoever acts by a mandate is named beside whom they act for: in the trail, in the case and in letters.
    """
    if not accounts:
        return {}
    statement = (
        "SELECT asked.id, found.person, found.name FROM unnest(%s::uuid[]) AS asked(id),"
        " LATERAL registers_citizen_of(asked.id) AS found"
    )
    return {account: (person, name) for account, person, name in fetch(statement, [list(accounts)])}


def acting_for(*, holder: UUID, giver: UUID, on: date) -> Mandate | None:
    """Give the mandate in force by which one person acts for another, with the giver."""
    rows = Mandate.objects.known().true_on(on).select_related("giver")
    mandate: Mandate | None = rows.filter(holder_id=holder, giver_id=giver).first()
    return mandate


def mandates_held(*, holder: UUID, on: date) -> list[Mandate]:
    """Give every mandate in force that a person holds, with its giver, by the giver's name."""
    rows = Mandate.objects.known().true_on(on).select_related("giver").filter(holder_id=holder)
    return list(rows.order_by("giver__sort_by", "giver_id"))


def person_at_the_door(*, scheme: str, number: str) -> UUID | None:
    """Give the person whom an identity provider names by a number; for the door alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_person_at_the_door(%s, %s)", [scheme, number])
        row = cursor.fetchone()
    return None if row is None else row[0]
