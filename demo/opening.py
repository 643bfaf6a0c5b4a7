"""Open the doors of a demo: what is missing is made, everything is started, the story is told once, then we wait."""

import fcntl
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from demo.board import show_board
from demo.installation import Installation
from demo.processes import EnvironmentUnfit, Processes
from demo.staff import PASSWORD
from demo.story import CLOSED_ACCOUNTS, tell_story
from demo.walkthrough.stage import make_ready, stage
from demo.walkthrough.telling import Telling

LOOK_AGAIN = 0.5
# Lies in the installation's folder while its doors are open, for whoever waits for that.
OPEN = "open"


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock while one demo runs in a folder: a second one would stop the first one's processes as left behind.

    Raises   EnvironmentUnfit
    """
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise EnvironmentUnfit("The demo of this folder is running already: press Ctrl-C where it runs.") from error
        yield


def open_doors(installation: Installation, *, people: int, telling: Telling) -> None:
    """Run a whole installation until somebody presses Ctrl-C.

    Raises   EnvironmentUnfit, where one of its processes ends by itself
    """
    told = installation.folder / "story-told"
    if not told.exists():
        # A story that was cut short begins anew: its people have applied before.
        installation.remove()
        shutil.rmtree(installation.folder, ignore_errors=True)
    with _stopped_by_a_signal(telling):
        try:
            make_ready(installation, people=people, telling=telling)
            doors = installation.addresses
            assert doors is not None
            with stage(installation, telling=telling, doors=doors, closed=CLOSED_ACCOUNTS) as stands:
                if not told.exists():
                    tell_story(stands, telling)
                    told.touch()
                (installation.folder / OPEN).touch()
                show_board(telling, stage=stands, addresses=doors, password=PASSWORD)
                _wait(stands.processes)
        finally:
            (installation.folder / OPEN).unlink(missing_ok=True)
            if installation.cluster.home.exists():
                installation.stop()


def _wait(processes: Processes) -> NoReturn:
    while True:
        for name, running in processes.running.items():
            if not running.is_alive():
                raise EnvironmentUnfit(f"{name} has ended by itself, so the demo stops; see {running.log}")
        time.sleep(LOOK_AGAIN)


@contextmanager
def _stopped_by_a_signal(telling: Telling) -> Iterator[None]:
    """Take Ctrl-C, a closed terminal and a request to end alike: everything is stopped in order, and we say so."""

    def interrupt(*_: object) -> None:
        # Pressed again while things stop, it changes nothing: they are being stopped already.
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        telling.console.print("\n    Stopping …")
        raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    except KeyboardInterrupt:
        telling.console.print("    Everything is stopped, and kept as it is: make demo goes on from here.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
