"""Where a person on a list for erasure stands."""

from enum import StrEnum


class ItemState(StrEnum):
    """What becomes of one person of a list."""

    FOUND = "found"
    # An officer took the person off the list, or a hold or something new did.
    KEPT = "kept"
    # The key is destroyed and the columns are cleared; files of theirs may still lie in the store, sealed for good.
    ERASED = "erased"
    DONE = "done"


class WrongState(Exception):
    """The list has moved on; look at it again."""


class SecondPersonNeeded(PermissionError):
    """Who put something forward does not approve it."""
