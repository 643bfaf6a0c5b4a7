"""Malta's letters: templates in Maltese and English, and how each language writes articles and sources."""

from pathlib import Path

from janua.pack.giving import Letters
from janua.pack.messages import load_words

_FOLDER = Path(__file__).parent

LETTERS = Letters(
    folder=_FOLDER,
    languages=("mt", "en"),
    citations=load_words(_FOLDER / "citations.yaml"),
    sources=load_words(_FOLDER / "sources.yaml"),
    # Paid at the lowest rate where a birth starts them, without a question about income.
    asks_for_more=frozenset({"MT-CA", "MT-CAS"}),
)
