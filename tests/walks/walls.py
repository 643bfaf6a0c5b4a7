"""Taking one of the two walls down, wholly or by one brick, for as long as a test lasts.

The permission layer is the handful of functions in which the product asks whether somebody may, and where: each is
replaced, wherever it was imported to, by one that answers yes. Row security is the database's: it is switched off, or
changed, in the test's own transaction.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import get_resolver

from janua.base.accounts import permissions, queries
from janua.base.accounts.roles import ROLES
from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.check import expected_security
from janua.base.row_security.everywhere import columns_of, grants_of, policies_of
from janua.base.row_security.roles import ERASER, OWNER, RESEALER
from janua.base.row_security.statements import policy_statement, quote
from janua.casework import permissions as of_casework
from janua.payments import permissions as of_payments
from janua.portal.views import own, visitor
from janua.registers import permissions as of_registers
from janua.registers.queries import urgent
from tests.walks.town import COUNTRY, ELSEWHERE, HERE, Town

EVERY_WORD = frozenset(word for role in ROLES for word in role.permissions)
EVERYWHERE = frozenset({COUNTRY, HERE, ELSEWHERE})
# As whom functions run, and nobody signs in.
OF_FUNCTIONS = (OWNER, ERASER, RESEALER)


def _yes(*_args: Any, **_named: Any) -> bool:
    return True


@contextlib.contextmanager
def answering(*replaced: tuple[Callable[..., Any], Callable[..., Any]]) -> Iterator[None]:
    """Have functions of the product answer otherwise, under every name by which a module of it has imported them."""
    # A page that is loaded meanwhile would keep what it imported.
    for process in ("portal", "workbench", "api"):
        assert get_resolver(f"janua.config.urls.{process}").url_patterns
    modules = [one for name, one in list(sys.modules.items()) if name.split(".")[0] == "janua"]
    places = [
        (module, name, before, after)
        for before, after in replaced
        for module in modules
        for name, value in list(vars(module).items())
        if value is before
    ]
    for module, name, _, after in places:
        setattr(module, name, after)
    try:
        yield
    finally:
        for module, name, before, _ in places:
            setattr(module, name, before)


def permissions_off(town: Town, *, person: UUID | None = None) -> contextlib.AbstractContextManager[None]:
    """The permission layer lets everything pass: row security alone must hold.

    person   for whom a citizen's pages believe that the visitor acts, without any mandate
    """
    everybody = frozenset(id_ for ids in town.ids.values() for id_ in ids)

    def anybody(session: Any) -> visitor.Visitor:
        return visitor.Visitor(account_id=session.account_id, name="", own_person=person, person=person)

    return answering(
        (permissions.may, lambda actor, _permission, *, area_id, on: actor.kind == "staff"),
        (queries.permissions_on, lambda *, account_id, on: EVERY_WORD),
        (queries.permissions_in, lambda *, account_id, area_id, on: EVERY_WORD),
        (queries.areas_with, lambda *, account_id, permission, on: EVERYWHERE),
        (queries.areas_held, lambda *_permissions, on=None: EVERYWHERE),
        (urgent.may_open_urgently, lambda actor, *, on: actor.kind == "staff"),
        (of_registers.own_persons, lambda *_scopes, on: everybody),
        (of_registers.spoken_for, lambda *, on: everybody),
        (of_casework._acts_for, _yes),
        (of_payments.may_change_account, _yes),
        (own.may_open, _yes),
        *(((visitor._visitor, anybody),) if person is not None else ()),
    )


def permission_dropped(word: str) -> contextlib.AbstractContextManager[None]:
    """One permission is asked for nowhere any more: whoever works here has it, everywhere."""
    may, on_a_day, there = permissions.may, queries.permissions_on, queries.permissions_in
    areas_with, areas_held = queries.areas_with, queries.areas_held
    return answering(
        (may, lambda actor, permission, **more: permission == word or may(actor, permission, **more)),
        (on_a_day, lambda **more: on_a_day(**more) | {word}),
        (there, lambda **more: there(**more) | {word}),
        (areas_with, lambda *, permission, **more: EVERYWHERE if permission == word
         else areas_with(permission=permission, **more)),
        (areas_held, lambda *words, on=None: EVERYWHERE if word in words else areas_held(*words, on=on)),
    )  # fmt: skip


@contextlib.contextmanager
def row_security_off() -> Iterator[None]:
    """No table has row security: permissions and scopes in the code alone must hold."""
    with _changed(f"ALTER TABLE {quote(table)} DISABLE ROW LEVEL SECURITY" for table in secured()):
        yield


@contextlib.contextmanager
def policy_opened(table: str, policy: Policy) -> Iterator[None]:
    """One policy lets every row pass."""
    opened = replace(
        policy,
        using=None if policy.using is None else "true",
        check=None if policy.check is None else "true",
    )
    drop = f"DROP POLICY {quote(policy.name)} ON {quote(table)}"
    with _changed([drop, policy_statement(opened, quote(table))]):
        yield


@contextlib.contextmanager
def policy_dropped(table: str, policy: Policy) -> Iterator[None]:
    """One policy is not there."""
    with _changed([f"DROP POLICY {quote(policy.name)} ON {quote(table)}"]):
        yield


def security() -> dict[str, TableSecurity]:
    """Table → every right and policy, also those that stand on many tables, of all that have row security."""
    tables, exempt, _ = expected_security()
    return {
        name: replace(one, grants=grants_of(one), columns=columns_of(one), policies=policies_of(one))
        for name, one in sorted(tables.items())
        if name not in exempt
    }


def secured() -> dict[str, tuple[Policy, ...]]:
    """Table → its policies."""
    return {name: one.policies for name, one in security().items()}


@contextlib.contextmanager
def _changed(statements: Any) -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        yield
        transaction.set_rollback(True)
