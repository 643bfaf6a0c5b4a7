"""The names of countries in every language of the pages, from the Unicode CLDR; codes are ISO 3166-1."""

import json
from functools import lru_cache
from pathlib import Path

from janua.ui.on_page import language


def country_name(code: str) -> str:
    """What the page's language calls a country; the code itself where there is no such country."""
    names = _names()
    return names.get(language(), names["en"]).get(code, code)


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("countries.json").read_text(encoding="utf-8"))
    return read
