"""Typed identifiers: a number means nothing without the scheme that issued it."""

import re
from dataclasses import dataclass
from typing import Self

_SCHEME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """One number of one scheme, such as `mt-id-card` and `0000101M`.

    The value is kept as its scheme's pack normalised it; what makes it valid is the pack's to say.
    """

    scheme: str
    value: str

    def __post_init__(self) -> None:
        if not _SCHEME.fullmatch(self.scheme):
            raise ValueError(f"a scheme is lower-case words joined by dashes, not {self.scheme!r}")
        if not self.value or self.value != self.value.strip():
            raise ValueError("an identifier is not empty and has no spaces around it")

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `scheme:value` back."""
        scheme, colon, value = text.partition(":")
        if not colon:
            raise ValueError(f"{text!r} is not scheme:value")
        return cls(scheme, value)
