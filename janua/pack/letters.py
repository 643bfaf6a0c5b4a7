"""A letter as a PDF that a screen reader can read, from a template of the pack and plain values.

What people wrote reaches the template as JSON beside it and is set as text: nothing of it is ever read as typst.
"""

import json
import struct
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from janua.pack.giving import Letters

FONTS = Path(__file__).parent / "fonts"
# Shown for a letter that none of our fonts has.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_SPACES = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")
# Marks that steer the direction of what follows; a name that bears them could turn the rest of a line around.
_STEERING = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD])


class LetterFaulty(Exception):
    """A template cannot be set with these values; the message is the compiler's, with place and hint."""


def render_letter(letters: Letters, *, name: str, language: str, values: Mapping[str, Any], at: datetime) -> bytes:
    """Set one letter: PDF/UA-1, the same bytes for the same values.

    name      of the template, without `.typ`
    values    plain JSON; every text in it is data
    at        goes into the file as the day it was made
    Raises    LetterFaulty
    """
    template = letters.folder / language / f"{name}.typ"
    try:
        found = typst.Compiler(
            input=template, root=letters.folder, font_paths=_fonts(), ignore_system_fonts=True
        ).compile(
            format="pdf",
            pdf_standards="ua-1",
            timestamp=at.replace(microsecond=0),
            sys_inputs={"letter": json.dumps(_displayable(values), ensure_ascii=False)},
        )
    except typst.TypstError as fault:
        raise LetterFaulty(f"{template}: {fault.diagnostic or fault.message}") from fault
    if not isinstance(found, bytes):
        raise LetterFaulty(f"{template} gives no single file.")
    return found


def displayable(text: str) -> str:
    """A text as our fonts can show it: no steering marks or control signs, unknown letters as a visible sign."""
    known = _known_letters()
    plain = text.translate(_SPACES).translate(_STEERING)
    return "".join(sign if ord(sign) in known else UNKNOWN for sign in plain)


def _displayable(value: Any) -> Any:
    if isinstance(value, str):
        return displayable(value)
    if isinstance(value, Mapping):
        return {str(name): _displayable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_displayable(one) for one in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _known_letters() -> frozenset[int]:
    """What the regular and the bold of one family both have."""
    families: dict[str, frozenset[int]] = {}
    for path in sorted(FONTS.glob("*.ttf")):
        family = path.stem.partition("-")[0]
        has = _letters_of(path.read_bytes())
        families[family] = families.get(family, has) & has
    return frozenset().union(*families.values())


def _letters_of(font: bytes) -> frozenset[int]:
    """The code points of a TrueType font, from the segments (format 4) of its character map."""
    tables = struct.unpack(">H", font[4:6])[0]
    places = {
        font[12 + 16 * n : 16 + 16 * n]: struct.unpack(">I", font[20 + 16 * n : 24 + 16 * n])[0] for n in range(tables)
    }
    start = places[b"cmap"]
    for number in range(struct.unpack(">H", font[start + 2 : start + 4])[0]):
        table = start + struct.unpack(">I", font[start + 8 + 8 * number : start + 12 + 8 * number])[0]
        if struct.unpack(">H", font[table : table + 2])[0] == 4:
            return _segments(font, table)
    return frozenset()


def _segments(font: bytes, table: int) -> frozenset[int]:
    count = struct.unpack(">H", font[table + 6 : table + 8])[0] // 2

    def column(offset: int, form: str) -> tuple[int, ...]:
        at = table + offset
        return struct.unpack(f">{count}{form}", font[at : at + 2 * count])

    ends, starts = column(14, "H"), column(16 + 2 * count, "H")
    deltas, ranges = column(16 + 4 * count, "h"), column(16 + 6 * count, "H")
    found = set()
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (code + deltas[number]) & 0xFFFF
            if ranges[number]:
                at = table + 16 + 6 * count + 2 * number + ranges[number] + 2 * (code - first)
                glyph = struct.unpack(">H", font[at : at + 2])[0]
            if glyph:
                found.add(code)
    return frozenset(found)
