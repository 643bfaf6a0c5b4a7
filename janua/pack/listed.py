"""Programmes that a country has and whose law is not whole here: on the list, with what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ListedProgramme:
    """A programme whose formula is not published or not complete; it is never computed.

    names      what it is called, by language
    summary    who it is for, in one sentence, by language
    missing    what would be needed to compute it, in plain English
    source     where it is described, with its confidence mark
    """

    code: str
    names: Mapping[str, str]
    summary: Mapping[str, str]
    missing: str
    source: str
