"""How a country's numbers are checked when somebody writes one down: what cannot be, and what is only unlikely."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Checked:
    """One number after its check.

    value      as it is kept: trimmed, upper-cased, padded as the scheme says
    refused    message keys of hard findings: such a number cannot exist
    warned     message keys of soft findings: look again, but it may be right
    """

    value: str
    refused: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Holder:
    """What is known of the person whose number it is; nothing is held against what is not known."""

    date_of_birth: date | None = None
    sex: str | None = None


@dataclass(frozen=True, kw_only=True)
class IdentifierRule:
    """One scheme of numbers, such as `mt-id-card`.

    names     what the number is called, by language
    check     the written text, its holder and the legal day → the checked number
    findings  message key of each finding that a check can make → what it means, in plain English
    source    where the rule is published, with its confidence mark
    """

    scheme: str
    names: Mapping[str, str]
    check: Callable[[str, Holder, date], Checked]
    findings: Mapping[str, str]
    source: str
