"""The walk: every endpoint as every reader, about records of theirs, of others, of restricted persons, of nobody."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Account
from tests.faces import Face, FaceClient, portal_client, workbench_client
from tests.walks.api import OPERATIONS, Operation
from tests.walks.pages import PORTAL, WORKBENCH, Page
from tests.walks.rows import OF_AN_OFFICE
from tests.walks.town import FOREIGN, MARKS, OWN, RESTRICTED, Town

PAGES: Mapping[Face, tuple[Page, ...]] = {"portal": PORTAL, "workbench": WORKBENCH}
ABSENT = "absent"
NOBODYS = UUID("00000000-0000-7000-8000-000000000000")
SEES_RESTRICTED = "protection_officer"
_CHANGING = re.compile(r'(?:csrfmiddlewaretoken" value="|name="key" value="|nonce[=-]"?)[^"\s]*')
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


ANY_FORM = {"text": "x", "is_confirmed": "yes"}


@contextlib.contextmanager
def rolled_back(method: str) -> Iterator[None]:
    """What one form changes is not there for the next."""
    if method == "GET":
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Told(NamedTuple):
    """What an answer says, without what differs from request to request."""

    status: int
    place: str
    words: str


@dataclass
class Reader:
    """Somebody who asks: a role of the workbench, or a citizen.

    hidden  whose records they may not be told of
    """

    name: str
    client: FaceClient
    hidden: tuple[str, ...]
    secret: str = ""

    @property
    def face(self) -> Face:
        """Where they are."""
        return self.client.face


@dataclass
class Walked:
    """How far a walk went, and what it found wrong."""

    endpoints: set[str] = field(default_factory=set)
    readers: set[str] = field(default_factory=set)
    records: set[tuple[str, str]] = field(default_factory=set)
    requests: int = 0
    wrong: list[tuple[str, ...]] = field(default_factory=list)

    def __str__(self) -> str:
        """The numbers that docs/security.md cites."""
        return (
            f"{len(self.endpoints)} endpoints × {len(self.readers)} readers × {len(self.records)} records:"
            f" {self.requests} requests, {len(self.wrong)} findings"
        )


def officer(town: Town, role: str, account: Account | None = None) -> Reader:
    """An officer of the first area."""
    hidden = (FOREIGN,) if role == SEES_RESTRICTED else (FOREIGN, RESTRICTED)
    return _with_secret(Reader(role, workbench_client(account or town.officers[role], **_CLIENT), hidden))


def citizen(town: Town, name: str) -> Reader:
    """A citizen; `nobody` has not signed in."""
    hidden = {
        "owner": (FOREIGN, RESTRICTED),
        "partner": (FOREIGN, RESTRICTED),
        "holder": (FOREIGN, RESTRICTED),
        "stranger": (OWN, RESTRICTED),
        "restricted": (OWN, FOREIGN),
        "nobody": (OWN, FOREIGN, RESTRICTED),
    }
    return _with_secret(Reader(name, portal_client(town.citizens.get(name), **_CLIENT), hidden[name]))


_CLIENT: dict[str, Any] = {"raise_request_exception": False}


def _with_secret(reader: Reader) -> Reader:
    kinds: Mapping[str, Any] = {"portal": "citizen", "workbench": "staff"}
    with reader.client._as_process():
        cookie = reader.client.cookies.get(cookie_name(kinds[reader.face]))
    reader.secret = cookie.value if cookie else ""
    return reader


class Walk:
    """Goes through the endpoints of a town and keeps what it finds."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.walked = Walked()

    def page(self, reader: Reader, page: Page, whose: str, method: str = "GET", **headers: str) -> Told:
        """Ask for a page about somebody's record."""
        named = {name: self.record(value, whose) for name, value in page.arguments.items()}
        address = reader.client.at(page.name, **named) + (page.query if method == "GET" else "")
        with rolled_back(method):
            if method == "GET":
                answer = reader.client.get(address, headers=headers)
            else:
                answer = reader.client.post(address, page.form or ANY_FORM, headers=headers)
        return self._told(reader, f"{reader.face}:{page.name}", method, whose, page.arguments.values(), answer, named)

    def operation(self, reader: Reader, one: Operation, whose: str) -> Told:
        """Ask the API about somebody's record."""
        path = re.sub(r"\{\w+\}", str(self.record(one.record, whose)), one.path) + one.query
        headers = {"authorization": f"Bearer {reader.secret}", "idempotency-key": f"a walk {whose}"}
        sent = {"data": json.dumps(dict(one.body)), "content_type": "application/json"} if one.method == "POST" else {}
        with rolled_back(one.method):
            answer = getattr(reader.client, one.method.lower())(path, headers=headers, **sent)
        endpoint = f"{reader.face}-api:{one.method} {one.path}"
        return self._told(reader, endpoint, one.method, whose, [one.record], answer, {"": path})

    def record(self, value: str, whose: str) -> Any:
        """The record that an argument names, or one that there is not."""
        if not value.startswith("@"):
            return value
        if whose == ABSENT:
            return NOBODYS
        own = self.town.records[OWN] if value[1:] in OF_AN_OFFICE and whose == RESTRICTED else self.town.records[whose]
        return own[value[1:]]

    def found(self, *what: object) -> None:
        """Keep something that is wrong."""
        self.walked.wrong.append(tuple(map(str, what)))

    def _told(
        self, reader: Reader, endpoint: str, method: str, whose: str, values: Iterable[str], answer: Any, named: Any
    ) -> Told:
        walked = self.walked
        walked.requests += 1
        walked.endpoints.add(endpoint)
        walked.readers.add(f"{reader.face}:{reader.name}")
        walked.records |= {(value[1:], whose) for value in values if value.startswith("@")}
        body = answer.content.decode(errors="replace")
        asked = {str(one) for one in _UUID.findall(" ".join(map(str, named.values())))}
        told = {UUID(one) for one in set(_UUID.findall(body)) - asked}
        for hidden in reader.hidden:
            ids = [one for one in told if one in self.town.ids[hidden]]
            if MARKS[hidden].lower() in body.lower() or ids:
                self.found(endpoint, method, reader.name, whose, f"tells of {hidden}", *self.kinds(hidden, ids)[:3])
        if answer.status_code >= 500:
            self.found(endpoint, method, reader.name, whose, "breaks", answer.status_code)
        words = _CHANGING.sub("", body)
        for one in asked:
            words = words.replace(one, "ID")
        place = answer.headers.get("location", "")
        for one in asked:
            place = place.replace(one, "ID")
        return Told(answer.status_code, place, words)

    def kinds(self, whose: str, ids: Iterable[UUID]) -> list[str]:
        """What some ids are, for who reads a finding."""
        by_id = {id_: kind for kind, id_ in self.town.records[whose].items()}
        return [by_id.get(one, "someone") for one in ids]


def about_records(pages: tuple[Page, ...]) -> list[Page]:
    """Pages about a record that is somebody's."""
    return [page for page in pages if kinds_of(page) - {"news"} and not page.everywhere]


def kinds_of(page: Page) -> set[str]:
    """The kinds of record in a page's address."""
    return {value[1:] for value in page.arguments.values() if value.startswith("@")}


def apart(
    walk: Walk, reader: Reader, *, methods: tuple[str, ...] = ("GET", "POST"), whose: tuple[str, ...] = ()
) -> None:
    """Ask for what is hidden and for what there is not: the answers are the same."""
    for page in about_records(PAGES[reader.face]):
        for method in methods:
            if method == "GET" and page.method == "POST":
                continue
            absent = walk.page(reader, page, ABSENT, method)
            for of in whose or reader.hidden:
                if of == RESTRICTED and kinds_of(page) <= OF_AN_OFFICE:
                    continue
                compare(
                    walk, reader, f"{reader.face}:{page.name}", method, of, walk.page(reader, page, of, method), absent
                )
    for one in OPERATIONS[reader.face]:
        if not one.record.startswith("@") or one.method not in methods:
            continue
        absent = walk.operation(reader, one, ABSENT)
        for of in whose or reader.hidden:
            if of == RESTRICTED and one.record[1:] in OF_AN_OFFICE:
                continue
            compare(walk, reader, one.path, one.method, of, walk.operation(reader, one, of), absent)


def compare(walk: Walk, reader: Reader, endpoint: str, method: str, of: str, told: Told, absent: Told) -> None:
    """Keep what differs from the answer about what there is not."""
    if told != absent:
        seen = (told.status, told.place, absent.status, absent.place)
        walk.found(endpoint, method, reader.name, of, "differs from absent", seen, _first_difference(told, absent))
    elif told.status not in (302, 303, 401, 404, 405, 422) and told.words != "[]":
        walk.found(endpoint, method, reader.name, of, "answers what there is not", told.status)


def _first_difference(told: Told, absent: Told) -> str:
    for one, other in zip(told.words.splitlines(), absent.words.splitlines(), strict=False):
        if one != other:
            return f"{one.strip()[:120]} | {other.strip()[:120]}"
    return ""


def lists(walk: Walk, reader: Reader) -> None:
    """Open every page and operation about nobody in particular: none tells of what is hidden."""
    for page in PAGES[reader.face]:
        if not kinds_of(page) and page.method == "GET":
            walk.page(reader, page, OWN)
    for one in OPERATIONS[reader.face]:
        if not one.record.startswith("@") and one.method == "GET":
            walk.operation(reader, one, OWN)


def written() -> dict[str, int]:
    """Table → how many rows this transaction has written of it, also by triggers and what was rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())
