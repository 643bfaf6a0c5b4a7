"""Words that belong to one person alone, put into everything that is kept of them; and which of them an answer carries.

canaries = sow(town)                       in the town's transaction, as superuser
seen = asked(client, lambda: client.get(address), canaries)
seen.unlogged                              persons whose words were shown and whom no row of the access log names
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from janua.base.audit.models import Access
from janua.base.documents.models import Document
from janua.casework.models import Draft, Letter
from janua.payments.models import PayeeAccount
from janua.registers.models import Dwelling, Person, PersonContact, PersonIdentifier, PersonName, Residence
from tests.faces import FaceClient
from tests.registers import factories as people
from tests.walks.town import Town

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LETTERS = "bcdfghjkmnpqrstvwxz"


@dataclass(frozen=True)
class Canaries:
    """What tells of whom.

    names     words of a person's name
    values    everything else: numbers, contacts, home, account, what was written about them
    own       account → the person that it is
    """

    names: Mapping[str, UUID]
    values: Mapping[str, frozenset[UUID]]
    own: Mapping[UUID, UUID]

    def family_of(self, town: Town, whose: str) -> frozenset[UUID]:
        """Who lives where a family of the town lives."""
        applied = town.records[whose]["person"]
        return next(people for people in self.values.values() if applied in people and len(people) > 1)


@dataclass(frozen=True)
class Seen:
    """What an answer showed, and what was kept of that."""

    status: int
    names: frozenset[UUID]
    values: tuple[frozenset[UUID], ...]
    rows: int
    named: frozenset[UUID]

    def unlogged(self, own: UUID | None, by_name: frozenset[UUID]) -> bool:
        """Whether somebody's words were shown without a row that names them.

        own      what is one's own needs none
        by_name  people whom the reader knows by name: the name alone needs none
        """
        told = self.named | ({own} if own else set())
        return bool(self.names - told - by_name) or any(not (whose & told) for whose in self.values)


def sow(town: Town) -> Canaries:
    """Give every person words of their own."""
    # One that a browser begins is whole.
    Draft.objects.all().delete()
    names: dict[str, UUID] = {}
    values: dict[str, frozenset[UUID]] = {}
    with connection.cursor() as cursor:
        # Rows of the register are never changed: their guard is away for as long as we sow.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for place, person in enumerate(Person.objects.order_by("id")):
            given, family = (f"Zq{LETTERS[place // 19]}{LETTERS[place % 19]}{part}" for part in ("ulka", "orfa"))
            number = f"77{place:05}M"
            _rename(person, given, family, number)
            names |= {given: person.id, family: person.id}
            values |= {number: frozenset({person.id}), f"{given}@example.org": frozenset({person.id})}
            PersonContact.objects.create(
                person=person, kind="telephone", value=f"{given}@example.org", source="x", known_from=people.LONG_AGO
            )
            PayeeAccount.objects.filter(payee=person).update(holder_name=f"Holder{given}")
            values[f"Holder{given}"] = frozenset({person.id})
        for place, home in enumerate(Dwelling.objects.order_by("id")):
            street = f"Zqstreet{LETTERS[place]}"
            Dwelling.objects.filter(id=home.id).update(street=street)
            values[street] = frozenset(Residence.objects.filter(dwelling=home).values_list("person_id", flat=True))
        cursor.execute("SET LOCAL session_replication_role = origin")
    # What was written of a family in the town's rows is about the one who applied.
    for whose, mark in (("own", "Qhere"), ("foreign", "Qelsewhere"), ("restricted", "Qrestricted")):
        values[mark] = frozenset({town.records[whose]["person"]})
    links = "SELECT account_id, person_id FROM registers_accountlink WHERE known_to IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(links)
        own = dict(cursor.fetchall())
    return Canaries(names, values, own)


def _rename(person: Person, given: str, family: str, number: str) -> None:
    told = {"given_names": given, "family_name": family, "identifier": number, "found_by": f"{given} {family}".lower()}
    Person.objects.filter(id=person.id).update(**told)
    PersonName.objects.filter(person=person).update(given=given, family=family)
    PersonIdentifier.objects.filter(person=person).update(value=number)


def asked(client: FaceClient, ask: Callable[[], Any], canaries: Canaries, *, typed: str = "") -> Seen:
    """Ask, and undo everything that asking changed: in the database, and of what the browser keeps.

    typed   what the reader typed, and may be shown again
    """
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        before = Access.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        answer = ask()
        text = _text(answer)
        text = text.replace(typed, "") if typed else text
        rows = [one for one in Access.objects.filter(seq__gt=before) if not one.actor.startswith("system:")]
        seen = Seen(
            answer.status_code,
            frozenset(whose for word, whose in canaries.names.items() if word in text),
            tuple(whose for word, whose in canaries.values.items() if word in text) + _of_file(answer),
            len(rows),
            frozenset(person for row in rows for person in row.persons),
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return seen


def _text(answer: Any) -> str:
    return str(answer.content.decode(errors="replace"))


def _of_file(answer: Any) -> tuple[frozenset[UUID], ...]:
    """A file carries whoever it is of, whatever can be read in it."""
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200 or kind.startswith(("text/", "application/json")):
        return ()
    found = {UUID(text) for text in _ID.findall(answer.wsgi_request.path)}
    owners = Document.objects.filter(id__in=found).values_list("person_id", flat=True)
    letters = Letter.objects.filter(id__in=found).values_list("document__person_id", flat=True)
    return tuple(frozenset({owner}) for owner in {*owners, *letters})
