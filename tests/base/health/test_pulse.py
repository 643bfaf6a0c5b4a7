"""The sign of life: ready while the database, its migrations and the keys are there; live whatever they are."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.executor import MigrationExecutor

from janua.base import counters
from janua.base.health import pulse as pulses
from janua.base.health.models import Process
from janua.base.health.pulse import WORK, Pulse, Sign, Work, read_signs
from janua.base.health.server import answer
from janua.base.keys.datakeys import key_port
from janua.base.keys.transit import TransitSettings
from tests.database import RunningDatabase, as_process_role


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    counters.forget_counts()


def test_look_tells_the_database_what_the_process_counted(db: None) -> None:
    counters.count_shed(page="home")
    counters.count_outbound(partner="civil", outcome="answered", seconds=0.25)
    pulse = Pulse("portal")

    with as_process_role("janua_portal"):
        found = [pulse.look(), pulse.look()]

    row = Process.objects.get()
    assert found == [(), ()]
    assert (row.kind, row.pid, row.ready, row.why, row.recent) == ("portal", os.getpid(), True, [], {"shed": 1.0})
    assert row.reached["civil"]["seconds"] == 0.25
    assert abs(row.skew) < 1


def test_look_misses_keys_that_are_not_there(db: None, settings: Any, tmp_path: Path) -> None:
    settings.JANUA_KEYS = tmp_path / "nowhere"

    with as_process_role("janua_portal"):
        assert Pulse("portal").look() == ("keys",)
    assert (Process.objects.get().why, counters.recent()) == (["keys"], {"key_errors": 1.0})


def test_look_misses_a_key_service_that_does_not_answer(db: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t")
    (tmp_path / "token").chmod(0o600)
    settings.JANUA_KEYS = TransitSettings("https://127.0.0.1:9/v1/transit", tmp_path / "token")

    with as_process_role("janua_api"):
        assert Pulse("api").look() == ("keys",)
    assert counters.reached()["keys"]["outcome"] == "unreachable"


def test_look_misses_migrations(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, nodes: [("payments", "0099")])

    assert Pulse("work").look() == ("migrations",)


def test_look_misses_the_database_and_finds_it_again(real_database: RunningDatabase) -> None:
    from django.db import connection

    with real_database.as_django("janua_work"):
        pulse = Pulse("work")
        right = connection.settings_dict["PORT"]
        connection.settings_dict["PORT"] = "1"
        connection.close()
        assert pulse.look() == ("database",)
        connection.settings_dict["PORT"] = right
        assert pulse.look() == ()


def test_sign_is_live_and_not_ready_while_the_database_does_not_answer(monkeypatch: Any) -> None:
    pulse = Pulse("work")
    pulse._why = ()
    monkeypatch.setattr(pulse, "_looking_since", time.monotonic() - pulses.LOST_SECONDS - 1)

    sign = pulse.sign()

    assert (sign.is_live, sign.ready, sign.why) == (True, False, ("database",))


def test_process_is_stuck_when_nothing_was_finished_for_long() -> None:
    work, long = Work(), pulses.STUCK_SECONDS + 1
    number = work.begin()
    assert not work.is_stuck()
    work.in_hand[number] -= long
    # Others come through: one long page is no process that hangs.
    assert not work.is_stuck()
    work.finished_at -= long
    assert work.is_stuck()
    work.end(number)
    assert not work.is_stuck()


def test_threads_leave_signs_for_whoever_listens(real_database: RunningDatabase, tmp_path: Path) -> None:
    with real_database.as_django("janua_work"):
        pulse = Pulse("work", folder=tmp_path).start()
        until = time.monotonic() + 20
        while not (signs := read_signs(tmp_path)) or not signs[0].ready:
            assert time.monotonic() < until, signs
            time.sleep(0.1)
        pulse.stop()

    assert [(sign.pid, sign.is_live, sign.why) for sign in signs] == [(os.getpid(), True, ())]


def _sign(*, age: float = 0.0, stuck: bool = False, why: tuple[str, ...] = ()) -> Sign:
    return Sign(1, time.time() - age, stuck, not why, why)


@pytest.mark.parametrize(
    ("said", "live", "ready"),
    [
        ([{}], 200, 200),
        ([{"why": ("database",)}], 200, 503),
        ([{"why": ("keys",)}, {}], 200, 200),
        ([{"age": 30}], 503, 503),
        ([{"stuck": True}], 503, 503),
        ([], 503, 503),
    ],
)
def test_answer_says_who_lives_and_who_is_ready(said: list[dict[str, Any]], live: int, ready: int) -> None:
    signs = [_sign(**one) for one in said]

    assert answer("/live", signs, told=False)[0] == live
    assert answer("/ready", signs, told=False)[0] == ready


def test_answer_says_what_is_missing_and_nothing_else() -> None:
    status, kind, body = answer("/ready", [_sign(why=("keys", "migrations"))], told=False)

    assert (status, kind) == (503, "application/json")
    assert json.loads(body) == {"ready": 0, "of": 1, "missing": ["keys", "migrations"]}
    assert answer("/", [_sign()], told=False)[0] == 404


def test_key_port_of_the_tests_is_there() -> None:
    """What the tests above rest on."""
    assert key_port().current_version == 1
    assert WORK.in_hand == {}
