"""Each alarm is provoked: by rows, by a disk, by a process's own word; and it is over when its cause is."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from janua.base.actors import system_actor
from janua.base.audit.sealer import seal
from janua.base.clock import now
from janua.base.health.actions import Disk, Read, forget_gone, note_backup, take_readings, write_readings
from janua.base.health.models import Process, Reading, Standing
from janua.base.health.queries import all_alarms, all_measures, health_at
from janua.base.measures import Alarm
from janua.values import uuid7
from tests.base.health.looking import look, provokes, tell

PAGES = Path(__file__).parents[3] / "docs" / "operations"
AsProcess = Callable[..., AbstractContextManager[None]]


def _sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]


def a_process(kind: str = "work", *, seen: float = 1, why: tuple[str, ...] = (), **said: Any) -> Process:
    """A process that was seen so many seconds ago."""
    at = now()
    who = {"kind": kind, "host": "here", "pid": 1, "version": "1", "started_at": at - timedelta(hours=1)}
    return Process.objects.create(
        id=uuid7(), **who, seen_at=at - timedelta(seconds=seen), ready=not why, why=list(why), **said
    )


def a_job(name: str, *, status: str, queue: str = "work", age: str = "1 hour") -> None:
    """A job as the library keeps it, queued and begun so long ago."""
    _sql("INSERT INTO jobs_request (name, key, enqueued_at) VALUES (%s, 'k', now() - %s::interval)", name, age)
    _sql(
        "WITH job AS (INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) VALUES"
        " (%s, %s, %s, %s) RETURNING id) INSERT INTO procrastinate_events (job_id, type, at)"
        " SELECT id, 'started', now() - %s::interval FROM job",
        queue, name, json.dumps({"key": "k", "ids": {}}), status, age,
    )  # fmt: skip


def loop(**state: object) -> None:
    columns = ", ".join(state)
    _sql(
        f"INSERT INTO jobs_loop (name, {columns}) VALUES (%s, {', '.join(['%s'] * len(state))})"
        f" ON CONFLICT (name) DO UPDATE SET ({columns}) = ROW({', '.join(f'excluded.{name}' for name in state)})",
        "janua.base.audit.jobs.seal_audit",
        *state.values(),
    )


SEALER = "janua.base.audit.jobs.seal_audit"


@pytest.fixture(autouse=True)
def sealed(db: None, as_process: AsProcess) -> None:
    """The trail of making the database is sealed: nobody has done that yet."""
    with as_process("janua_work", system_actor("sealer")):
        seal()


def test_nothing_stands_where_all_is_well(db: None) -> None:
    a_process("work")
    a_process("portal")

    assert look() == set()


@pytest.mark.parametrize(
    ("alarm", "label", "provoke"),
    [
        ("process-missing", "portal", lambda: a_process("portal", seen=90)),
        ("migrations-missing", "portal", lambda: a_process("portal", why=("migrations",))),
        ("keys-failing", "api", lambda: a_process("api", why=("keys",))),
        ("key-errors", "", lambda: a_process("portal", recent={"key_errors": 1})),
        ("sign-ins-failing", "", lambda: a_process("workbench", recent={"failed_sign_ins": 51})),
        ("limits-hit", "", lambda: a_process("workbench", recent={"limits_hit": 21})),
        ("shedding", "", lambda: a_process("portal", recent={"shed": 1})),
        ("pages-breaking", "", lambda: a_process("portal", recent={"errors": 6})),
        ("clock-wrong", "here", lambda: a_process("portal", skew=-3.0)),
        ("job-late", "test.job", lambda: a_job("test.job", status="todo")),
        ("job-stuck", "test.job", lambda: a_job("test.job", status="doing")),
        ("jobs-failed", "test.job", lambda: a_job("test.job", status="failed", queue="payments")),
        ("loop-failing", SEALER, lambda: loop(failures=5)),
        ("loop-late", SEALER, lambda: loop(due_at=now() - timedelta(minutes=11))),
    ],
)
@provokes(
    *("process-missing", "migrations-missing", "keys-failing", "key-errors", "sign-ins-failing", "limits-hit"),
    *("shedding", "pages-breaking", "clock-wrong", "job-late", "job-stuck", "jobs-failed"),
    *("loop-failing", "loop-late"),
)
def test_alarm_stands_while_its_cause_does(db: None, alarm: str, label: str, provoke: Callable[[], object]) -> None:
    a_process("work")
    provoke()

    assert look() == {(alarm, label)}

    a_process("portal")
    _sql("UPDATE health_process SET why = '{}', recent = '{}', skew = 0")
    _sql("DELETE FROM procrastinate_jobs")
    _sql("UPDATE jobs_loop SET failures = 0, due_at = now()")
    Process.objects.filter(kind="portal").update(seen_at=now())
    assert look() == set()
    ended = [(one.alarm, one.label) for one in Standing.objects.all() if one.ended_at is not None]
    assert (ended, Standing.objects.count()) == ([(alarm, label)], 1)


@provokes("disk-full")
def test_alarm_of_a_disk_that_is_nearly_full(db: None, settings: Any) -> None:
    settings.JANUA_DISKS = {"documents": Path("/documents"), "gone": Path("/nowhere")}
    a_process("work")

    assert look(disk=Disk(1000, 99)) == {("disk-full", "documents"), ("disk-full", "gone")}
    settings.JANUA_DISKS = {"documents": Path("/documents")}
    assert look(disk=Disk(1000, 99)) == {("disk-full", "documents")}
    assert look(disk=Disk(1000, 101)) == set()


def test_disk_that_cannot_be_looked_at_is_told_and_keeps_no_other(db: None, settings: Any, tmp_path: Path) -> None:
    settings.JANUA_DISKS = {"gone": tmp_path / "gone", "here": tmp_path}

    take_readings(queue="work", at=now())

    assert set(Reading.objects.filter(measure="disk_free").values_list("label", flat=True)) == {"here"}


def test_nightly_look_writes_what_it_found_and_forgets_what_is_no_truth_any_more(
    db: None, as_process: AsProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    from janua.base.health import jobs

    a_process("work")
    last_night = now() - timedelta(hours=23)
    write_readings(queue="work", read=[Read("invariant_broken", "payments.of_old", 3.0)], at=last_night)
    found = [("payments.line_paid_once", 10, ["a", "b"]), ("casework.other", 4, [])]
    monkeypatch.setattr(jobs, "look_at_every_invariant", lambda: found)
    monkeypatch.setattr(jobs, "is_night", lambda _: True)
    with as_process("janua_work"):
        jobs.check_invariants_nightly()
        # Once a night.
        monkeypatch.setattr(jobs, "look_at_every_invariant", list)
        jobs.check_invariants_nightly()

    readings = Reading.objects.filter(measure="invariant_broken").order_by("label").values_list("label", "number")
    assert list(readings) == [("casework.other", 0.0), ("payments.line_paid_once", 2.0)]
    assert look() == {("invariant-broken", "payments.line_paid_once")}


def test_look_at_every_invariant_finds_nothing_in_an_empty_house(db: None, as_process: AsProcess) -> None:
    from janua.base.health.truths import look_at_every_invariant

    with as_process("janua_work"):
        found = look_at_every_invariant()

    assert len(found) > 10
    assert [name for name, _, broken in found if broken] == []


@provokes("invariants-unchecked")
def test_alarm_of_a_night_in_which_nobody_looked(db: None, as_process: AsProcess) -> None:
    from janua.base.health.jobs import check_invariants_now

    a_process("work")
    Process.objects.update(started_at=now() - timedelta(days=3))

    assert look() == {("invariants-unchecked", "")}

    with as_process("janua_work"):
        check_invariants_now(at=now())
    assert look() == set()


@provokes("backup-old")
def test_alarm_of_a_backup_that_is_old(db: None) -> None:
    a_process("work")
    note_backup(at=now() - timedelta(hours=27), size=1000)
    assert look() == {("backup-old", "")}

    note_backup(at=now(), size=1000)
    assert look() == set()


def test_alarm_of_a_production_that_was_never_backed_up(db: None, settings: Any) -> None:
    a_process("work")
    Process.objects.update(started_at=now() - timedelta(hours=27))
    assert look() == set()

    settings.JANUA_ENV = "production"
    assert look() == {("backup-old", "")}


@provokes("watch-silent")
def test_alarm_of_a_watch_that_fell_silent(db: None) -> None:
    a_process("work")
    look()
    Reading.objects.update(taken_at=now() - timedelta(seconds=91))

    assert tell() == {("watch-silent", "")}

    assert look() == set()


def test_worker_that_stopped_is_one_alarm_and_not_two(db: None) -> None:
    a_process("work", seen=100)
    look()
    Reading.objects.update(taken_at=now() - timedelta(seconds=100))

    assert tell() == {("process-missing", "work")}


@pytest.mark.parametrize(
    ("alarm", "found", "not_yet"),
    [
        ("partner-away", {"away_since": 400.0, "seconds": 0.1}, {"away_since": 200.0, "seconds": 0.1}),
        ("partner-slow", {"away_since": 0.0, "seconds": 6.0}, {"away_since": 0.0, "seconds": 4.0}),
    ],
)
@provokes("partner-away", "partner-slow")
def test_alarm_of_another_system(db: None, alarm: str, found: dict[str, float], not_yet: dict[str, float]) -> None:
    at = now().timestamp()
    state = {"tried_at": at, "answered_at": 0.0, "outcome": "unreachable"}
    # What an earlier process found is older news.
    old = state | {"tried_at": at - 1000, "away_since": at - 9000, "seconds": 9.0}
    a_process("work", reached={"civil": old})
    newest = a_process("work", reached={})

    for now_found, alarms in ((found, {(alarm, "civil")}), (not_yet, set())):
        since = at - now_found["away_since"] if now_found["away_since"] else 0.0
        newest.reached = {"civil": state | {"away_since": since, "seconds": now_found["seconds"]}}
        newest.save()
        assert look() == alarms


def test_alarm_keeps_since_when_it_stands_and_stands_once(db: None) -> None:
    a_process("work")
    a_process("api", seen=100)
    look()
    first = Standing.objects.get()

    look()

    assert Standing.objects.get() == first
    (stands,) = health_at(now()).alarms
    assert (stands.alarm.name, stands.since) == ("process-missing", first.since)


def test_reading_keeps_its_last_hour_a_minute_each(db: None) -> None:
    begin = now() - timedelta(hours=2)
    for minute in range(70):
        read = [Read("jobs_waiting", "test.job", float(minute))]
        write_readings(queue="work", read=read, at=begin + timedelta(minutes=minute))
        write_readings(
            queue="work", read=[read[0]._replace(number=0.5)], at=begin + timedelta(minutes=minute, seconds=9)
        )

    reading = Reading.objects.get()
    assert (reading.number, reading.trail) == (0.5, [float(minute) for minute in range(10, 70)])


def test_what_a_process_says_keeps_its_last_hour_and_no_number_once_it_is_gone(db: None) -> None:
    one = a_process("work", recent={"failed_sign_ins": 4})
    look()

    told = {(seen.measure, seen.label): (seen.number, seen.trail) for seen in health_at(now()).observations}
    assert told["failed_sign_ins", ""] == (4.0, (4.0,))

    one.delete()
    told = {(seen.measure, seen.label): (seen.number, seen.trail) for seen in health_at(now()).observations}
    assert ("failed_sign_ins", "") not in told


def test_forget_processes_of_last_week(db: None) -> None:
    a_process("work")
    a_process("api", seen=8 * 86_400)

    assert forget_gone(at=now()) == 1
    assert list(Process.objects.values_list("kind", flat=True)) == ["work"]


def test_process_speaks_for_its_own_kind_alone(db: None, as_process: AsProcess) -> None:
    from django.db.utils import ProgrammingError

    with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_portal"):
        a_process("work")


@pytest.mark.parametrize("role", ["janua_portal", "janua_workbench", "janua_api"])
def test_face_writes_no_reading_and_ends_no_alarm(db: None, as_process: AsProcess, role: str) -> None:
    from django.db.utils import ProgrammingError

    for model in (Reading, Standing):
        with pytest.raises(ProgrammingError, match="permission denied"), as_process(role):
            model.objects.all().delete()


def test_each_measure_is_read_by_its_actor_and_none_fails(db: None, caplog: pytest.LogCaptureFixture) -> None:
    a_job("test.job", status="todo")
    look()

    assert [record for record in caplog.records if "was not read" in record.getMessage()] == []


def test_each_alarm_watches_a_number_that_somebody_gives() -> None:
    from janua.base.health.measures import OTHERS

    known = set(OTHERS) | {measure.name for measure in all_measures()}

    assert [alarm.name for alarm in all_alarms() if alarm.measure not in known] == []
    assert len({alarm.name for alarm in all_alarms()}) == len(all_alarms())


def test_each_alarm_has_its_page_and_each_page_its_alarm() -> None:
    pages = {path.stem for path in (PAGES / "alarms").glob("*.md")}
    # The command itself says this one: a database that is away can hold no alarm.
    alarms = {alarm.name for alarm in all_alarms()} | {"database-away"}
    index = (PAGES / "README.md").read_text()

    assert pages == alarms
    assert [name for name in sorted(alarms) if f"(alarms/{name}.md)" not in index] == []
    for name in sorted(pages):
        text = (PAGES / "alarms" / f"{name}.md").read_text()
        parts = [line for line in text.splitlines() if line.startswith("#")]
        wanted = ["## What it means", "## How to look", "## What to do", "## How to know it is over"]
        assert parts == [f"# {name}", *wanted], name


def test_alarm_above_and_below_a_limit() -> None:
    above = Alarm("a", "m", 2, "", "")
    below = Alarm("b", "m", 2, "", "", below=True)

    assert [above.is_broken_by(number) for number in (1, 2, 3)] == [False, False, True]
    assert [below.is_broken_by(number) for number in (1, 2, 3)] == [True, False, False]
