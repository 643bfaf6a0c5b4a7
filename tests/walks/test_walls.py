"""Every endpoint as every reader, about records of theirs, of others, of restricted persons, of nobody: by each wall.

What is hidden answers as what there is not: the same status, place and words. No answer carries the mark or an id of
anybody hidden. Reading writes the log of reading, the session and counted tries, and nothing else.
"""

from collections.abc import Iterable, Iterator

import pytest

from janua.base.accounts.roles import ROLES
from janua.base.health.server import answer as said_to_operators
from tests.walks.conftest import Tell
from tests.walks.others import OF_OPERATORS, OTHERS
from tests.walks.pages import PORTAL, RECORDS, WORKBENCH, Page
from tests.walks.roles import ROLE_OF, UNVISITED
from tests.walks.rows import OF_AN_OFFICE
from tests.walks.town import EVERYTHING, FOREIGN, MARKS, OWN, RESTRICTED, Town
from tests.walks.walk import Reader, Told, Walk, apart, citizen, lists, officer, written
from tests.walks.walls import permissions_off, row_security_off

MAY_BE_WRITTEN = {
    *("audit_access", "accounts_session", "accounts_wrongattempt"),
    # A look at a protected person is somebody's question: the database makes it with the row of the access log.
    "registers_lookalert",
}
# An auditor of a part of the country is told of no hold on looks, and of nothing that is or is not erased.
OTHERWISE = {("auditor", "look-hold"): 404, ("auditor", "erasure-list"): 404, ("auditor", "legal-hold"): 404}
CITIZENS = ("owner", "holder", "stranger", "restricted", "nobody")
ROLE_CODES = tuple(role.code for role in ROLES)
# Where one wall alone shows more, and why that is right.
BY_ROW_SECURITY_ALONE = {
    # An officer's name stands under decisions that any process prints: who serves is nobody's secret.
    ("workbench:role-new", "tells of foreign"),
    ("workbench:sample-new", "tells of foreign"),
    # It says who the pages believe the visitor is: that belief is the test's own.
    ("portal-api:GET /api/v1/me", "tells of own"),
}


def nothing_wrong(found: Iterable[tuple[str, ...]]) -> None:
    """Fail with everything that a walk found."""
    lines = [" · ".join(one) for one in found]
    if lines:
        pytest.fail("\n".join([f"{len(lines)} findings", *lines]), pytrace=False)


def _reading(walk: Walk, reader: Reader, page: Page, whose: str) -> Told:
    before = written()
    told = walk.page(reader, page, whose)
    changed = {table for table, rows in written().items() if rows != before.get(table)} - MAY_BE_WRITTEN
    if changed:
        walk.found(page.name, reader.name, "a look writes", *sorted(changed))
    return told


def _opens(role: str, page: Page) -> int:
    """The status with which a role's page about something of its own area answers."""
    may = page.name in UNVISITED[role] if role in UNVISITED else role in {ROLE_OF[login] for login in page.who}
    return OTHERWISE.get((role, page.name), page.lands) if may else 404


def test_every_kind_of_record_is_in_the_town(town: Town) -> None:
    for whose, kept in town.records.items():
        missing = set(RECORDS) - set(kept) - (OF_AN_OFFICE if whose == RESTRICTED else set())
        assert missing == set(), f"Make it in tests/walks/rows.py, for {whose}."


def test_each_role_opens_its_pages_and_no_others_and_writes_nothing(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    for role in ROLE_CODES:
        reader = officer(town, role)
        for page in WORKBENCH:
            if page.method == "GET" and page.who:
                told = _reading(walk, reader, page, OWN)
                if told.status != _opens(role, page):
                    walk.found(page.name, role, told.status, "instead of", _opens(role, page))
    tell("each role, its own", walk.walked)
    nothing_wrong(walk.walked.wrong)


def test_each_citizen_opens_their_own_and_writes_nothing(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    for name, whose in (("owner", OWN), ("restricted", RESTRICTED), ("stranger", FOREIGN)):
        reader = citizen(town, name)
        for page in PORTAL:
            if page.method == "GET" and page.name != "sign-in":
                told = _reading(walk, reader, page, whose)
                if told.status != page.lands:
                    walk.found(page.name, name, told.status, "instead of", page.lands)
    nobody = citizen(town, "nobody")
    for page in PORTAL:
        if page.method == "GET":
            told = _reading(walk, nobody, page, OWN)
            if page.who and not told.place.startswith("/sign-in/"):
                walk.found(page.name, "nobody is let in", told.status)
    tell("each citizen, their own", walk.walked)
    nothing_wrong(walk.walked.wrong)


def test_what_is_hidden_is_as_if_it_were_not(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    for reader in _readers(town, EVERYTHING):
        apart(walk, reader)
        lists(walk, reader)
    tell("both walls", walk.walked)
    nothing_wrong(walk.walked.wrong)


@pytest.mark.long
def test_what_is_hidden_is_as_if_it_were_not_for_every_role(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    for role in ROLE_CODES:
        reader = officer(town, role)
        apart(walk, reader)
        lists(walk, reader)
    tell("both walls, every role", walk.walked)
    nothing_wrong(walk.walked.wrong)


def test_row_security_alone_holds(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    with permissions_off(town):
        for reader in _readers(town, EVERYTHING):
            apart(walk, reader)
            lists(walk, reader)
    # A citizen's pages believe that the stranger acts for the mother, without any mandate.
    with permissions_off(town, person=town.records[OWN]["person"]):
        stranger = citizen(town, "stranger")
        apart(walk, stranger, whose=(OWN,))
        lists(walk, stranger)
    tell("row security alone", walk.walked)
    nothing_wrong(one for one in walk.walked.wrong if (one[0], one[4]) not in BY_ROW_SECURITY_ALONE)


def test_permissions_alone_hold(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    with row_security_off():
        for reader in _readers(town, EVERYTHING):
            _foreign_alone(walk, reader)
    tell("permissions alone", walk.walked)
    nothing_wrong(walk.walked.wrong)


@pytest.mark.long
def test_permissions_alone_hold_for_every_role(town: Town, tell: Tell) -> None:
    walk = Walk(town)
    with row_security_off():
        for role in ROLE_CODES:
            _foreign_alone(walk, officer(town, role))
    tell("permissions alone, every role", walk.walked)
    nothing_wrong(walk.walked.wrong)


def _foreign_alone(walk: Walk, reader: Reader) -> None:
    """Whom an officer may not know of is said in one place, in the database: docs/decisions/0116-walks.md."""
    if reader.face == "workbench":
        reader.hidden = (FOREIGN,)
    apart(walk, reader)
    lists(walk, reader)


def _readers(town: Town, role: str) -> Iterator[Reader]:
    yield officer(town, role)
    for name in CITIZENS:
        yield citizen(town, name)


@pytest.mark.parametrize("process", OTHERS)
def test_other_addresses_tell_of_nobody(town: Town, process: str) -> None:
    faces = {"portal": [citizen(town, "owner")], "workbench": [officer(town, EVERYTHING)], "api": []}
    for reader in faces[process]:
        for other in OTHERS[process]:
            for (method, path), status in other.ways.items():
                before = written()
                answer = getattr(reader.client, method.lower())(path)
                changed = {table for table, rows in written().items() if rows != before.get(table)} - MAY_BE_WRITTEN
                words = answer.content.decode()
                assert (answer.status_code, changed) == (status, set()), path
                assert not [mark for mark in MARKS.values() if mark in words], path


def test_operators_are_told_of_nobody(town: Town) -> None:
    for path, status in OF_OPERATORS.items():
        before = written()
        said, _, body = said_to_operators(path, [], told=False)
        assert said in (status, 503)
        assert written() == before
        assert not [mark for mark in MARKS.values() if mark.encode() in body]
