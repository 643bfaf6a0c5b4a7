"""Writing names for a bank that takes only some characters. Only the file is rewritten, the original stays."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

# What every SEPA bank takes (EPC217-08): without it, names go out in their own script.
SEPA_CHARACTERS = r"[A-Za-z0-9/\-?:().,'+ ]"
# XML 1.0 has no way to write these at all.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CharacterNotMapped(ValueError):
    """The bank does not take a character and the pack's table does not say what to write; complete the table."""


@dataclass(frozen=True, slots=True)
class Characters:
    """What a bank takes, and the pack's published table for the rest.

    allowed  a regular expression for one character that the bank takes
    table    character (or letters) to replacement; longer keys first; used before accents are dropped
    """

    allowed: str
    table: Mapping[str, str]

    def write(self, text: str) -> str:
        """The text in the bank's characters.

        Raises  CharacterNotMapped
        """
        text = unicodedata.normalize("NFC", text)
        if re.fullmatch(f"(?:{self.allowed})*", text):
            return text
        for original in sorted(self.table, key=lambda key: (-len(key), key)):
            text = text.replace(original, self.table[original])
        written = "".join(self._one(character) for character in text)
        return " ".join(written.split())

    def _one(self, character: str) -> str:
        if re.fullmatch(self.allowed, character):
            return character
        # Only what Unicode itself calls a letter with a mark on it: é is e, but ħ is nothing without a table.
        base = unicodedata.normalize("NFD", character)[0]
        if base != character and re.fullmatch(self.allowed, base):
            return base
        raise CharacterNotMapped(f"no replacement for {character!r} (U+{ord(character):04X})")


def is_writable(text: str) -> bool:
    """Whether XML can carry the text at all."""
    return _NOT_XML.search(text) is None
