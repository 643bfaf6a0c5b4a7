"""The published message definitions, compiled once."""

from functools import cache
from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parent / "xsd"
PAIN_001 = "pain.001.001.09"
PAIN_002 = "pain.002.001.10"
CAMT_053 = "camt.053.001.08"
CAMT_054 = "camt.054.001.08"


@cache
def schema(message: str) -> etree.XMLSchema:
    """The compiled definition of a message such as PAIN_001. Safe to share: each parser makes its own context of it."""
    return etree.XMLSchema(etree.parse(_FOLDER / f"{message}.xsd"))


def namespace(message: str) -> str:
    return f"urn:iso:std:iso:20022:tech:xsd:{message}"


def in_namespace(message: str, *names: str) -> frozenset[str]:
    """Local names in Clark notation."""
    return frozenset(f"{{{namespace(message)}}}{name}" for name in names)
