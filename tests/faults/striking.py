"""Kill a process or the database at a named moment, once, as an order in a folder says."""

import contextlib
import functools
import json
import os
import signal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.faults.points import POINTS, Point

ORDER = "order.json"
DONE = "done.json"


def give_order(folder: Path, point: Point, *, victim: str, server: int) -> None:
    """Order one kill. `server` is the process id of the database."""
    (folder / DONE).unlink(missing_ok=True)
    written = folder / "order.new"
    written.write_text(json.dumps({"point": point.name, "victim": victim, "server": server}))
    written.rename(folder / ORDER)


def was_struck(folder: Path) -> bool:
    """Whether the kill that was ordered has happened."""
    return (folder / DONE).exists()


def arm(process: str, folder: Path) -> None:
    """Put the moments of a process in place: each looks for an order whenever it comes by."""
    for point in POINTS:
        if point.process == process:
            *path, name = point.function.split(".")
            owner = functools.reduce(getattr, path, import_module(point.module))
            setattr(owner, name, _watched(getattr(owner, name), point, folder))


def _watched(function: Callable[..., Any], point: Point, folder: Path) -> Callable[..., Any]:
    @functools.wraps(function)
    def watched(*args: Any, **kwargs: Any) -> Any:
        if point.when == "before" and (not point.if_any or any(args)):
            _strike(point, folder)
        result = function(*args, **kwargs)
        if point.when == "after" and (not point.if_any or _is_something(result)):
            _strike(point, folder)
        return result

    return watched


def _is_something(result: Any) -> bool:
    """Whether a batch had anything in it: a number, a list, or a count of several things."""
    if is_dataclass(result):
        return any(getattr(result, one.name) for one in fields(result))
    return bool(result)


def _strike(point: Point, folder: Path) -> None:
    try:
        order = json.loads((folder / ORDER).read_text())
        if order["point"] != point.name:
            return
        # Whoever renames it strikes: once, whatever runs at the same time.
        (folder / ORDER).rename(folder / DONE)
    except FileNotFoundError:
        return
    if order["victim"] == "database":
        _kill_server(order["server"])
    else:
        os.kill(os.getpid(), signal.SIGKILL)


def _kill_server(server: int) -> None:
    """End the whole server as a power cut would: its first process, and then every process that this one began."""
    children = [pid for pid in map(int, _numbers()) if _parent(pid) == server]
    for pid in (server, *children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _numbers() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        return int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
