"""What the machine keeps for itself goes when nobody needs it, is counted, and nothing else goes with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection

from janua.base.accounts.actions.clearing import clear_old
from janua.base.accounts.models import Session
from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.base.clock import now
from janua.base.jobs.models import Request
from janua.base.retention.actions import housekeeping
from janua.base.retention.actions.housekeeping import REQUESTS_KEPT, clear_finished_requests
from tests.registers import factories as people

As = Callable[..., AbstractContextManager[None]]
KEEPER = system_actor("keeper")


def _told() -> list[tuple[str, Any]]:
    return list(Entry.objects.filter(action__endswith=".cleared").values_list("action", "details"))


def test_finished_requests_go_after_their_time_and_are_counted(as_process: As, monkeypatch: pytest.MonkeyPatch) -> None:
    at = now()
    monkeypatch.setattr(housekeeping, "MOST_AT_ONCE", 2)
    for key, done in (
        *(("a", REQUESTS_KEPT + timedelta(days=1)), ("b", REQUESTS_KEPT * 2), ("c", REQUESTS_KEPT * 3)),
        *(("kept", REQUESTS_KEPT - timedelta(days=1)), ("never", None)),
    ):
        Request.objects.create(name="job", key=key, enqueued_at=at, done_at=at - done if done else None)
    with as_process("janua_work", KEEPER):
        assert [clear_finished_requests(at=at) for _ in range(3)] == [True, False, False]
    assert set(Request.objects.values_list("key", flat=True)) == {"kept", "never"}
    assert sorted(_told(), key=str) == [("jobs.cleared", {"requests": 1}), ("jobs.cleared", {"requests": 2})]


def test_no_face_clears_requests(as_process: As) -> None:
    for role in ("janua_portal", "janua_workbench", "janua_api", "janua_payments"):
        with pytest.raises(DatabaseError, match="permission denied"), as_process(role, KEEPER):
            clear_finished_requests(at=now())


def test_sessions_that_ended_a_month_ago_are_counted(as_process: As) -> None:
    account, at = people.citizen(people.person()), now()
    for number, ended in enumerate((timedelta(days=31), timedelta(days=29))):
        begun = at - ended - timedelta(hours=1)
        Session.objects.create(
            account=account, kind="citizen", digest=bytes([number]) * 32,
            opened_at=begun, seen_at=begun, ends_at=at - ended,
        )  # fmt: skip
    with as_process("janua_work", KEEPER):
        clear_old(at=at)
        clear_old(at=at)
    assert (Session.objects.count(), _told()) == (1, [("sessions.cleared", {"sessions": 1})])


def test_looks_at_persons_are_never_cleared(db: None) -> None:
    """No process has a right to delete from the trail or the log of looks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT grantee, table_name FROM information_schema.table_privileges WHERE table_name LIKE 'audit\\_%%'"
            " AND privilege_type IN ('DELETE', 'UPDATE', 'TRUNCATE') AND grantee LIKE 'janua\\_%%'"
            " AND grantee <> 'janua_owner'"
        )
        assert cursor.fetchall() == []
