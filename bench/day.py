"""A day of a nation's office: 2,000 citizens and 50 officers against a million persons, real processes, real sign-ins.

    python -m bench day [--minutes 10] [--citizens 2000] [--officers 50] [--persons 1000000] [--folder DIR] [--json]

Fills a database once (some ten minutes), keeps it, and works on a copy of it. The faces run as production runs them:
two workers of four threads each, behind their waiting room; the worker runs beside them. Those who visit are a process
of their own (bench/day_generator.py), whose processor time is told apart. Afterwards the invariants must hold and
every press that was answered must have left its row.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bench.day_database import Nation, nation, told
from bench.day_effort import Effort, look, memory_of, read_whole, tell_effort
from bench.results import Options, Result, highest_ms
from demo.database import ROOT
from demo.processes import Processes, Program, answers_http, free_ports
from demo.product import worker_program
from demo.walkthrough.signing_in import signed_in, start_face

PERSONS, CITIZENS, OFFICERS, MINUTES = 1_000_000, 2_000, 50, 10.0
P95_MS, P99_MS = 500.0, 1_500.0
# One page a minute, one in ten seconds.
CITIZEN_EVERY, OFFICER_EVERY = 60.0, 10.0
# Of a hundred citizens so many follow what they applied for, so many apply; the others read without signing in.
FOLLOW, APPLY = 30, 15
WARM_PAGES = 14
NIGHTLY_SECONDS = 6 * 3600
_DOES = {
    "case_officer": "case",
    "decision_officer": "decides",
    "payments_preparer": "pays",
    "payments_approver": "pays",
    "auditor": "audits",
    "supervisor": "supervises",
    "steward": "supervises",
}
_TOKEN = "d" * 32


@dataclass
class _Day:
    """What was measured of one day."""

    told: dict[str, Any]
    effort: Effort
    memory: dict[str, float]
    broken: int
    lost: int


def run(options: Options) -> list[Result]:
    """One day."""
    with nation(options, persons=options.rows or PERSONS) as stands:
        measured = _live(stands, options)
    _tell(measured)
    everyone = [one for taken in measured.told["seconds"].values() for one in taken]
    errors = sum(measured.told["kinds_of_errors"].values())
    pages = len(everyone)
    return [
        _at_most("day-p95", highest_ms(everyone, 0.95), P95_MS, "ms", pages),
        _at_most("day-p99", highest_ms(everyone, 0.99), P99_MS, "ms", pages),
        _none("day-errors", errors, "pages", pages),
        _none("day-invariants-broken", measured.broken, "invariants", 1),
        _none("day-presses-lost", measured.lost, "presses", sum(map(len, measured.told["kept"].values()))),
    ]


def _at_most(name: str, ours: float, limit: float, unit: str, runs: int) -> Result:
    return Result(name=name, ours=ours, limit=limit, bar=1.0, unit=unit, runs=runs)


def _none(name: str, ours: int, unit: str, runs: int) -> Result:
    return Result(name=name, ours=ours, limit=1, bar=0.0, unit=unit, runs=runs)


def _live(stands: Nation, options: Options) -> _Day:
    minutes = options.minutes or MINUTES
    start_face(stands.installation)
    with _processes(stands) as (ports, running):
        with told("sign-ins"):
            given = _visitors(stands, options) | {"ports": ports, "seconds": minutes * 60, "seed": 1}
        generator = subprocess.Popen(
            [sys.executable, "-m", "bench.day_generator"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert generator.stdin
        assert generator.stderr
        generator.stdin.write(json.dumps(given))
        generator.stdin.close()
        with told("warming up"):
            generator.stderr.readline()
            before, scanned = look(stands, running), read_whole(stands)
        with told(f"the day, {minutes:g} minutes"):
            out, _ = _communicated(generator)
        measured = json.loads(out)
        effort = look(stands, running).since(before)
        memory = memory_of(stands, running)
        for table, times in read_whole(stands).items():
            if times > scanned.get(table, 0):
                print(f"read whole {times - scanned.get(table, 0)} times: {table}", file=sys.stderr)
        _wait_for_worker(stands)
    broken = _broken(stands)
    return _Day(measured, effort, memory, broken, _lost(stands, measured["kept"], measured["warm_kept"]))


def _communicated(generator: "subprocess.Popen[str]") -> tuple[str, str]:
    assert generator.stdout
    assert generator.stderr
    out, errors = generator.stdout.read(), generator.stderr.read()
    if generator.wait() != 0:
        raise RuntimeError(errors)
    return out, errors


@contextmanager
def _processes(stands: Nation) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """The faces and the worker; gives the ports and the process ids by kind."""
    _put_off_nightly_work(stands)
    ports = dict(zip(("portal", "workbench"), free_ports(2), strict=True))
    with Processes(stands.installation.folder / "processes") as processes:
        for face, port in ports.items():
            command, environment = stands.installation.command(["serve", face, "--port", str(port)])
            processes.start(Program(face, command, environment, ready=answers_http(port)))
        processes.start(worker_program(stands.installation))
        yield ports, {name: one.pid for name, one in processes.running.items()}


def _put_off_nightly_work(stands: Nation) -> None:
    """A new worker does at once what is due once a day: replays, invariants, retention. The day is not the night."""
    from janua.base.jobs.registry import LOOPS

    with stands.connect() as superuser:
        for loop in LOOPS.values():
            if loop.seconds >= NIGHTLY_SECONDS:
                superuser.execute(
                    "INSERT INTO jobs_loop (name, due_at) VALUES (%s, now() + interval '1 day')"
                    " ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at",
                    [loop.name],
                )


def _visitors(stands: Nation, options: Options) -> dict[str, Any]:
    citizens, officers = options.citizens or CITIZENS, options.officers or OFFICERS
    draw, told_ = random.Random(2), stands.told
    claimed, others = told_["citizens"][: told_["claimed"]], told_["citizens"][told_["claimed"] :]
    follow = [one for one in claimed if one["decisions"]][: citizens * FOLLOW // 100]
    apply = others[: citizens * APPLY // 100]
    people: list[dict[str, Any]] = [{"does": "follows", **one} for one in follow]
    people += [{"does": "applies", "before": draw.randint(0, 6), **one} for one in apply]
    people += [{"does": "reads"} for _ in range(citizens - len(people))]
    for one in people:
        one |= {"face": "portal", "every": CITIZEN_EVERY}
    staff = _officers(stands, officers)
    _sign_in(stands, people, staff)
    warm = [one for one in people if one["does"] != "applies"][:: max(1, citizens // 12)] + staff[
        :: max(1, officers // 12)
    ]
    return {"visitors": people + staff, "warm": warm, "warm_pages": WARM_PAGES}


def _officers(stands: Nation, wanted: int) -> list[dict[str, Any]]:
    told_ = stands.told
    islands = {"malta": 10, "gozo": 20}
    with stands.connect() as superuser:
        waiting = superuser.execute(
            "SELECT t.object_id::text, a.path[2], t.owner_id::text FROM casework_task t"
            " JOIN areas_area a ON a.id = t.area_id WHERE t.state = 'open' AND t.kind IN ('decide', 'give_notice')"
            " ORDER BY t.deadline_on, t.id LIMIT 20000"
        ).fetchall()
    staff = []
    logins = list(told_["officers"].items())
    # Every kind of officer also where fewer come.
    for number in range(wanted):
        login, account = logins[number * len(logins) // wanted]
        role, area, _ = login.split("-")
        island = islands.get(area)
        mine = [claim for claim, _, owner in waiting if owner == account]
        staff.append(
            {
                "does": _DOES[role],
                "account": account,
                "face": "workbench",
                "every": OFFICER_EVERY,
                "claims": [one for one in told_["claims"] if island in (None, one["island"])],
                "waiting": (mine or [claim for claim, at, _ in waiting if island in (None, at)])[:80],
                "names": told_["names"],
                "runs": told_["runs"],
                "prepares": role == "payments_preparer",
            }
        )
    return staff


def _sign_in(stands: Nation, people: list[dict[str, Any]], staff: list[dict[str, Any]]) -> None:
    """Open a session for each, as the door does once the provider or the code has said who it is."""
    from janua.base.accounts.actions.session import confirm_code, open_session
    from janua.base.accounts.door import DOOR, cookie_name
    from janua.base.accounts.models import Account

    for one in people:
        one["cookies"] = f"janua_token={_TOKEN}"
    known = [one for one in people if "account" in one]
    with signed_in(stands.installation, "portal", DOOR, purpose="sign in"):
        accounts = Account.objects.in_bulk([UUID(one["account"]) for one in known])
        for one in known:
            opened = open_session(account=accounts[UUID(one["account"])])
            one["cookies"] = f"{cookie_name('citizen')}={opened.secret}; janua_token={_TOKEN}"
    with signed_in(stands.installation, "workbench", DOOR, purpose="sign in"):
        accounts = Account.objects.in_bulk([UUID(one["account"]) for one in staff])
        for one in staff:
            opened = confirm_code(session=open_session(account=accounts[UUID(one["account"])]).session)
            one["cookies"] = f"{cookie_name('staff')}={opened.secret}; janua_token_staff={_TOKEN}"


def _wait_for_worker(stands: Nation) -> None:
    """Let the worker decide what was submitted."""
    began = time.monotonic()
    with stands.connect() as superuser:
        waiting = "SELECT count(*) FROM casework_claim WHERE state IN ('submitted', 'checking')"
        while superuser.execute(waiting).fetchone() != (0,) and time.monotonic() - began < 120:
            time.sleep(0.5)


def _broken(stands: Nation) -> int:
    with told("invariants"):
        command, environment = stands.installation.command(["check-invariants", "--json"])
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    for one in found:
        if one["broken"]:
            print(f"broken: {one['invariant']}, {len(one['broken'])} of {one['checked']}", file=sys.stderr)
    return sum(1 for one in found if one["broken"])


def _lost(stands: Nation, kept: dict[str, list[str]], warm: dict[str, list[str]]) -> int:
    """How many presses that were answered have no row; those of warming up count too."""
    kept = {name: kept.get(name, []) + warm.get(name, []) for name in {*kept, *warm}}
    with stands.connect() as superuser, stands.connect(database="filled") as earlier:

        def ids(names: list[str]) -> list[UUID]:
            return [UUID(path.split("/")[2]) for path in names]

        def count(query: str, *values: object, before: bool = False) -> int:
            row = (earlier if before else superuser).execute(query.encode(), values).fetchone()
            assert row
            return int(row[0])

        receipts = set(ids(kept.get("application", [])))
        there = count("SELECT count(*) FROM casework_application WHERE id = ANY(%s)", list(receipts))
        notes = "SELECT count(*) FROM casework_note"
        written = count(notes) - count(notes, before=True)
        granted = set(ids([path for path in kept.get("decision", []) if "granted" in path]))
        decided = count(
            "SELECT count(DISTINCT claim_id) FROM casework_decision WHERE outcome = 'grant' AND claim_id = ANY(%s)",
            list(granted),
        )
        print(
            f"presses: {len(receipts)} applications of which {there} stand, {len(kept.get('note', []))} notes of which"
            f" {written} stand, {len(granted)} grants of which {decided} stand",
            file=sys.stderr,
        )
    return len(receipts) - there + max(0, len(kept.get("note", [])) - written) + len(granted) - decided


def _tell(measured: _Day) -> None:
    told_ = measured.told
    print(f"\n{'page':44}{'n':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}  ms", file=sys.stderr)
    for kind, taken in sorted(told_["seconds"].items()):
        figures = "".join(f"{highest_ms(taken, share):8.0f}" for share in (0.5, 0.95, 0.99, 1.0))
        print(f"{kind:44}{len(taken):7}{figures}", file=sys.stderr)
    everyone = [one for taken in told_["seconds"].values() for one in taken]
    figures = "".join(f"{highest_ms(everyone, share):8.0f}" for share in (0.5, 0.95, 0.99, 1.0))
    print(f"{'all':44}{len(everyone):7}{figures}\n", file=sys.stderr)
    print(f"answers by status: {told_['statuses']}; {told_['bytes'] / 1e6:.0f} MB", file=sys.stderr)
    tell_effort(measured.effort, measured.memory, pages=len(everyone), generator=told_)
    for kind, number in sorted(told_["kinds_of_errors"].items()):
        print(f"error: {number} × {kind}", file=sys.stderr)
    for line in (*told_["errors"][:10], *told_["warm_errors"][:10]):
        print(f"  {line}", file=sys.stderr)
