"""The words of a pack: message keys of rules, parameters and attributes in every language of service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

REVIEW_STATES = ("reviewed", "unreviewed")


class MessagesFaulty(ValueError):
    """A message file does not have the form `review: …`, `messages: {key: text}`."""


@dataclass(frozen=True)
class Messages:
    """Texts by language and key.

    unreviewed   languages whose texts no native speaker has read yet
    """

    texts: Mapping[str, Mapping[str, str]]
    unreviewed: frozenset[str] = field(default_factory=frozenset)

    def text(self, key: str, language: str) -> str:
        """The text of a key; KeyError where it is not translated."""
        return self.texts[language][key]

    def missing(self, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(language, key) of every text that does not stand, in order."""
        wanted = sorted(set(keys))
        return tuple(
            (language, key) for language in sorted(self.texts) for key in wanted if not self.texts[language].get(key)
        )

    def superfluous(self, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(language, key) of every text that nothing uses any more."""
        known = set(keys)
        return tuple(
            (language, key) for language in sorted(self.texts) for key in sorted(set(self.texts[language]) - known)
        )


def load_messages(folder: Path, languages: Iterable[str]) -> Messages:
    """Read `<language>.yaml` of each language.

    Raises   MessagesFaulty
    """
    texts, unreviewed = {}, set()
    for language in languages:
        document = yaml.load((folder / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if not isinstance(document, dict) or document.get("review") not in REVIEW_STATES:
            raise MessagesFaulty(f"{language}.yaml: begin with `review:` and one of {', '.join(REVIEW_STATES)}")
        texts[language] = {str(key): str(text) for key, text in document["messages"].items()}
        if document["review"] == "unreviewed":
            unreviewed.add(language)
    return Messages(texts, frozenset(unreviewed))


def load_words(path: Path) -> dict[str, dict[str, str]]:
    """Read a file of language → text → how that language says it."""
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {str(language): {str(key): str(text) for key, text in texts.items()} for language, texts in document.items()}
