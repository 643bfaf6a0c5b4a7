"""One brick less in front of a write: without a policy what went is refused, with it open what was refused goes.

Each run tries some, by the seed of test_mutations; the proof tries all.
"""

import random
from collections.abc import Mapping, Sequence

import pytest

from janua.base.row_security import Policy, TableSecurity
from tests.walks.test_mutations import SEED
from tests.walks.test_walls import nothing_wrong
from tests.walks.town import Town
from tests.walks.walls import security
from tests.walks.writes import Writes, may_write

Guard = tuple[TableSecurity, Policy]
NOT_AN_AUDITORS = "needs a permission that who only reads has not"
OF_THE_DOOR = "written by the door alone, which is no officer"
# Tables that officers write, and where an auditor is refused by the policies of the table too.
TWICE_REFUSED: Mapping[str, str] = {
    "accounts_invitation": NOT_AN_AUDITORS,
    "accounts_secondfactor": OF_THE_DOOR,
    "accounts_session": OF_THE_DOOR,
    "accounts_wrongattempt": OF_THE_DOOR,
    "registers_lookhold": NOT_AN_AUDITORS,
    "registers_urgentaccess": NOT_AN_AUDITORS,
    "retention_hold": NOT_AN_AUDITORS,
    "retention_item": NOT_AN_AUDITORS,
    "retention_list": NOT_AN_AUDITORS,
}
# What may be written of a family that lives elsewhere, and why.
MADE_THEIR_OWN = "the row is made their own before: nothing of the family is in it"
OF_OTHERS: Mapping[tuple[str, str], str] = {
    (
        "accounts_account",
        "staff_opens",
    ): "an account is nobody's until its profile is written, for one's own area alone",
    ("accounts_keptform", "own"): MADE_THEIR_OWN,
    ("audit_access", "add"): "who looks says at whom, whoever that is, under their own name",
    ("audit_entry", "add"): "who acts says about whom, whoever that is, under their own name",
    ("casework_draft", "own"): MADE_THEIR_OWN,
    ("keys_datakey", "make"): "a key that seals a new row opens no other",
    ("payments_accountchange", "proposed"): "an account has one change, made with it: there is no place for another",
    ("registers_urgentaccess", "open"): "urgent access is to files elsewhere, and tells the supervisor there",
}


def _guards() -> list[Guard]:
    """Every policy by which somebody writes. Auditors sign in to the workbench, and are tried where that writes."""
    return [
        (table, policy)
        for table in security().values()
        for policy in table.policies
        if policy.command != "SELECT" and any(may_write(table, policy).values())
        if not policy.restrictive or _officers_write(table)
    ]


def _officers_write(table: TableSecurity) -> bool:
    rights = {*table.grants.get("janua_workbench", ()), *table.columns.get("janua_workbench", {})}
    return rights != {"SELECT"} and rights != set() and table.table not in TWICE_REFUSED


def test_some_policies_for_writing_are_missed(town: Town) -> None:
    _require_missed(town, random.Random(SEED).sample(_guards(), 6))


@pytest.mark.proof
def test_every_policy_for_writing_is_missed(town: Town) -> None:
    _require_missed(town, _guards())


@pytest.mark.long
def test_nobody_writes_what_is_elsewhere(town: Town) -> None:
    writes = Writes(town)
    found = {one for table in security().values() for one in writes.of_others(table) if one[:2] not in OF_OTHERS}
    nothing_wrong(sorted(found))


def _require_missed(town: Town, guards: Sequence[Guard]) -> None:
    writes = Writes(town)
    unnoticed = []
    for table, policy in guards:
        without, opened = writes.missed(table, policy)
        # Where every row passes already, the database role alone says who writes.
        passes = {policy.using, policy.check} <= {None, "true"}
        unnoticed += [(table.table, policy.name, "dropped")] * (not without)
        unnoticed += [(table.table, policy.name, "opened")] * (not opened and not passes)
    assert unnoticed == [], f"{unnoticed}, JANUA_WALK_SEED={SEED}"
