"""What can be wrong with a law, a situation or their meeting; each message says what to write instead."""

from collections.abc import Iterable
from difflib import get_close_matches
from reprlib import Repr

_LONGEST = 100
_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60


class LawError(Exception):
    """One fault in a law's text: where it stands, what is wrong, what to write instead."""

    def __init__(self, path: str, line: int, what: str, instead: str) -> None:
        self.path, self.line, self.what, self.instead = path, line, what, instead
        stop = "" if what.endswith("?") else "."
        super().__init__(f"{path}:{line}: {what}{stop} Write instead: {instead}.")


class LawErrors(Exception):
    """Every fault found while loading; nothing is usable until all are gone."""

    def __init__(self, errors: Iterable[LawError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.path, error.line)))
        super().__init__("\n".join(str(error) for error in self.errors))


class SituationError(ValueError):
    """A situation cannot be read; the message names the place and the nearest word or the values allowed.

    Whatever was written there, the message is one line that can be printed.
    """

    def __init__(self, text: str) -> None:
        super().__init__("".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text))


class NoSuchProgramme(KeyError):
    """The law has no programme of this code."""


class ExceptionConflict(Exception):
    """Two exceptions to one rule hold at once: the law contradicts itself and a person must settle which applies."""


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean x?` where a word is close, else nothing."""
    close = get_close_matches(word[:_LONGEST], list(words), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def short(value: object) -> str:
    """A value as it was written, as far as a line has room."""
    return _SHORT.repr(value)
