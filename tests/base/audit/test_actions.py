"""Recording: under the actor's own name, ids only, never changed again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from janua.base.actors import Actor, system_actor
from janua.base.audit import Trace, log_access, record, record_all, salted_digest
from janua.base.audit.actions import ValueNotAllowed
from janua.base.audit.models import Access, Entry
from janua.base.row_security.roles import RUNTIME
from janua.values import uuid7

AsProcess = Callable[..., AbstractContextManager[None]]
ASSESSOR = system_actor("assessor")
TABLE_NAMES = ("audit_entry", "audit_access", "audit_batch")


def entries() -> list[tuple[Any, ...]]:
    return list(
        # The first rows of a database tell of its making.
        Entry.objects.exclude(actor="system:loader")
        .order_by("seq")
        .values_list("actor", "purpose", "action", "subject", "object_type", "object_id", "details")
    )


def test_record_writes_who_did_what_and_why(as_process: AsProcess) -> None:
    person, claim = uuid7(), uuid7()
    with as_process("janua_work", ASSESSOR, purpose="assessment"):
        record(
            "claim.assessed",
            subject=person,
            object_type="claim",
            object_id=claim,
            details={"programme": "MT-CA", "on": date(2026, 3, 1), "rows": 3, "facts": [claim], "kin": False},
        )
        record("claim.closed")
    assert entries() == [
        (
            "system:assessor",
            "assessment",
            "claim.assessed",
            person,
            "claim",
            claim,
            {"programme": "MT-CA", "on": "2026-03-01", "rows": 3, "facts": [str(claim)], "kin": False},
        ),
        ("system:assessor", "assessment", "claim.closed", None, "", None, {}),
    ]


def test_record_all_writes_a_batch_in_one_query(as_process: AsProcess, django_assert_num_queries: Any) -> None:
    people = [uuid7() for _ in range(3)]
    with as_process("janua_work", ASSESSOR), django_assert_num_queries(1):
        record_all(Trace(action="fact.learned", subject=person) for person in people)
    assert [row[3] for row in entries()] == people


@pytest.mark.parametrize("value", ["Maria lives alone", "0123456M", 12.5, {"a": 1}, b"x", "99123456"])
def test_record_refuses_a_value(as_process: AsProcess, value: Any) -> None:
    with as_process("janua_work", ASSESSOR), pytest.raises(ValueNotAllowed, match="kept for ever"):
        record("fact.learned", details={"value": value})
    assert entries() == []


def test_record_takes_a_salted_digest_that_tells_nothing_alone(as_process: AsProcess) -> None:
    digest = salted_digest("123456M")
    with as_process("janua_work", ASSESSOR):
        record("identifier.used", details={"number": digest})
    assert digest != salted_digest("123456M")
    assert "123456M" not in str(entries())


def test_log_access_writes_one_row_a_page(as_process: AsProcess) -> None:
    people = [uuid7() for _ in range(3)]
    account = uuid7()
    with as_process("janua_workbench", Actor("staff", account, "Officer")):
        log_access([*people, people[0]], "workbench/search", "assessment")
        log_access([], "workbench/search", "assessment")
    assert list(Access.objects.values_list("actor", "page", "purpose", "persons")) == [
        (str(account), "workbench/search", "assessment", people)
    ]


@pytest.mark.parametrize("role", RUNTIME)
@pytest.mark.parametrize(
    "command",
    [
        "UPDATE audit_entry SET action = 'x'",
        "UPDATE audit_access SET page = 'x'",
        "UPDATE audit_batch SET number = 0",
        *(f"{verb} {table}" for verb in ("DELETE FROM", "TRUNCATE") for table in TABLE_NAMES),
    ],
)
def test_no_process_may_change_a_row(db: None, as_process: AsProcess, role: str, command: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process(role, ASSESSOR),
        connection.cursor() as cursor,
    ):
        cursor.execute(command)


@pytest.mark.parametrize("command", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_not_even_a_superuser_changes_a_row_by_the_way(db: None, as_process: AsProcess, command: str) -> None:
    with as_process("janua_work", ASSESSOR):
        record("claim.assessed")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)
    assert [row[2] for row in entries()] == ["claim.assessed"]


def test_another_name_in_a_row_is_refused(db: None, as_process: AsProcess) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        as_process("janua_work", ASSESSOR),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO audit_entry (at, actor, purpose, action, object_type, details)"
            " VALUES (now(), 'system:keeper', '', 'x', '', '{}')"
        )


def test_only_the_sealer_reads_the_trail(db: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        record("claim.assessed")
        log_access([uuid7()], "page", "purpose")
        assert (Entry.objects.count(), Access.objects.count()) == (0, 0)
    with as_process("janua_work", system_actor("sealer")):
        assert (len(entries()), Access.objects.count()) == (1, 1)


def test_citizens_do_not_read_the_log_itself(as_process: AsProcess) -> None:
    own, maria = uuid7(), Actor("citizen", uuid7(), "Maria")
    with as_process("janua_workbench", Actor("staff", uuid7(), "Officer")):
        log_access([own], "search", "assessment")

    # It says who looked and whom else they saw: functions further up tell a citizen what is theirs to know.
    with pytest.raises(DatabaseError, match="permission denied"), as_process("janua_portal", maria):
        Access.objects.count()


def test_nobody_cannot_record(db: None, as_process: AsProcess) -> None:
    with pytest.raises(DatabaseError, match="nobody acts"), as_process("janua_work"):
        record("claim.assessed")
