"""What every emulator shares at the start and behind its control address: options, journal, switches."""

import argparse
import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from emulators import switches
from emulators.serving import Reply, Request
from emulators.switches import NotASwitch, Switches

# POST to a control path -> what to do with its JSON, giving JSON.
Orders = Mapping[str, Callable[[Any], Any]]
_MOST_KEPT = 10_000


def parser(name: str, description: str) -> argparse.ArgumentParser:
    """The options that all emulators take."""
    options = argparse.ArgumentParser(prog=f"python -m emulators.{name}", description=description)
    options.add_argument("--port", type=int, default=0, help="0 chooses a free one; the ready line says which")
    options.add_argument("--control-port", type=int, default=0)
    options.add_argument("--population", type=Path, help="folder written by `python -m demo population`")
    options.add_argument("--state", type=Path, required=True, help="folder for what must survive a kill")
    options.add_argument("--keys", type=Path, required=True, help="folder of key files")
    switches.add_arguments(options)
    return options


class Journal:
    """What came and went, newest last, for tests and for the demo's pages; bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[dict[str, Any]] = []

    def add(self, what: str, **details: Any) -> None:
        with self._lock:
            self._entries.append({"at": time.time(), "what": what, **details})
            del self._entries[:-_MOST_KEPT]

    def entries(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._entries)


def control(faults: Switches, journal: Journal, orders: Orders) -> Callable[[Request], Reply]:
    """Answer the control address.

    GET /switches, PUT /switches {some}; GET /journal; POST /{order} {...} for each of `orders`
    """

    def answer(request: Request) -> Reply:
        place = "/".join(request.steps)
        try:
            value = json.loads(request.body or b"{}")
            if place == "switches":
                return Reply.of(200, faults.change(value) if request.method == "PUT" else _now(faults))
            if place == "journal":
                return Reply.of(200, journal.entries())
            if place in orders and request.method == "POST":
                return Reply.of(200, orders[place](value))
        except (NotASwitch, ValueError, KeyError, TypeError) as error:
            return Reply.of(400, {"error": str(error)})
        return Reply.of(404, {"error": f"try /switches, /journal or POST one of {', '.join(orders) or 'nothing'}"})

    return answer


def _now(faults: Switches) -> dict[str, Any]:
    now = faults.now
    return {name: getattr(now, name) for name in type(now).__dataclass_fields__}
