"""A worker that is killed while it carries new rates out: another goes on, and nothing is decided or granted twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping

import pytest
from django.db import connection

from janua.casework.invariants import INVARIANTS
from janua.casework.models import Decision, EntitlementLine, Redecision
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.actions.test_redecision import LATER
from tests.casework.actions.test_refused import OF_SIXTEEN, age, refuse
from tests.casework.rates import approved, rate
from tests.database import RunningDatabase, as_process_role

pytestmark = pytest.mark.long
GRANTED, REFUSED = 3, 2
FAMILIES = GRANTED + REFUSED
# Where the worker is killed in its second batch: after each of these.
POINTS = ("consider_claims", "keep_considered", "grant_anew", "_write")
WORKER = """
import os, signal
from datetime import date
from janua.config.start import start
start("work")
from janua.base.actors import acting_as, system_actor
from janua.casework.actions import redecision

def killed_after(name):
    done, calls = getattr(redecision, name), []
    def step(*given, **named):
        found = done(*given, **named)
        calls.append(name)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return found
    setattr(redecision, name, step)

point = "{point}"
if point:
    killed_after(point)
while True:
    with acting_as(system_actor("assessor")):
        redecision.list_redecisions()
        if not redecision.redecide_next(on=date({day}), limit=1):
            break
"""


def _work(database: RunningDatabase, point: str = "") -> int:
    day = f"{LATER.year}, {LATER.month}, {LATER.day}"
    environment = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": database.url("janua_work")}
    script = WORKER.format(point=point, day=day)
    return subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode


def test_killed_worker_is_followed_by_another_that_decides_each_once(real_database: RunningDatabase) -> None:
    with real_database.as_django("postgres"):
        f.publish_catalogue()
        for number in range(1, GRANTED + 1):
            of = f.family(number=number)
            f.submit_as(as_process_role, of, key=f"k{number}")
            carry(as_process_role, of, example_one(of))
        for number in range(GRANTED + 1, FAMILIES + 1):
            refuse(as_process_role, f.family(born=(OF_SIXTEEN,), number=number), key=f"k{number}")
        approved(as_process_role, both(rate("0.08", "2026-01-01"), age(18, "2026-01-01")), on=LATER)

    assert [_work(real_database, point) for point in POINTS] == [-signal.SIGKILL] * len(POINTS)
    with real_database.as_django("postgres"):
        # Each worker finished a claim, and nothing of the one that it was killed in is there. The supplement of those
        # who are paid reads the children's age too, and stays the same.
        assert outcomes() == {"increased": GRANTED, "same": GRANTED, "granted": 1, "waiting": 1}
        assert Decision.objects.filter(supersedes__isnull=False).count() == 4

    assert (_work(real_database), _work(real_database)) == (0, 0)
    with real_database.as_django("postgres"):
        assert outcomes() == {"increased": GRANTED, "same": GRANTED, "granted": REFUSED}
        assert Decision.objects.filter(supersedes__isnull=False).count() == FAMILIES
        lines = EntitlementLine.objects.filter(programme="MT-CA").exclude(state="ended")
        # 308.88 a quarter as granted, and 380.12 − 308.88 for each of the four quarters; one child's 190.06 anew
        assert Counter((line.starts_on.month, line.amount) for line in lines) == {
            (month, amount): families
            for month in (1, 4, 7, 10)
            for amount, families in ((30888, GRANTED), (7124, GRANTED), (19006, REFUSED))
        }
        assert _broken() == {}


def both(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """The numbers of two changes of one file, in one."""
    return {file: first[file] + second[file] for file in first}


def outcomes() -> Counter[str]:
    """Outcome → how many claims."""
    return Counter(Redecision.objects.values_list("outcome", flat=True))


def _broken() -> dict[str, object]:
    found = {}
    with connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(invariant.broken)
            found[invariant.name] = cursor.fetchall()
    return {name: rows for name, rows in found.items() if rows}
