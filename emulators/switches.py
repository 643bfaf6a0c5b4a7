"""What an emulator does wrong on purpose: by the command line, and while it runs by its control address."""

import argparse
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


class NotASwitch(ValueError):
    """An unknown switch, or a value it cannot take; the message names those there are."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Every switch and what it is without being touched.

    delay          seconds before a request is answered
    late           seconds before what follows (callback, notice, file) is sent or listed
    failure        "" none; "unavailable" an error; "disconnect" break off before anything is done;
                   "disconnect_after" do the work, then break off; "silent" accept and never answer; "reject" say no
    failures       for how many requests more `failure` holds; -1 until it is changed
    contradiction  answer with something other than what the population says
    duplicate      how many times more everything is sent or listed
    flood          how many messages nobody asked for come with each answer
    out_of_order   what was first comes after what was second
    early          the answer comes before the acknowledgement
    signature      good, forged, expired, future, unsigned or misdirected
    """

    delay: float = 0.0
    late: float = 0.0
    failure: str = ""
    failures: int = -1
    contradiction: bool = False
    duplicate: int = 0
    flood: int = 0
    out_of_order: bool = False
    early: bool = False
    signature: str = "good"

    def __post_init__(self) -> None:
        if self.failure not in ("", "unavailable", "disconnect", "disconnect_after", "silent", "reject"):
            raise NotASwitch(f"no failure is called {self.failure!r}")
        if self.signature not in ("good", "forged", "expired", "future", "unsigned", "misdirected"):
            raise NotASwitch(f"no signature is called {self.signature!r}")


_TYPES = {field.name: field.type for field in fields(Faults)}


class Switches:
    """The switches of one running emulator, read and changed by several threads."""

    def __init__(self, faults: Faults) -> None:
        self._lock = threading.Lock()
        self._faults = faults

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace) -> "Switches":
        return cls(Faults(**{name: getattr(arguments, name) for name in _TYPES}))

    @property
    def now(self) -> Faults:
        with self._lock:
            return self._faults

    def change(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Set some switches, or all back with {}; gives what now holds.

        Raises  NotASwitch
        """
        for name, value in changes.items():
            if name not in _TYPES:
                raise NotASwitch(f"no switch is called {name!r}; there are {', '.join(_TYPES)}")
            if type(value) is not _TYPES[name] and not (_TYPES[name] is float and type(value) is int):
                raise NotASwitch(f"{name} wants {_TYPES[name]}, not {value!r}")
        with self._lock:
            self._faults = replace(self._faults, **changes) if changes else Faults()
            return asdict(self._faults)

    def take_failure(self) -> str:
        """The failure of this request, used up where only so many were ordered."""
        with self._lock:
            failure, left = self._faults.failure, self._faults.failures
            if failure and left > 0:
                rest = replace(self._faults, failures=left - 1)
                self._faults = rest if left > 1 else replace(rest, failure="", failures=-1)
            return failure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One option for each switch."""
    for field in fields(Faults):
        option = "--" + field.name.replace("_", "-")
        if field.type is bool:
            parser.add_argument(option, action="store_true")
        else:
            parser.add_argument(option, type=field.type, default=field.default)
