"""Signals are kept once, stand anew when rows join, and are auditors' alone."""

from typing import Any

import pytest
from django.db import DatabaseError, connection

from janua.analytics.integrity.actions import watch
from janua.analytics.integrity.actions.finding import WordsMissing, find_out
from janua.analytics.integrity.models import Finding, Signal, SignalRow, Watch
from janua.analytics.integrity.queries import SIGNALS, signal_of, signals_listed, states_counted
from janua.analytics.integrity.queries.kinds import SignalKind
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.pack.installed import country
from janua.pack.watching import Watching
from tests.analytics.integrity.scene import TODAY, WATCHER, kept, kind, payee
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = TODAY


def auditor(area_id: int = 1) -> Any:
    return people.officer("watch_integrity", "read_audit", area_id=area_id)


def test_signal_is_kept_once_and_stands_anew_when_a_row_joins(as_process: Any) -> None:
    payee(), payee()
    assert (kept(as_process, "shared_account"), kept(as_process, "shared_account")) == (1, 0)
    signal, by = Signal.objects.get(), auditor()
    with as_process("janua_workbench", by.actor):
        find_out(signal=signal.id, state="explained", words="Two sisters of the register's old days.", on=TODAY)
        assert states_counted() == {"explained": 1}
    assert kept(as_process, "shared_account") == 0

    payee()
    assert kept(as_process, "shared_account") == 1

    with as_process("janua_workbench", by.actor):
        shown = signal_of(signal=signal.id)
        assert shown is not None
        assert (shown.state, shown.rows, shown.signal.threshold) == ("new", 3, {"payees": 2})
        assert [one.state for one in signals_listed()] == ["new"]
        assert signals_listed(state="explained") == []
    assert Finding.objects.get().words == "Two sisters of the register's old days."
    assert [e.details for e in Entry.objects.filter(action="integrity.signal").order_by("seq")] == [
        {"kind": "shared_account", "rows": 2}, {"kind": "shared_account", "rows": 1},
    ]  # fmt: skip


def test_thresholds_are_the_countrys_own(as_process: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    payee(), payee()
    own = Watching(thresholds={"shared_account": {"payees": 3}})
    monkeypatch.setitem(vars(country()), "watching", own)

    assert (kept(as_process, "shared_account"), Signal.objects.count()) == (0, 0)


def test_asked_for_every_signal_is_looked_for_one_a_step(as_process: Any) -> None:
    payee(), payee()
    by = auditor()
    with as_process("janua_workbench", by.actor):
        watch.ask_to_watch(on=TODAY)
        with pytest.raises(watch.AlreadyLooking):
            watch.ask_to_watch(on=TODAY)
    with as_process("janua_work", WATCHER):
        watch.begin_watch()
        steps = 1
        while watch.watch_next(on=TODAY):
            steps += 1
        assert not watch.watch_next(on=TODAY)

    row = Watch.objects.get()
    assert (steps, row.done, row.found, row.fault, row.asked_by) == (len(SIGNALS), len(SIGNALS), 1, "", by)
    assert row.finished_at is not None


def test_signal_that_fails_keeps_no_other_from_being_looked_for(
    as_process: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    payee(), payee()
    broken = SignalKind(code="broken", statement="SELECT 1/0", thresholds={})
    monkeypatch.setattr(watch, "SIGNALS", (broken, kind("shared_account")))
    with as_process("janua_work", WATCHER):
        watch.begin_watch()
        while watch.watch_next(on=TODAY):
            pass

    row = Watch.objects.get()
    assert (row.fault, row.found, Signal.objects.count()) == ("broken: DataError", 1, 1)


def test_finding_needs_words_and_the_permission(as_process: Any) -> None:
    payee(), payee()
    kept(as_process, "shared_account")
    signal = Signal.objects.get()
    with as_process("janua_workbench", auditor().actor), pytest.raises(WordsMissing):
        find_out(signal=signal.id, state="explained", words=" ", on=TODAY)
    with as_process("janua_workbench", people.officer("decide_claim").actor), pytest.raises(NotPermitted):
        find_out(signal=signal.id, state="explained", words="x", on=TODAY)
    with as_process("janua_workbench", auditor(2).actor), pytest.raises(Signal.DoesNotExist):
        find_out(signal=signal.id, state="explained", words="x", on=TODAY)


# --- Who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "permission",
    ["decide_claim", "reconsider_claim", "prepare_decision", "approve_run", "confirm_account", "read_case",
     "review_urgent_access", "grant_role", "read_audit"],
)  # fmt: skip
def test_who_decides_or_pays_sees_no_signal(as_process: Any, permission: str) -> None:
    payee(), payee()
    kept(as_process, "shared_account")
    with as_process("janua_workbench", people.officer(permission, "do_task").actor):
        assert (Signal.objects.count(), SignalRow.objects.count(), Watch.objects.count()) == (0, 0, 0)
    with as_process("janua_workbench", auditor(2).actor):
        assert (Signal.objects.count(), SignalRow.objects.count()) == (0, 0)
    with as_process("janua_workbench", auditor().actor):
        assert (Signal.objects.count(), SignalRow.objects.count()) == (1, 2)


@pytest.mark.parametrize("column", ["officer_id", "second_id"])
def test_auditor_neither_sees_nor_explains_a_signal_about_themselves(as_process: Any, column: str) -> None:
    payee(), payee()
    kept(as_process, "shared_account")
    signal, about, other = Signal.objects.get(), auditor(), auditor()
    # What they did when they still decided.
    SignalRow.objects.filter(id=SignalRow.objects.order_by("id")[0].id).update(**{column: about.id})

    with as_process("janua_workbench", about.actor):
        assert (Signal.objects.count(), SignalRow.objects.count(), Finding.objects.count()) == (0, 0, 0)
        with pytest.raises(Signal.DoesNotExist):
            find_out(signal=signal.id, state="explained", words="All was well.", on=TODAY)
    with as_process("janua_workbench", other.actor):
        assert (Signal.objects.count(), SignalRow.objects.count()) == (1, 2)


@pytest.mark.parametrize("role", ["janua_portal", "janua_api", "janua_payments"])
@pytest.mark.parametrize("table", ["integrity_signal", "integrity_signalrow", "integrity_finding", "integrity_sample"])
def test_no_other_process_may_even_ask(as_process: Any, role: str, table: str) -> None:
    actor = {"janua_portal": people.citizen(people.person(area_id=1)).actor}.get(role)
    actor = actor or system_actor("exchange" if role == "janua_api" else "paymaster")
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        as_process(role, actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SELECT 1 FROM {table}")


@pytest.mark.parametrize("name", ["assessor", "keeper", "checker", "analyst", "intake"])
def test_no_machine_step_but_the_watcher_sees_a_signal(as_process: Any, name: str) -> None:
    payee(), payee()
    kept(as_process, "shared_account")
    with as_process("janua_work", system_actor(name)):
        assert (Signal.objects.count(), SignalRow.objects.count()) == (0, 0)


def changed(as_process: Any, role: str, actor: Any, statement: str) -> int:
    """How many rows a statement changes; none where it is refused."""
    try:
        with as_process(role, actor), connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_watcher_writes_nothing_of_what_it_reads(as_process: Any) -> None:
    account = payee()
    for statement in (
        "UPDATE payments_payeeaccount SET state = 'refused'",
        "UPDATE casework_claim SET state = 'withdrawn'",
        "INSERT INTO registers_event (id) VALUES (gen_random_uuid())",
    ):
        assert changed(as_process, "janua_work", WATCHER, statement) == 0, statement
    account.refresh_from_db()
    assert account.state == "confirmed"


def test_auditor_changes_no_signal_and_says_nothing_in_anothers_name(as_process: Any) -> None:
    payee(), payee()
    kept(as_process, "shared_account")
    by, other = auditor(), auditor()
    for statement in (
        "UPDATE integrity_signal SET changed_at = now()",
        "DELETE FROM integrity_signal",
        "DELETE FROM integrity_finding",
        "UPDATE integrity_watch SET done = 3",
        "INSERT INTO integrity_finding (id, signal_id, state, words, found_by, found_at)"
        f" SELECT gen_random_uuid(), id, 'explained', 'x', '{other.id}', now() FROM integrity_signal",
    ):
        assert changed(as_process, "janua_workbench", by.actor, statement) == 0, statement
