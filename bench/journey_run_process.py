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
    from janua.payments.actions.run import approve, prepare

    # Law is loaded once a process, and is no part of a run.
    _ = country().law
    on, execute_on = date.fromisoformat(given["on"]), date.fromisoformat(given["execute_on"])
    officers = [Actor("staff", UUID(given[name]), name) for name in ("preparer", "approver")]
    workbench, payments = given["workbench"], given["payments"]
    began_with = _peak()
    seconds: dict[str, float] = {}
    prepared = _timed(seconds, "prepare", workbench, officers[0], lambda: prepare(execute_on=execute_on, on=on))
    approval = _timed(seconds, "approve", workbench, officers[1], lambda: approve(run=prepared.run.id, on=on))
    if not approval.approved or prepared.left_out:
        raise RuntimeError(f"{len(approval.taken_out)} orders were taken out, {len(prepared.left_out)} lines left out")
    sent = _timed(seconds, "write", payments, PAYMASTER, lambda: write_file(run=prepared.run.id, on=on))
    json.dump(
        {"run": str(sent.run_id), "orders": sent.order_count, "seconds": seconds, "peak": _peak(), "began": began_with},
        sys.stdout,
    )


def _timed(seconds: dict[str, float], name: str, url: str, actor: Any, act: Callable[[], Any]) -> Any:
    from django.db import connection

    from janua.base.actors import acting_as
    from janua.config.environment import database_settings

    connection.close()
    connection.settings_dict.update(database_settings(url))
    connection.ensure_connection()
    began = time.perf_counter()
    with acting_as(actor, purpose="a payment run"):
        done = act()
    seconds[name] = time.perf_counter() - began
    print(f"{name}: peak {_peak() // 1024} MB", file=sys.stderr)
    return done


def _peak() -> int:
    """The highest resident memory until now, in kB."""
    # Not getrusage: what it tells begins with the memory of the process that started this one.
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
