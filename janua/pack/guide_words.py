"""The words of a pack's guides: one file a language, put together by service."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from janua.pack.guides import SECTIONS, EasyLine, Guide, Texts
from janua.pack.messages import REVIEW_STATES, MessagesFaulty


@dataclass(frozen=True)
class GuideWords:
    """The words of a pack's guides, read from one file a language."""

    by_language: Mapping[str, Mapping[str, Any]]

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Languages that no native speaker has read yet."""
        return tuple(language for language, words in self.by_language.items() if words["review"] == "unreviewed")

    def guide(self, code: str, *, words: tuple[str, ...]) -> Guide:
        """The guide to a service."""
        of = {language: texts["services"][code] for language, texts in self.by_language.items()}
        sections = {section: {language: tuple(of[language][section]) for language in of} for section in SECTIONS}
        lines = {language: [next(iter(line.items())) for line in of[language]["easy"]] for language in of}
        easy = tuple(
            EasyLine(said[0][0], {language: text for language, (_, text) in zip(lines, said, strict=True)})
            for said in zip(*lines.values(), strict=True)
        )
        return Guide(**sections, easy=easy, words=words, unreviewed=self.unreviewed)

    def each(self, *path: str) -> dict[str, str]:
        """One text in every language."""
        found: dict[str, str] = {}
        for language, texts in self.by_language.items():
            value: Any = texts
            for step in path:
                value = value[step]
            found[language] = str(value)
        return found

    def lines(self, name: str) -> Texts:
        """A list of sentences in every language."""
        return {language: tuple(texts[name]) for language, texts in self.by_language.items()}


@cache
def load_guide_words(folder: Path, languages: tuple[str, ...]) -> GuideWords:
    """Read `<language>.yaml` of each language.

    Raises   MessagesFaulty
    """
    found = {}
    for language in languages:
        document = yaml.load((folder / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if not isinstance(document, dict) or document.get("review") not in REVIEW_STATES:
            raise MessagesFaulty(f"{language}.yaml: begin with `review:` and one of {', '.join(REVIEW_STATES)}")
        found[language] = document
    return GuideWords(found)
