"""Whatever page, fragment, operation or file tells of a person leaves one row that names them, committed with the read.

Every person of the town has words that nobody else has. Each page of the list is asked for as every role, with records
of the reader's area, of another and of protected persons; as a page, with a form that cannot be taken, and by API.
"""

import json
import os
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from janua.base.accounts.models import Account
from janua.base.accounts.roles import ROLES
from tests.api.v1.calling import Caller, citizen_calls, officer_calls
from tests.faces import FaceClient, portal_client, workbench_client
from tests.walks.api import OPERATIONS, Operation
from tests.walks.looking import Canaries, Seen, asked, sow
from tests.walks.pages import PORTAL, SERVICE, WORKBENCH, Page
from tests.walks.town import Town

NOBODY = UUID(int=7)
WHOSE = ("own", "foreign", "restricted")
# Here people stand by name alone: who lives with one, to whom one gave a mandate, who gave one.
BY_NAME = ("consents", "mandates", "acting-for")
CLEAN: dict[str, list[tuple[str, ...]]] = {"not logged": [], "more than one row": []}
Found = dict[tuple[str, ...], Seen]


@pytest.fixture
def canaries(town: Town) -> Canaries:
    return sow(town)


def _walked(
    client: FaceClient, pages: tuple[Page, ...], town: Town, canaries: Canaries, whose: str, by: str
) -> Iterator[tuple[tuple[str, ...], Seen]]:
    for page in pages:
        named = {
            name: town.records[whose].get(value[1:], NOBODY) if value.startswith("@") else value
            for name, value in page.arguments.items()
        }
        if whose != "own" and not any(value.startswith("@") for value in page.arguments.values()):
            continue
        address = client.at(page.name, **named) + page.query
        if page.method == "GET":
            shown = asked(client, partial(client.get, address), canaries)
            yield (by, whose, page.name, "GET"), shown
            if shown.status not in (200, 422):
                continue
        yield (by, whose, page.name, "POST"), asked(client, partial(client.post, address, {}), canaries)


def _sought(client: FaceClient, canaries: Canaries, whom: UUID, by: str) -> Iterator[tuple[tuple[str, ...], Seen]]:
    """What is found by name, number or id."""
    name = next(word for word, whose in canaries.names.items() if whose == whom)
    number = next(word for word, whose in canaries.values.items() if whose == {whom} and word.endswith("M"))
    for page, method, typed in (
        ("find-person", "post", {"words": name}),
        ("find-person", "post", {"words": number}),
        ("look-up", "post", {"number": number}),
        ("break-glass-find", "post", {"number": number}),
        ("audit", "get", {"person": str(whom)}),
        ("audit-export", "post", {"person": str(whom)}),
        ("looks", "get", {"person": str(whom)}),
    ):
        ask = partial(getattr(client, method), client.at(page), typed)
        (word,) = typed.values()
        yield (by, str(whom), page, f"{method} {word}"), asked(client, ask, canaries, typed=word)


def _called(
    caller: Caller, face: str, town: Town, canaries: Canaries, whose: str, by: str
) -> Iterator[tuple[tuple[str, ...], Seen]]:
    for one in OPERATIONS[face]:
        if whose != "own" and not one.record.startswith("@"):
            continue
        record = town.records[whose].get(one.record[1:], NOBODY) if one.record.startswith("@") else one.record
        path = re.sub(r"\{\w+\}", str(record), one.path) + one.query.replace("Borg", "Zqb")
        yield (by, whose, one.path, one.method), asked(caller.client, partial(_send, caller, one, path), canaries)


def _send(caller: Caller, one: Operation, path: str) -> Any:
    headers = caller._headers() | {"idempotency-key": "a walk of today"}
    if one.method == "GET":
        return caller.client.get(path, headers=headers)
    return caller.client.post(path, json.dumps(dict(one.body)), "application/json", headers=headers)


def _faults(found: Found, own: UUID | None = None, *, giver: UUID | None = None) -> dict[str, list[tuple[str, ...]]]:
    """Where somebody was shown and no row names them; where one page left several rows.

    giver   for whom a mandate's holder acts: their name stands on top of every page
    """
    known = frozenset({giver}) if giver else frozenset[UUID]()
    return {
        "not logged": [
            what for what, seen in found.items() if seen.unlogged(own, seen.names if what[2] in BY_NAME else known)
        ],
        "more than one row": [what for what, seen in found.items() if seen.rows > 1],
    }


def _officer(town: Town, canaries: Canaries, role: str, pages: tuple[Page, ...] = WORKBENCH) -> Found:
    client, caller = workbench_client(town.officers[role]), officer_calls(town.officers[role])
    found: Found = {}
    for whose in WHOSE:
        found |= dict(_walked(client, pages, town, canaries, whose, role))
        found |= dict(_called(caller, "workbench", town, canaries, whose, role))
        found |= dict(_sought(client, canaries, town.records[whose]["person"], role))
    return found


def _citizen(town: Town, canaries: Canaries, name: str, *, acts_for: UUID | None = None) -> Found:
    account: Account = town.citizens[name]
    client = portal_client(account, acts_for=acts_for)
    client.post(client.at("apply", SERVICE))
    found: Found = {}
    for whose in WHOSE:
        found |= dict(_walked(client, PORTAL, town, canaries, whose, name))
        found |= dict(_called(citizen_calls(account), "portal", town, canaries, whose, name))
    return found


def _told(found: Found) -> set[str]:
    return {what[2] for what, seen in found.items() if seen.names or seen.values}


def _hidden_and_shown(town: Town, canaries: Canaries, found: Found) -> list[tuple[str, ...]]:
    """Where somebody who may not see protected persons came upon words of theirs."""
    named = {role.code for role in ROLES if "see_restricted" in role.permissions}
    theirs = canaries.family_of(town, "restricted")
    return [
        what
        for what, seen in found.items()
        if what[0] not in named and (seen.names & theirs or any(whose <= theirs for whose in seen.values))
    ]


def _looks_of(town: Town, canaries: Canaries, roles: Iterable[str], *, why: str = "") -> Found:
    found: Found = {}
    for role in roles:
        found |= _officer(town, canaries, role)
    assert _faults(found) == CLEAN, why
    assert _hidden_and_shown(town, canaries, found) == [], why
    theirs = canaries.family_of(town, "restricted")
    assert any(what[0] == "protection_officer" and seen.named & theirs for what, seen in found.items())
    return found


@pytest.mark.long
def test_every_look_of_some_officers_is_logged_once(town: Town, canaries: Canaries) -> None:
    seed = int(os.environ.get("JANUA_WALK_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
    drawn = random.Random(seed).sample(sorted(set(town.officers) - {"protection_officer"}), 3)
    _looks_of(town, canaries, ["protection_officer", *drawn], why=f"JANUA_WALK_SEED={seed}")


@pytest.mark.proof
def test_every_look_of_every_officer_is_logged_once(town: Town, canaries: Canaries) -> None:
    found = _looks_of(town, canaries, sorted(town.officers))
    # The walk had something to find: so many pages and operations told of somebody.
    assert len(_told(found)) >= 40


def test_every_look_of_who_prepares_cases_is_logged_once(town: Town, canaries: Canaries) -> None:
    found = _officer(town, canaries, "case_officer")

    assert _faults(found) == CLEAN
    assert _hidden_and_shown(town, canaries, found) == []
    assert {"case", "claim", "person", "document-file", "find-person", "/api/v1/persons", "inbox"} <= _told(found)


@pytest.mark.parametrize("name", ["owner", "partner", "stranger", "restricted"])
def test_every_look_of_a_citizen_at_somebody_else_is_logged_once(town: Town, canaries: Canaries, name: str) -> None:
    found = _citizen(town, canaries, name)

    assert _faults(found, canaries.own[town.citizens[name].id]) == CLEAN
    assert {"known-facts", "apply-tasks"} <= _told(found)


def test_every_look_of_a_mandates_holder_is_logged_once(town: Town, canaries: Canaries) -> None:
    giver = town.records["own"]["person"]

    found = _citizen(town, canaries, "holder", acts_for=giver)

    assert _faults(found, canaries.own[town.citizens["holder"].id], giver=giver) == CLEAN
    assert found["holder", "own", "payments", "GET"].named == {giver}


MUTATIONS: Mapping[str, tuple[str, str]] = {
    "janua.workbench.journeys.looked.log_access": ("case_officer", "case"),
    "janua.workbench.journeys.looked.log_search": ("case_officer", "find-person"),
    "janua.workbench.views.runs.log_access": ("payments_approver", "run-orders"),
    "janua.workbench.views.audit.log_access": ("auditor", "replay"),
    "janua.base.documents.actions.log_access": ("case_officer", "document-file"),
    "janua.api.v1.officers.log_search": ("case_officer", "/api/v1/persons"),
    "janua.api.v1.money.log_access": ("payments_approver", "/api/v1/accounts/{account}/confirmation"),
    "janua.portal.views.own.log_access": ("", "known-facts"),
}


@pytest.mark.parametrize("call", MUTATIONS)
def test_a_look_whose_row_is_left_out_is_found(
    town: Town, canaries: Canaries, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    role, page = MUTATIONS[call]
    monkeypatch.setattr(call, lambda *_args, **_more: None)

    if role:
        found = _officer(town, canaries, role, tuple(one for one in WORKBENCH if one.name == page))
        faults = _faults(found)
    else:
        faults = _faults(_citizen(town, canaries, "owner"), canaries.own[town.citizens["owner"].id])

    assert page in {what[2] for what in faults["not logged"]}
