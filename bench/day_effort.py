"""Processor time and memory of those who take part in the day, by kind of process."""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.day_database import Nation

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Effort:
    """Processor seconds by kind of process, and the machine's own clock and idle time."""

    seconds: Mapping[str, float]
    at: float
    idle: float

    def since(self, earlier: "Effort") -> "Effort":
        """What each has used since an earlier look."""
        spent = {kind: used - earlier.seconds.get(kind, 0.0) for kind, used in self.seconds.items()}
        return Effort(spent, self.at - earlier.at, self.idle - earlier.idle)


def look(stands: Nation, running: Mapping[str, int]) -> Effort:
    """What each has used since it began; what the database's ended processes used is in that of their parent."""
    server = stands.installation.cluster.pid() or 0
    kinds = {pid: name for name, pid in running.items()}
    seconds: dict[str, float] = defaultdict(float)
    for pid, parent, session, used, ended in _processes():
        if session in kinds:
            seconds[kinds[session]] += used
        elif server in (pid, parent):
            seconds["database"] += used + (ended if pid == server else 0)
    return Effort(seconds, time.monotonic(), _idle())


def read_whole(stands: Nation) -> dict[str, int]:
    """How often each large table was read from end to end, where an index was of no use."""
    with stands.connect() as superuser:
        rows = superuser.execute(
            "SELECT s.relname, s.seq_scan FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid"
            " WHERE c.reltuples >= 50000 AND s.seq_scan > 0 ORDER BY s.relname"
        ).fetchall()
    return {str(table): int(times) for table, times in rows}


def memory_of(stands: Nation, running: Mapping[str, int]) -> dict[str, float]:
    """Megabytes by kind of process, shared pages divided among those who share them."""
    server = stands.installation.cluster.pid() or 0
    kinds = {pid: name for name, pid in running.items()}
    found: dict[str, int] = defaultdict(int)
    for pid, parent, session, _, _ in _processes():
        kind = kinds.get(session, "database" if server in (pid, parent) else "")
        if kind:
            found[kind] += _pss(pid)
    return {kind: kilobytes / 1024 for kind, kilobytes in found.items()}


def tell_effort(effort: Effort, memory: Mapping[str, float], *, pages: int, generator: Mapping[str, Any]) -> None:
    """Say it on standard error."""
    print(f"processor time over {effort.at:.0f} s, and memory at the end:", file=sys.stderr)
    for kind, used in sorted(effort.seconds.items(), key=lambda one: -one[1]):
        held = f"{memory[kind]:8.0f} MB" if kind in memory else ""
        print(f"  {kind:28}{used:8.1f} s{used / pages * 1000:8.1f} ms a page{held}", file=sys.stderr)
    print(
        f"  {'generator, apart':28}{generator['cpu']:8.1f} s{generator['cpu'] / pages * 1000:8.1f} ms a page"
        f"{generator['memory'] / 1024:8.0f} MB",
        file=sys.stderr,
    )
    cores = os.cpu_count() or 1
    print(
        f"  the machine's {cores} cores were idle {100 * effort.idle / (effort.at * cores):.0f} % of the time;"
        f" load {os.getloadavg()[0]:.1f}; connections {generator['connections']}",
        file=sys.stderr,
    )


def _processes() -> list[tuple[int, int, int, float, float]]:
    """Id, parent, session, processor seconds, those of its ended children."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        used, ended = (sum(map(int, fields[first : first + 2])) / _TICK for first in (11, 13))
        found.append((int(entry.name), int(fields[1]), int(fields[3]), used, ended))
    return found


def _idle() -> float:
    fields = Path("/proc/stat").read_text().splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / _TICK


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
