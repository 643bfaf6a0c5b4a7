"""One payment run in a process of its own, so that its peak of memory is its own.

Reads the sign-ins and officers as JSON from standard input, writes the seconds of each step and the peak as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID


def main() -> None:
    """Prepare, approve and write the file: each under the role and as the actor that does it."""
    given: dict[str, Any] = json.load(sys.stdin)
    from janua.config.start import start

    start("payments")
    from janua.base.actors import Actor
    from janua.pack.installed import country
    from janua.payments.actions.file import PAYMASTER, write_file
    from janua.payments.actions.preparing import advance
    from janua.payments.actions.run import approve, prepare
    from janua.payments.models import LeftOut

    # Law is loaded once a process, and is no part of a run.
    _ = country().law
    on, execute_on = date.fromisoformat(given["on"]), date.fromisoformat(given["execute_on"])
    officers = [Actor("staff", UUID(given[name]), name) for name in ("preparer", "approver")]
    workbench, payments = given["workbench"], given["payments"]
    began_with = _peak()
    seconds: dict[str, float] = {}
    run = _timed(seconds, "ask", workbench, officers[0], lambda: prepare(execute_on=execute_on, on=on)).id
    steps = 0
    # Each step is a transaction of its own, as the worker's loop takes them.
    while _timed(seconds, "prepare", payments, PAYMASTER, lambda: advance(run=run, on=on)):
        steps += 1
    print(f"prepared in {steps} steps", file=sys.stderr)
    approval = _timed(seconds, "approve", workbench, officers[1], lambda: approve(run=run, on=on))
    left_out = _timed({}, "look", workbench, officers[1], lambda: LeftOut.objects.filter(run=run).count())
    if not approval.approved or left_out:
        raise RuntimeError(f"{len(approval.taken_out)} orders were taken out, {left_out} lines left out")
    sent = _timed(seconds, "write", payments, PAYMASTER, lambda: write_file(run=run, on=on))
    json.dump(
        {"run": str(sent.run_id), "orders": sent.order_count, "seconds": seconds, "peak": _peak(), "began": began_with},
        sys.stdout,
    )


def _timed(seconds: dict[str, float], name: str, url: str, actor: Any, act: Callable[[], Any]) -> Any:
    from django.db import connection

    from janua.base.actors import acting_as
    from janua.config.environment import database_settings

    wanted = database_settings(url)
    if any(connection.settings_dict.get(key) != value for key, value in wanted.items()):
        connection.close()
        connection.settings_dict.update(wanted)
    connection.ensure_connection()
    began = time.perf_counter()
    with acting_as(actor, purpose="a payment run"):
        done = act()
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - began
    print(f"{name}: peak {_peak() // 1024} MB", file=sys.stderr)
    return done


def _peak() -> int:
    """The highest resident memory until now, in kB."""
    # Not getrusage: what it tells begins with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
