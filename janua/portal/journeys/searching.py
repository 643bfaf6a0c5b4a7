"""A search that forgives: spelling, missing accents, everyday words, in every language at once.

There are tens of services, not thousands: they are searched in memory, each word of the question against each word that
a service is known by.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from janua.pack.blueprints import Blueprint
from janua.pack.guides import Topic

LONGEST_QUESTION = 120
_WORD = re.compile(r"\w+")
_SAME = str.maketrans({"ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ة": "ه", "ى": "ي", "ـ": "", "'": "", "’": "", "ʼ": ""})
# Words that say nothing of what somebody needs.
_EMPTY = frozenset(
    "a an and am are at can do for from get got have help how i if im in is it me my need of on or the to want we what "
    "when with you your u il l ta tal tat ghal dwar jien irrid nista kif x xi ma fi biex li و في من عن الى على انا "
    "і й та в у на до як я мені мій моя хочу де що".split()
)
# A question is answered by what meets at least this part of it.
_ENOUGH = 0.5


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its words by weight, strongest first."""

    code: str
    title: str
    weighed: tuple[tuple[float, frozenset[str]], ...] = field(repr=False)


def fold(text: str) -> str:
    """A text without accents, capitals and apostrophes."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_SAME))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_SAME)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say something."""
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)) if word not in _EMPTY)


def entry_of(service: Blueprint, topics: Iterable[Topic]) -> Entry:
    """A service with every word by which people know it."""
    guide = service.guide
    leading = [topic for topic in topics if service.code in topic.services]
    everyday = [*(guide.words if guide is not None else ()), *(word for topic in leading for word in topic.words)]
    around = [*service.summaries.values(), *(text for topic in leading for text in topic.titles.values())]
    told = [line for part in ([guide.who, guide.amounts] if guide is not None else []) for line in _every(part)]
    return Entry(
        service.code,
        next(iter(service.titles.values())),
        (
            (1.0, words_of(service.titles.values())),
            (0.95, words_of(everyday)),
            (0.8, words_of(around)),
            (0.6, words_of(told)),
        ),
    )


def page_entry(code: str, title: str, words: Iterable[str]) -> Entry:
    """A page of the portal itself."""
    return Entry(code, title, ((1.0, words_of([title])), (0.9, words_of(words))))


def find(question: str, entries: Iterable[Entry]) -> list[str]:
    """Codes of what answers a question, best first."""
    asked = [word for word in _WORD.findall(fold(question[:LONGEST_QUESTION])) if word not in _EMPTY]
    if not asked:
        return []
    scored = [(_score(asked, entry), entry) for entry in entries]
    best = max((score for score, _ in scored), default=0.0)
    found = [(score, entry) for score, entry in scored if score >= max(_ENOUGH, best * 0.6)]
    return [entry.code for _, entry in sorted(found, key=lambda pair: -pair[0])]


def _score(asked: list[str], entry: Entry) -> float:
    met = sum(len(word) * _best(word, entry) for word in asked)
    return met / sum(len(word) for word in asked)


def _best(word: str, entry: Entry) -> float:
    return max(
        (weight * _likeness(word, known) for weight, known_words in entry.weighed for known in known_words), default=0.0
    )


def _likeness(word: str, known: str) -> float:
    """1 for the same word; less for its beginning, a slip of the finger, or letters in common."""
    if word == known:
        return 1.0
    if len(word) >= 3 and known.startswith(word):
        return 0.9
    if len(known) >= 4 and word.startswith(known):
        return 0.85
    slips = 0 if min(len(word), len(known)) < 4 else 1 if min(len(word), len(known)) < 7 else 2
    if slips and abs(len(word) - len(known)) <= slips and _distance(word, known, slips) <= slips:
        return 0.8
    shared = _threes(word), _threes(known)
    alike = 2 * len(shared[0] & shared[1]) / (len(shared[0]) + len(shared[1]))
    return 0.75 * alike if alike >= 0.5 else 0.0


def _threes(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def _distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped; `most` + 1 where more than that."""
    rows = [list(range(len(other) + 1))]
    for here, letter in enumerate(one, start=1):
        row = [here]
        for there, against in enumerate(other, start=1):
            cost = min(rows[-1][there] + 1, row[there - 1] + 1, rows[-1][there - 1] + (letter != against))
            if here > 1 and there > 1 and letter == other[there - 2] and one[here - 2] == against:
                cost = min(cost, rows[-2][there - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        rows.append(row)
    return rows[-1][-1]


def _every(texts: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [re.sub(r"\{[^}]*\}", "", line) for lines in texts.values() for line in lines]
