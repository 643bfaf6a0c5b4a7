"""A payment run: prepared, approved and its file written, beside hand-written SQL and a streaming XML writer.

The same orders are paid by hand and by us in turn, in one database; after each the rows of the run are taken away.
Every run of ours is a process of its own, whose peak of memory is compared with that of a run a tenth the size. Nothing
has changed since the assessments, so the law is not asked again: its time is apart by not being there.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg import Connection

from bench.baselines import payment_run
from bench.database import BenchDatabase, bench_database
from bench.journey_payees import APPROVER, EXECUTE_ON, PREPARER, TODAY, load_country, load_payees
from bench.results import Options, Result
from demo.database import ROOT

ORDERS = 100_000
SMALL = 20_000
ROUNDS = 3
BAR, MEMORY_BAR = 3.0, 1.2
_WRITTEN = (
    "payments_ledgerentry",
    "payments_sentfile",
    "payments_orderline",
    "payments_recheck",
    "payments_leftout",
    "payments_order",
    "payments_run",
)


@dataclass
class _Measured:
    """Seconds and kB of each run of one size."""

    ours: list[float] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)
    steps: list[dict[str, float]] = field(default_factory=list)


def run(options: Options) -> list[Result]:
    """Three runs of the full size and three of a tenth, each beside the baseline."""
    from demo.keys import make_keys

    orders = options.rows or (SMALL if options.small else ORDERS)
    tenth = orders // 10
    with bench_database() as database, tempfile.TemporaryDirectory(prefix="janua-bench-run-") as name:
        folder = Path(name)
        make_keys(folder / "keys")
        with database.connect("postgres") as superuser:
            load_country(superuser)
            load_payees(superuser, first=1, count=tenth, keys=folder / "keys" / "all")
            few = _measure(database, superuser, folder, orders=tenth)
            load_payees(superuser, first=tenth + 1, count=orders - tenth, keys=folder / "keys" / "all")
            many = _measure(database, superuser, folder, orders=orders)
    _tell(orders, many, few)
    return [
        Result(
            name="journey-run",
            ours=statistics.median(many.ours),
            limit=statistics.median(many.by_hand),
            bar=BAR,
            unit="s",
            runs=ROUNDS,
        ),
        Result(
            name="journey-run-memory",
            ours=max(many.peaks) / 1024,
            limit=max(few.peaks) / 1024,
            bar=MEMORY_BAR,
            unit="MB",
            runs=ROUNDS,
        ),
    ]


def _measure(database: BenchDatabase, superuser: Connection[Any], folder: Path, *, orders: int) -> _Measured:
    measured = _Measured()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        _, count, _ = payment_run.pay(
            superuser, folder / "by-hand.xml", on=TODAY, execute_on=EXECUTE_ON, preparer=PREPARER, approver=APPROVER
        )
        measured.by_hand.append(time.perf_counter() - began)
        _require(count, orders)
        _take_away(superuser)
        ours = _ours(database, folder)
        _require(ours["orders"], orders)
        measured.ours.append(sum(ours["seconds"].values()))
        measured.peaks.append(ours["peak"])
        measured.steps.append(ours["seconds"])
        _take_away(superuser)
    return measured


def _ours(database: BenchDatabase, folder: Path) -> dict[str, Any]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
    environment = inherited | {
        "JANUA_ENV": "test",
        "JANUA_TLS": "off",
        "JANUA_KEYS": str(folder / "keys" / "payments"),
        "JANUA_DOCUMENTS": str(folder / "documents"),
        "DATABASE_URL": database.cluster.url("janua_payments", database.name),
        "DJANGO_SETTINGS_MODULE": "janua.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    given = {
        "workbench": database.cluster.url("janua_workbench", database.name),
        "payments": database.cluster.url("janua_payments", database.name),
        "preparer": str(PREPARER),
        "approver": str(APPROVER),
        "on": TODAY.isoformat(),
        "execute_on": EXECUTE_ON.isoformat(),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.journey_run_process"],
        input=json.dumps(given),
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError("the run's process failed; what it said stands above")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _take_away(superuser: Connection[Any]) -> None:
    """Leave everything due once more, with tables as full as before."""
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        for table in _WRITTEN:
            superuser.execute(f"DELETE FROM {table}".encode())
    superuser.execute("VACUUM ANALYZE")


def _require(count: int, wanted: int) -> None:
    if count != wanted:
        raise RuntimeError(f"a run of {count} orders, not of {wanted}")


def _tell(orders: int, many: _Measured, few: _Measured) -> None:
    for what, seconds in (("by us", many.ours), ("by hand", many.by_hand)):
        print(
            f"journey-run, {orders:,} orders {what}: median {statistics.median(seconds):.2f} s,"
            f" {min(seconds):.2f} to {max(seconds):.2f} s over {len(seconds)}",
            file=sys.stderr,
        )
    steps = {name: statistics.median(one[name] for one in many.steps) for name in many.steps[0]}
    print("of it " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in steps.items()), file=sys.stderr)
    print(
        f"peak of memory: {', '.join(f'{peak / 1024:.0f}' for peak in many.peaks)} MB,"
        f" with a tenth of the orders {', '.join(f'{peak / 1024:.0f}' for peak in few.peaks)} MB",
        file=sys.stderr,
    )
