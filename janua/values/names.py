"""A person's name, in as many scripts as the person has papers in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from janua.values.alphabets import sort_key

_SCRIPT = re.compile(r"[A-Z][a-z]{3}")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """The parts in one script: given name, family name, and what lies between (patronymic, father's names).

    Any single part may be empty: many people have one name only.
    """

    given: str = ""
    family: str = ""
    other: str = ""

    def __post_init__(self) -> None:
        if not any(part.strip() for part in (self.given, self.family, self.other)):
            raise ValueError("a written name has at least one part")

    def full(self, *, family_first: bool = False) -> str:
        """The parts in reading order."""
        parts = (self.family, self.given, self.other) if family_first else (self.given, self.other, self.family)
        return " ".join(part.strip() for part in parts if part.strip())

    def sort_key(self, language: str, *, script: str = "Latn") -> bytes:
        """Give the key by which lists of people put this name in the order of a language's alphabet.

        Lists go by family name; names in Arabic script go by the given name, as they are written and called out.
        """
        rest = (self.given, self.other)
        parts = (*rest, self.family) if script == "Arab" else (self.family, *rest)
        # The end of a part comes before every letter, so that a family stays together.
        return b"\0\0".join(sort_key(part.strip(), language) for part in parts)


@dataclass(frozen=True, slots=True)
class Name:
    """The same name written in one or more scripts (ISO 15924: Latn, Arab, Cyrl); the first is the papers' own."""

    written: tuple[tuple[str, WrittenName], ...]

    def __post_init__(self) -> None:
        scripts = [script for script, _ in self.written]
        if not scripts or len(scripts) != len(set(scripts)):
            raise ValueError("a name has at least one script, each once")
        for script in scripts:
            if not _SCRIPT.fullmatch(script):
                raise ValueError(f"{script!r} is not an ISO 15924 script such as Latn")

    @classmethod
    def of(cls, given: str, family: str, other: str = "", *, script: str = "Latn") -> Self:
        """A name in one script."""
        return cls(((script, WrittenName(given, family, other)),))

    def in_script(self, script: str) -> WrittenName | None:
        """The parts in this script, or None."""
        return dict(self.written).get(script)

    def display(self, preferred: Sequence[str] = (), *, family_first: bool = False) -> str:
        """The whole name in the first preferred script that it has, else in its own."""
        by_script = dict(self.written)
        for script in preferred:
            if script in by_script:
                return by_script[script].full(family_first=family_first)
        return self.written[0][1].full(family_first=family_first)

    def to_json(self) -> dict[str, dict[str, str]]:
        """`{"Latn": {"given": …, "family": …, "other": …}}`, own script first, empty parts left out."""
        return {
            script: {part: text for part in ("given", "family", "other") if (text := getattr(name, part))}
            for script, name in self.written
        }

    @classmethod
    def from_json(cls, shape: Mapping[str, Mapping[str, str]]) -> Self:
        """Read the shape of `to_json`."""
        return cls(tuple((script, WrittenName(**parts)) for script, parts in shape.items()))
