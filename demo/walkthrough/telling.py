"""What the story tells on standard error: chapters, steps and how long each took."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from janua.values import Money

WIDEST = 104
SIGNS = {"EUR": "€"}


@dataclass
class Step:
    """One step under way; `result` is what is told beside it when it is done."""

    name: str
    result: str = ""
    milliseconds: int = 0


def _console() -> Console:
    console = Console(stderr=True, highlight=False)
    console.width = min(console.width, WIDEST)
    return console


@dataclass
class Telling:
    """Tells what happens, a line a step; keeps how long each named step took.

    stops   the steps of the journey that have a name of their own, in order
    part    begins the names of the stops that follow, so that each name is used once
    """

    console: Console = field(default_factory=_console)
    stops: list[Step] = field(default_factory=list)
    part: str = ""

    def chapter(self, title: str, *, part: str = "") -> None:
        """Begin a part of the story."""
        self.part = part
        self.console.print()
        self.console.print(Text(title, style="bold"))

    @contextmanager
    def step(self, what: str, *, stop: str = "", quiet: bool = False) -> Iterator[Step]:
        """Tell one step once it is done.

        stop    its name in the summary, where it has one
        quiet   show no sign of waiting, since the step shows its own
        """
        step = Step(f"{self.part}{stop}")
        began = time.monotonic()
        if quiet:
            yield step
        else:
            with self.console.status(f"{what} …"):
                yield step
        step.milliseconds = round((time.monotonic() - began) * 1000)
        if stop:
            self.stops.append(step)
        self.console.print(_line(what, step))

    def offer(self, commands: Mapping[str, str]) -> None:
        """End with commands to try: what it shows → the command."""
        self.chapter("Look at it yourself")
        for what, command in commands.items():
            self.console.print(f"    {what}")
            self.console.print(Text(f"      {command}", style="cyan"), soft_wrap=True)
        self.console.print()


def written(minor: int, currency: str) -> str:
    """An amount for people to read: €1,500.00."""
    plain = Money(minor, currency).to_json()["amount"]
    whole, _, part = plain.partition(".")
    amount = f"{int(whole):,}" + (f".{part}" if part else "")
    return f"{SIGNS[currency]}{amount}" if currency in SIGNS else f"{currency} {amount}"


def _line(what: str, step: Step) -> Table:
    line = Table.grid(padding=(0, 1), expand=True)
    line.add_column(width=3, justify="right", no_wrap=True)
    line.add_column(ratio=10)
    line.add_column(ratio=11)
    line.add_column(width=7, justify="right", no_wrap=True)
    spent = f"{step.milliseconds / 1000:.1f} s"
    line.add_row(Text("✓", style="green"), what, step.result, Text(spent, style="dim"))
    return line
