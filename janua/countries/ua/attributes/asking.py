"""How a question stands in the languages of the pack."""

from collections.abc import Mapping


def asked(english: str, ukrainian: str) -> Mapping[str, str]:
    """One question in both languages."""
    return {"en": english, "uk": ukrainian}
