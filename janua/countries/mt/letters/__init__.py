"""Malta's letters: templates in Maltese and English, and how each language writes articles and sources."""

from pathlib import Path

import yaml

from janua.pack.giving import Letters

_FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, dict[str, str]]:
    """A file of language → text → text."""
    document = yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {str(language): {str(key): str(text) for key, text in texts.items()} for language, texts in document.items()}


LETTERS = Letters(
    folder=_FOLDER,
    languages=("mt", "en"),
    citations=_read("citations.yaml"),
    sources=_read("sources.yaml"),
    # Paid at the lowest rate where a birth starts them, without a question about income.
    asks_for_more=frozenset({"MT-CA", "MT-CAS"}),
)
