"""From when on something is worth an auditor's look: a country's own numbers, and when its offices work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True, kw_only=True)
class Watching:
    """What a country's auditors are shown, where it differs from what the signals themselves say.

    opens, closes   between which hours officers work on working days, in the country's own time
    week            days on which offices work; Monday is 1
    thresholds      signal → its numbers → the country's own: {"bulk_approvals": {"approvals": 20}}
    """

    opens: time = time(7, 0)
    closes: time = time(18, 0)
    week: tuple[int, ...] = (1, 2, 3, 4, 5)
    thresholds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
