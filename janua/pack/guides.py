"""What a person reads before applying, as data: a guide to each service, topics, ways to reach an office, rights.

Words lie in one file a language (`guides/<language>.yaml`). A number of law never stands in them: a place such as
`{childrens_allowance.weekly_maximum}` or `{birth_bonus.by_order/3+}` is filled from the law in force on the day.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from janua.pack.written import written
from janua.rules import Law
from janua.values import Money

Texts = Mapping[str, tuple[str, ...]]  # language → sentences
PICTURES = (
    "bank", "bell", "calendar", "check", "child", "clock", "family", "home", "letter", "money", "office", "paper",
    "person", "phone", "question", "search", "shield", "work",
)  # fmt: skip
SECTIONS = ("who", "amounts", "needs", "afterwards")
_PLACE = re.compile(r"\{([a-z_]+\.[a-z_]+)(?:/([^}]+))?\}")


@dataclass(frozen=True)
class EasyLine:
    """One short sentence with a picture; `says` is language → text."""

    picture: str
    says: Mapping[str, str]


@dataclass(frozen=True)
class Guide:
    """A service in plain language; each part is language → sentences.

    who, amounts, needs, afterwards   who can get it, how much, what to have at hand, what comes and when
    easy                              the same in short sentences with pictures
    words                             what people call it, in any language; for the search
    unreviewed                        languages whose words no native speaker has read yet
    """

    who: Texts
    amounts: Texts
    needs: Texts
    afterwards: Texts
    easy: tuple[EasyLine, ...]
    words: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """Something that happens in life, with the services that help."""

    code: str
    picture: str
    titles: Mapping[str, str]
    leads: Mapping[str, str]
    services: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """One way to reach people without this site.

    value   a number or address as it is dialled or written; empty where the words say all
    mark    how sure we are of it, as with numbers of law
    office  code of the office it belongs to; empty for the country as a whole
    """

    kind: Literal["phone", "post", "visit", "paper"]
    value: str
    titles: Mapping[str, str]
    notes: Mapping[str, str]
    mark: str
    office: str = ""


@dataclass(frozen=True)
class Guidance:
    """What the country tells beside its services; `challenge` says to whom one turns against a decision."""

    topics: tuple[Topic, ...] = ()
    contacts: tuple[Contact, ...] = ()
    challenge: Texts = field(default_factory=dict)
    unreviewed: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilledPlace:
    """A number of law as it stands on a day: what it is, where it is read, how sure we are. None: not known."""

    key: str
    row: str
    meaning: str
    value: Money | int | str | date | None
    kind: str
    citation: str
    mark: str


def pieces_of(text: str, law: Law, on: date) -> Iterator[str | FilledPlace]:
    """A sentence in order: its words, and each of its places as the law fills it on the day."""
    end = 0
    for found in _PLACE.finditer(text):
        yield text[end : found.start()]
        yield _fill(law, found[1], found[2] or "", on)
        end = found.end()
    yield text[end:]


def places_in(text: str) -> list[tuple[str, str]]:
    """(parameter, row) of each place in a sentence."""
    return [(found[1], found[2] or "") for found in _PLACE.finditer(text)]


def _fill(law: Law, key: str, row: str, on: date) -> FilledPlace:
    parameter = law.parameters[key]
    dated = parameter.on(on.toordinal())
    if dated is None or dated.value is None:
        return FilledPlace(key, row, parameter.meaning, None, parameter.type.kind, "", "G")
    plain, kind = written(parameter, dated), parameter.type.kind
    if row and parameter.cell is not None:
        plain = next(entry["value"] for entry in plain if entry["row"] == row)
        kind = parameter.cell.kind
    if kind == "money":
        plain = Money.from_json(plain)
    elif kind == "date":
        plain = date.fromisoformat(plain)
    return FilledPlace(key, row, parameter.meaning, plain, kind, dated.citation, dated.mark)


def faults_of_guide(
    guide: Guide | None, *, languages: Collection[str], law: Law | None = None
) -> Iterator[tuple[str, str]]:
    """(place, fault) of everything that a reader would miss or stumble over."""
    if guide is None:
        yield "guide", "write who can get it, how much, what to have at hand and what comes afterwards"
        return
    for section in SECTIONS:
        texts: Texts = getattr(guide, section)
        yield from ((f"guide.{section}", fault) for fault in _faults_of_texts(texts, languages, law))
    for line in guide.easy:
        if line.picture not in PICTURES:
            yield "guide.easy", f"there is no picture {line.picture}; the pictures are {', '.join(PICTURES)}"
        said = {language: (text,) for language, text in line.says.items()}
        yield from (("guide.easy", fault) for fault in _faults_of_texts(said, languages, law))
    if not guide.easy:
        yield "guide.easy", "write it in short sentences too"


def _faults_of_texts(texts: Texts, languages: Collection[str], law: Law | None) -> Iterator[str]:
    first = next(iter(languages))
    for language in languages:
        lines = texts.get(language, ())
        if not lines or not all(lines):
            yield f"no text in {language}"
        elif len(lines) != len(texts.get(first, ())):
            yield f"{len(lines)} sentences in {language}, {len(texts.get(first, ()))} in {first}"
        for key, _row in (place for line in lines for place in places_in(line)):
            if law is not None and key not in law.parameters:
                yield f"{key} is no number of this law"
    named = {tuple(sorted(place for line in texts.get(one, ()) for place in places_in(line))) for one in languages}
    if len(named) > 1:
        yield "the languages name different numbers of law"


def faults_of_guidance(
    guidance: Guidance, *, services: Collection[str], languages: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(place, fault) of what the country tells beside its services."""
    for topic in guidance.topics:
        for texts in (topic.titles, topic.leads):
            yield from ((topic.code, f"no text in {language}") for language in languages if not texts.get(language))
        yield from ((topic.code, f"{code} is no service") for code in topic.services if code not in services)
        if topic.picture not in PICTURES:
            yield topic.code, f"there is no picture {topic.picture}"
    for contact in guidance.contacts:
        yield from ((contact.kind, f"no text in {one}") for one in languages if not contact.titles.get(one))
    yield from (("challenge", f"no text in {one}") for one in languages if not guidance.challenge.get(one))
    missing = set(services) - {code for topic in guidance.topics for code in topic.services}
    yield from (("topics", f"no topic leads to {code}") for code in sorted(missing))


def guide_from_json(plain: Mapping[str, Any] | None) -> Guide | None:
    """The guide in a kept version of a service; None in one that was kept before guides were written."""
    if plain is None:
        return None
    sections = {section: {language: tuple(lines) for language, lines in plain[section].items()} for section in SECTIONS}
    easy = tuple(EasyLine(line["picture"], line["says"]) for line in plain["easy"])
    return Guide(**sections, easy=easy, words=tuple(plain["words"]), unreviewed=tuple(plain["unreviewed"]))
