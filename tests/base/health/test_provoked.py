"""Alarms by their real cause: connections that are taken, systems that are away, runs that stand still.

Only hours and days are not waited for: what happened is put back in the database's own tables by so long.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from pytest_django import DjangoDbBlocker

from janua.base import counters
from janua.base.actors import acting_as, system_actor
from janua.base.audit.sealer import seal
from janua.base.clock import now
from janua.base.health.jobs import check_invariants_now
from janua.base.health.models import Process
from janua.base.health.pulse import Pulse
from janua.base.health.queries import all_alarms
from janua.exchange.outbound import OutboundFailed
from janua.payments import jobs
from janua.payments.actions import run
from tests.base.documents.test_scanning import scanner
from tests.base.health.looking import look_at, provokes, seen
from tests.checks import factories as make
from tests.checks.world import World, until, world
from tests.database import RunningDatabase, TestServer
from tests.emulators.running import ROOT
from tests.payments import factories as paid
from tests.payments.factories import TODAY
from tests.payments.scene import Scene

OpenScene = Callable[..., Scene]
FAMILY = ("civil", "person", "family")
MODULES = ("tests.base.health.test_alarms", "tests.base.health.test_provoked")


def long_ago(database: RunningDatabase, superuser: str, table: str, column: str, past: str) -> None:
    """Let time pass: what a row says of an instant lies so much further back."""
    statement = sql.SQL("UPDATE {table} SET {column} = {column} - {past}::interval").format(
        table=sql.Identifier(table), column=sql.Identifier(column), past=past
    )
    with database.connect(superuser) as signed_in:
        # The guards of a run know nobody who may do this.
        signed_in.execute("SET session_replication_role = replica")
        signed_in.execute(statement)


@provokes("connections-scarce")
def test_connections_that_are_really_taken(real_database: RunningDatabase, server: TestServer) -> None:
    def stand() -> set[tuple[str, str]]:
        return look_at(real_database, server.superuser, "connections-scarce")

    with ExitStack() as held:
        for _ in range(84):
            held.enter_context(psycopg.connect(real_database.url("janua_portal")))
        assert stand() == {("connections-scarce", "")}
    until(lambda: stand() == set())


@provokes("seal-behind")
def test_trail_that_no_sealer_takes_up(real_database: RunningDatabase, server: TestServer) -> None:
    def stand() -> set[tuple[str, str]]:
        return look_at(real_database, server.superuser, "seal-behind")

    def sealed() -> None:
        with real_database.as_django("janua_work"), acting_as(system_actor("sealer")):
            seal()

    sealed()
    assert stand() == set()
    with real_database.connect(server.superuser) as signed_in:
        signed_in.execute(
            "INSERT INTO audit_entry (at, actor, purpose, action, subject, object_type, object_id, details)"
            " VALUES (now() - interval '11 s', 'system:keeper', '', 'test.held', NULL, '', NULL, '{}')"
        )
    assert stand() == {("seal-behind", "")}
    sealed()
    assert stand() == set()


@provokes("scanner-away")
def test_scanner_that_stops_and_comes_back(
    real_database: RunningDatabase, server: TestServer, tmp_path: Path, settings: Any
) -> None:
    counters.forget_counts()

    def stand() -> set[str]:
        with real_database.as_django("janua_portal"):
            pulse.look()
        # Nothing but the alarm of its own: it is no partner.
        told = look_at(real_database, server.superuser, "scanner-away", "partner-away", "partner-slow")
        return {alarm for alarm, _ in told}

    pulse = Pulse("portal")
    with scanner(tmp_path) as settings.JANUA_CLAMD:
        assert stand() == set()
    assert stand() == set()
    # A minute later.
    counters._reached["scanner"].away_since -= 61
    assert stand() == {"scanner-away"}
    with scanner(tmp_path):
        assert stand() == set()
    with real_database.as_django(server.superuser):
        row = Process.objects.get()
    assert (row.ready, row.why, set(row.reached)) == (True, [], {"scanner"})


@provokes("run-slow", "run-faulty")
def test_run_whose_preparation_stands_still_and_stops(open_scene: OpenScene) -> None:
    scene = open_scene()

    def stand() -> set[tuple[str, str]]:
        return look_at(scene.database, scene.superuser, "run-slow", "run-faulty")

    with scene.as_superuser():
        paid.entitled(100)
    asked = scene.ask()
    assert stand() == set()
    # Nobody takes a step for five hours.
    long_ago(scene.database, scene.superuser, "payments_run", "frozen_at", "5 hours")
    assert stand() == {("run-slow", "")}

    # Somebody changed what the worker may do, by hand.
    right = "EXECUTE ON FUNCTION payments_begin_run"
    with scene.database.connect(scene.superuser) as signed_in:
        signed_in.execute(f"REVOKE {right} FROM janua_payments, PUBLIC".encode())
    with scene.worker(), pytest.raises(Exception, match="permission denied for function payments_begin_run"):
        jobs.prepare_runs()
    assert stand() == {("run-slow", ""), ("run-faulty", "")}

    with scene.database.connect(scene.superuser) as signed_in:
        signed_in.execute(f"GRANT {right} TO janua_payments".encode())
    with scene.officer(scene.first):
        run.try_again(run=asked.id, on=TODAY)
    assert stand() == {("run-slow", "")}
    with scene.worker():
        while jobs.prepare_runs():
            pass
    assert stand() == set()


@provokes("run-unsent", "run-unsettled")
def test_run_that_does_not_reach_the_bank_and_is_not_answered(open_scene: OpenScene) -> None:
    scene = open_scene()

    def stand() -> set[tuple[str, str]]:
        return look_at(scene.database, scene.superuser, "run-unsent", "run-unsettled")

    approved = scene.approved(100)
    scene.bank.kill()
    with scene.worker(), pytest.raises(OutboundFailed):
        jobs.send_approved_runs()
    assert stand() == set()
    long_ago(scene.database, scene.superuser, "payments_run", "approved_at", "61 minutes")
    assert stand() == {("run-unsent", "")}

    scene.bank.start("--port", scene.bank.port)
    with scene.worker():
        jobs.send_approved_runs()
    assert stand() == set()
    # The bank has it, and for eight days nobody hears what became of it.
    long_ago(scene.database, scene.superuser, "payments_run", "sent_at", "8 days")
    assert stand() == {("run-unsettled", "")}

    scene.reconcile(approved)
    assert stand() == set()


@pytest.fixture
def registers(server: TestServer, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[World]:
    """Real registers of a small country, and our API that they answer to."""
    command = [sys.executable, "-m", "demo", "population", "--country", "mt", "--people", "60"]
    subprocess.run([*command, "--out", str(tmp_path / "population")], check=True, cwd=ROOT, capture_output=True)
    with django_db_blocker.unblock(), world(server, tmp_path) as running:
        yield running


@provokes("register-silent", "messages-waiting")
def test_register_that_stops_answering_and_message_that_nobody_reads(registers: World, server: TestServer) -> None:
    database, civil = registers.database, registers.registers["civil"]

    def stand() -> set[tuple[str, str]]:
        return look_at(database, server.superuser, "register-silent", "messages-waiting")

    with database.as_django(server.superuser):
        luca = make.person("9900116L").id
    # It takes the question, and stops as a process that hangs does before it has answered.
    civil.switch(late=2.0)
    asked = registers.ask(luca, *FAMILY)
    registers.send()
    civil.process.send_signal(signal.SIGSTOP)
    try:
        assert (registers.check(asked)[0], stand()) == ("asked", set())
        long_ago(database, server.superuser, "checks_check", "asked_at", "25 hours")
        assert stand() == {("register-silent", "civil")}
    finally:
        civil.process.send_signal(signal.SIGCONT)

    # What it says of subscriptions comes too.
    until(lambda: any(sent["action"] == "on-search" for sent in registers.journal("civil")), seconds=60)
    # The answer is there, and no worker takes it up.
    long_ago(database, server.superuser, "checks_received", "received_at", "6 minutes")
    assert stand() == {("register-silent", "civil"), ("messages-waiting", "")}
    registers.take_up()
    assert (registers.check(asked)[0], stand()) == ("answered", set())


@provokes("invariant-broken")
def test_invariant_that_somebody_really_broke(open_scene: OpenScene) -> None:
    scene = open_scene()

    def stand(but: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
        with scene.database.as_django("janua_work"):
            check_invariants_now(at=now())
        return look_at(scene.database, scene.superuser, "invariant-broken", but=but)

    prepared = scene.approved(100)
    # What the factories of payments leave out of a decision.
    of_before = frozenset(stand(frozenset()))
    amount = "UPDATE payments_order SET amount = amount + %s WHERE run_id = %s"
    with scene.database.connect(scene.superuser) as signed_in:
        signed_in.execute("SET session_replication_role = replica")
        signed_in.execute(amount, [1, prepared])
        broken = {"payments.order_is_the_sum_of_its_lines", "payments.run_is_the_sum_of_its_orders"}
        # Nor is it what the approver signed.
        broken.add("payments.approval_is_signed")
        assert stand(of_before) == {("invariant-broken", name) for name in broken}
        signed_in.execute(amount, [-1, prepared])
    assert stand(of_before) == set()


def provoking() -> dict[str, list[str]]:
    """Alarm → the tests that are held to have seen it begin and end."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for name, test in vars(import_module(module)).items():
            if name.startswith("test_"):
                for alarm in getattr(test, "provokes", ()):
                    found.setdefault(alarm, []).append(name)
    return found


def not_provoked(alarms: Iterable[str], tests: Mapping[str, list[str]]) -> list[str]:
    """Alarms that no test provokes, and names that no alarm has."""
    return sorted(set(alarms) ^ set(tests))


def test_each_alarm_has_a_test_that_provokes_it() -> None:
    alarms = [alarm.name for alarm in all_alarms()]

    assert not_provoked(alarms, provoking()) == []
    # One that is new, and one that is gone.
    assert not_provoked([*alarms, "new-alarm"], provoking()) == ["new-alarm"]
    assert not_provoked(alarms[1:], provoking()) == [alarms[0]]


@pytest.mark.parametrize(
    ("stood", "said"),
    [
        ([set()], "was not seen to stand"),
        ([{("clock-wrong", "")}], "was not seen to be over"),
        ([{("clock-wrong", "")}, {("clock-wrong", "here")}], "was not seen to be over"),
        ([{("disk-full", "")}, set()], "was not seen to stand"),
    ],
)
def test_test_that_does_not_see_its_alarm_begin_and_end_fails(stood: list[set[tuple[str, str]]], said: str) -> None:
    @provokes("clock-wrong")
    def test() -> None:
        seen.extend(stood)

    with pytest.raises(AssertionError, match=said):
        test()
