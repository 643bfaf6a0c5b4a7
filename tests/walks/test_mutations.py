"""One brick less, and the walk fails: a policy dropped or opened, a permission that nobody asks for any more.

Each run tries some, by a seed that it prints; the proofs try all.
"""

import os
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from janua.base.accounts.models import Account, Role, RoleAssignment, RolePermission, StaffProfile
from janua.base.row_security import Policy
from janua.casework.models import Task
from tests.registers import factories as people
from tests.registers.actions import test_verbs
from tests.registers.row_security import test_row_security
from tests.walks.pages import WORKBENCH
from tests.walks.tables import PUBLIC, Tables
from tests.walks.town import HERE, OWN, Town
from tests.walks.walk import Walk, officer
from tests.walks.walls import EVERY_WORD, OF_FUNCTIONS, permission_dropped, policy_dropped, policy_opened, secured

SEED = int(os.environ.get("JANUA_WALK_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
SEEING = [
    (table, policy)
    for table, policies in secured().items()
    for policy in policies
    if policy.command in ("SELECT", "ALL") and table not in PUBLIC
    # Who writes is tried apart, in test_writes.
    if policy.roles[0] not in OF_FUNCTIONS and not policy.restrictive
]
WORDS = sorted(EVERY_WORD)
# Policies that no asker of a whole row meets.
NOT_ASKED = {
    ("casework_draft", "old"): "the worker reads three columns of it and never the answers",
    ("casework_note", "moved_seen"): "the worker reads three columns of it and never the words",
    ("registers_person", "search"): "for the owner of the search functions, as whom nobody signs in",
    ("registers_personidentifier", "search"): "for the owner of the search functions, as whom nobody signs in",
}
# Permissions that no page asks for: what asks, and the tests that fail when it does not.
ASKED_ELSEWHERE: Mapping[str, tuple[str, Sequence[Callable[..., None]]]] = {
    "see_restricted": (
        "hiding a person has no page yet; whom it shows is said by the database",
        (
            test_verbs.test_restrict_hides_a_person_from_all_but_named_roles,
            test_row_security.test_restricted_person_is_seen_by_named_roles_and_machine_steps_only,
        ),
    )
}


def test_behind_the_endpoints_nobody_sees_what_is_hidden(town: Town) -> None:
    assert list(Tables(town).leaks()) == []


def test_some_policies_are_missed(town: Town) -> None:
    _require_policies_missed(town, random.Random(SEED).sample(SEEING, 12))


@pytest.mark.proof
def test_every_policy_is_missed(town: Town) -> None:
    _require_policies_missed(town, SEEING)


def test_some_permissions_are_missed(town: Town) -> None:
    _require_permissions_missed(town, random.Random(SEED).sample(WORDS, 2))


@pytest.mark.proof
def test_every_permission_is_missed(town: Town) -> None:
    _require_permissions_missed(town, WORDS)


def _require_policies_missed(town: Town, policies: Sequence[tuple[str, Policy]]) -> None:
    tables = Tables(town)
    unnoticed = [
        (table, policy.name)
        for table, policy in policies
        if (table, policy.name) not in NOT_ASKED
        and not _is_missed(tables, table, policy)
        # Where the town has no row of a table, nobody can miss one.
        and any(tables.rows[table, whose] for whose in town.ids)
    ]
    assert unnoticed == [], f"{unnoticed}, JANUA_WALK_SEED={SEED}"


def _is_missed(tables: Tables, table: str, policy: Policy) -> bool:
    """Whether without it somebody sees less, and with it wide open somebody sees what they may not, or more."""
    standing = tables.shown(table)
    with policy_dropped(table, policy):
        if tables.shown(table) != standing:
            return True
    with policy_opened(table, policy):
        return bool(list(tables.leaks(table))) or tables.shown(table) != standing


def _require_permissions_missed(town: Town, words: Sequence[str]) -> None:
    unnoticed = [word for word in words if word not in ASKED_ELSEWHERE and not _opens_something(town, word)]
    assert unnoticed == [], f"{unnoticed}, JANUA_WALK_SEED={SEED}"


def _opens_something(town: Town, word: str) -> bool:
    """Whether somebody is let in where they were not, once nobody asks for this permission.

    Tried with every other permission, and with none: what any of several permissions opens shows with none alone.
    """
    return any(_is_let_in(town, word, others) for others in (EVERY_WORD - {word, "see_restricted"}, frozenset()))


def _is_let_in(town: Town, word: str, others: frozenset[str]) -> bool:
    account = _holder(f"{word}-{len(others)}", others)
    # Work is done, and handed over, by whom it was dealt to alone.
    Task.objects.filter(id=town.records[OWN]["task"]).update(owner=account)
    reader = officer(town, "somebody", account)
    walk = Walk(town)
    for page in WORKBENCH:
        if page.name.startswith(("sign-", "signed-", "step-up", "set-")):
            # The door asks for no permission, and its forms end the session that is walked with.
            continue
        for method in ("GET", "POST"):
            if method == "GET" and page.method == "POST":
                continue
            standing = walk.page(reader, page, OWN, method)
            if standing.status not in (404, 403):
                continue
            with permission_dropped(word):
                if walk.page(reader, page, OWN, method).status not in (403, 404):
                    return True
    return False


def _holder(name: str, words: frozenset[str]) -> Account:
    role = Role.objects.create(code=name[:40], names={})
    for word in words:
        RolePermission.objects.create(role=role, permission=word)
    account = Account.objects.create(kind="staff", login=name, opened_at=people.LONG_AGO)
    StaffProfile.objects.create(account=account, display_name="All But", staff_number=name[:40], office_id=HERE)
    RoleAssignment.objects.create(
        account=account, role=role, area_id=HERE, starts_on=date(2020, 1, 1), proposed_at=people.LONG_AGO,
        confirmed_at=people.LONG_AGO,
    )  # fmt: skip
    return account
