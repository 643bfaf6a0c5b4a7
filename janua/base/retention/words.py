"""The words in which an app's `retention.py` says what it keeps of persons and how it lets go of it.

ACTS: tuple[LastActs, …]   when something last happened to each person
KEYS: tuple[str, …]        SELECT of further keys that go with the person `who`, such as their account's
CLEARS: tuple[str, …]      statements that clear a person's plain columns; `who` is the person, in the order given
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class LastActs:
    """SELECT that gives (person uuid, day date), `infinity` while a matter is open.

    kind  of record, as the pack's schedule names it
    """

    kind: str
    select: str
