"""The one XML parser factory: no document type, no entities, no network; bounded in size and depth."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from lxml import etree

MOST_BYTES = 500_000_000
MOST_DEPTH = 32
_PIECE = 65_536
_MOST_PROLOGUE = 8_192
# Comments and instructions before the root, then the first character of the root's name or of a document type.
_PROLOGUE = re.compile(rb"(?:\s+|<!--.*?-->|<\?(?!xml\s).*?\?>)*<([^?])", re.DOTALL)
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*["']1\.[01]["'](?:\s+encoding\s*=\s*["']([\w.-]+)["'])?[^?]*\?>"""
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class XmlRefused(ValueError):
    """Not XML that we read: damaged, not UTF-8, with a document type, too large or too deep, or not valid."""


def parse(content: bytes, *, schema: etree.XMLSchema | None = None, most_bytes: int = 5_000_000) -> etree._Element:
    """Read a small document whole.

    Raises  XmlRefused
    """
    if len(content) > most_bytes:
        raise XmlRefused(f"longer than {most_bytes} bytes")
    _check_prologue(content[:_MOST_PROLOGUE], is_whole=len(content) <= _MOST_PROLOGUE)
    try:
        root = etree.fromstring(content, _parser(schema))
    except etree.XMLSyntaxError as error:
        raise XmlRefused(f"not well-formed or not valid: {error.msg}") from error
    if _depth(root) > MOST_DEPTH:
        raise XmlRefused(f"nested deeper than {MOST_DEPTH}")
    return root


def stream(
    source: BinaryIO, *, tags: frozenset[str], schema: etree.XMLSchema | None = None, most_bytes: int = MOST_BYTES
) -> Iterator[etree._Element]:
    """Each element of these names when it ends, in order of ending, in memory that does not grow with the file.

    tags    names in Clark notation, {namespace}local
    schema  checked while reading: what was yielded before a fault was valid until there, so act only after the end
    An element is emptied when the reader comes back for the next one; its ancestors keep what came before it.
    Raises  XmlRefused, also in the middle
    """
    reader = etree.XMLPullParser(events=("start", "end"), schema=schema, **_OPTIONS)
    size, depth = 0, 0
    try:
        for piece in _pieces(source):
            if size == 0:
                _check_prologue(piece[:_MOST_PROLOGUE], is_whole=len(piece) < _PIECE)
            size += len(piece)
            if size > most_bytes:
                raise XmlRefused(f"longer than {most_bytes} bytes")
            reader.feed(piece)
            for event, found in reader.read_events():
                element = cast("etree._Element", found)
                depth += 1 if event == "start" else -1
                if depth > MOST_DEPTH:
                    raise XmlRefused(f"nested deeper than {MOST_DEPTH}")
                if event == "end" and element.tag in tags:
                    yield element
                    _empty(element)
        reader.close()
        if depth != 0 or size == 0:
            raise XmlRefused("the file is cut off")
    except etree.XMLSyntaxError as error:
        raise XmlRefused(f"not well-formed or not valid: {error.msg}") from error


_OPTIONS: dict[str, Any] = {
    # No document type comes this far, so there is no entity to resolve. Not False: together with a schema lxml 6 then
    # takes a damaged or cut file for a good one.
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def _parser(schema: etree.XMLSchema | None) -> etree.XMLParser:
    return etree.XMLParser(schema=schema, **_OPTIONS)


def _check_prologue(start: bytes, *, is_whole: bool) -> None:
    """Refuse a document type before the parser sees the file.

    In UTF-8 alone, or the words could hide in another encoding from us and not from the parser.
    """
    rest = start.removeprefix(_BYTE_ORDER_MARK)
    if not rest.strip():
        raise XmlRefused("the file is empty")
    declaration = _DECLARATION.match(rest)
    if declaration:
        encoding = declaration[1] or b"UTF-8"
        if encoding.upper() not in (b"UTF-8", b"US-ASCII"):
            raise XmlRefused("only UTF-8 is read")
        rest = rest[declaration.end() :]
    root = _PROLOGUE.match(rest)
    if root is None:
        why = "not XML in UTF-8" if is_whole else "the beginning is not XML in UTF-8, or too long a preface"
        raise XmlRefused(why)
    if root[1] == b"!":
        raise XmlRefused("a document type is not allowed")


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    piece = _fill(source)
    if not piece:
        raise XmlRefused("the file is empty")
    while piece:
        yield piece
        piece = _fill(source)


def _fill(source: BinaryIO) -> bytes:
    """A whole piece unless the file ends: a pipe or socket may give less, and the prologue must be seen at once."""
    parts = bytearray()
    while len(parts) < _PIECE and (part := source.read(_PIECE - len(parts))):
        parts += part
    return bytes(parts)


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _empty(element: etree._Element) -> None:
    """Let go of an element and of its brothers before it, which nobody asked for or which were read already."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while (before := element.getprevious()) is not None and before.tag == element.tag:
            parent.remove(before)
