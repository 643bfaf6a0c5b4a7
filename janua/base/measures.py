"""What the running system is measured by, and when a measure is an alarm: both as data.

An app lists its own in `measures.py`: MEASURES, read by the worker as an actor that sees the rows already, and
ALARMS. A label is a code (a queue, a register, a programme of work): never the id or the name of anybody.
"""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["seconds", "rows", "share", "bytes", "yes"]


@dataclass(frozen=True)
class Measure:
    """One thing that is counted or timed in the database.

    name    as it is exported, without the product's name: queue_age_seconds
    rows    SELECT that gives (label, number); no row means nothing to say, an empty label that there is only one
    actor   the machine step whose policies let it see the rows
    queue   whose worker reads it
    """

    name: str
    help: str
    unit: Unit
    rows: str
    actor: str = "keeper"
    queue: Literal["work", "payments"] = "work"


@dataclass(frozen=True)
class Alarm:
    """When somebody should look; its page is docs/operations/alarms/NAME.md.

    measure   the number that is watched
    limit     the alarm stands while the number is above it, or below it where `below`
    serious   people wait or lose something meanwhile: wake somebody; otherwise look in office hours
    meaning   what is the matter, in one sentence
    first     what to do first, in one sentence
    """

    name: str
    measure: str
    limit: float
    meaning: str
    first: str
    below: bool = False
    serious: bool = True

    def is_broken_by(self, number: float) -> bool:
        """Whether this number is an alarm."""
        return number < self.limit if self.below else number > self.limit

    @property
    def page(self) -> str:
        """Where it says what to do."""
        return f"docs/operations/alarms/{self.name}.md"
