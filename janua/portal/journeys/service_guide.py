"""A service in plain language: its guide filled from the law in force, its promises and the person's rights."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from janua.catalogue.queries import law_in_force
from janua.pack.blueprints import Blueprint
from janua.pack.guides import SECTIONS, FilledPlace, Guide, Texts, pieces_of
from janua.pack.installed import country
from janua.portal.journeys.finding import marked, said
from janua.portal.journeys.spoken import pack_language, word
from janua.rules import Law
from janua.ui.legal import LegalText, legal_plural
from janua.ui.on_page import day_text, language
from janua.ui.written import money, number
from janua.values import Money

CONFIRMED = "S"


@dataclass(frozen=True)
class Line:
    """A sentence of a guide; `unconfirmed` where a number in it has not been read on an official page."""

    text: SafeString
    unconfirmed: bool = False


Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Source:
    """Where a number of law is read."""

    figure: SafeString
    about: SafeString
    citation: str
    unconfirmed: bool


@dataclass(frozen=True)
class Promise:
    """A part of the way and how long it may take."""

    text: str
    note: str


@dataclass(frozen=True)
class ServicePage:
    """A service in plain language; `english` is empty unless the words of its guide have not been reviewed."""

    code: str
    title: SafeString
    summary: SafeString
    who: Lines
    amounts: Lines
    needs: Lines
    afterwards: Lines
    english: tuple[Lines, ...]
    sources: tuple[Source, ...]
    steps: tuple[Promise, ...]
    rights: tuple[LegalText, ...]
    exit_page: bool
    calculators: tuple[tuple[str, SafeString], ...]


@dataclass(frozen=True)
class _Filling:
    """The law whose numbers fill a guide, the day, and what was filled in."""

    law: Law
    on: date
    found: list[FilledPlace]


@dataclass(frozen=True)
class EasyRow:
    """A short sentence with its picture."""

    picture: str
    text: SafeString


# What a page was made of, by identity, with the page: the same for everybody until the day or the law is another.
_made: dict[tuple[int, int, date, str], tuple[Blueprint, Law, ServicePage]] = {}
MOST_MADE = 500


def service_page(service: Blueprint, *, on: date) -> ServicePage:
    """The page of a service; a version older than guides has its summary alone."""
    law = law_in_force()
    key = (id(service), id(law), on, get_language() or "")
    found = _made.get(key)
    if found is None or found[0] is not service or found[1] is not law:
        if len(_made) >= MOST_MADE:
            _made.clear()
        found = _made[key] = (service, law, _page_of(service, law, on))
    return found[2]


def _page_of(service: Blueprint, law: Law, on: date) -> ServicePage:
    guide, spoken = service.guide, pack_language()
    filling = _Filling(law, on, [])
    who, amounts, needs, afterwards = (_lines(guide, name, spoken, filling) for name in SECTIONS)
    beside = replace(filling, found=[])
    unreviewed = guide is not None and spoken in guide.unreviewed
    return ServicePage(
        code=service.code,
        title=said(service.titles),
        summary=said(service.summaries),
        who=who,
        amounts=amounts,
        needs=needs,
        afterwards=afterwards,
        english=tuple(_lines(guide, name, "en", beside) for name in SECTIONS) if unreviewed else (),
        sources=_sources(filling.found),
        steps=_steps(service),
        rights=(*_rights(service), *challenge()),
        exit_page=service.exit_page,
        calculators=_calculators(service),
    )


def _calculators(service: Blueprint) -> tuple[tuple[str, SafeString], ...]:
    """Each programme that the country's calculator can work out, with its name."""
    if country().questionnaire is None:
        return ()
    return tuple((code, marked(word(code))) for code in service.programmes if code in country().law.programmes)


def easy_rows(guide: Guide | None, *, on: date) -> tuple[EasyRow, ...]:
    """A service in easy words."""
    spoken, filling = pack_language(), _Filling(law_in_force(), on, [])
    lines = guide.easy if guide is not None else ()
    return tuple(EasyRow(line.picture, marked(_line(line.says[spoken], filling).text)) for line in lines)


def challenge() -> tuple[LegalText, ...]:
    """To whom one turns against a decision; with the English, where nobody has read the pack's words."""
    guidance, spoken = country().guidance, pack_language()
    lines, english = guidance.challenge.get(spoken, ()), guidance.challenge.get("en", ())
    beside = english if spoken in guidance.unreviewed else ("",) * len(lines)
    return tuple(LegalText(marked(line), other) for line, other in zip(lines, beside, strict=True))


def _lines(guide: Guide | None, section: str, spoken: str, filling: _Filling) -> Lines:
    if guide is None:
        return ()
    texts: Texts = getattr(guide, section)
    lines = (_line(text, filling) for text in texts.get(spoken, ()))
    return (
        tuple(Line(marked(line.text), line.unconfirmed) for line in lines)
        if spoken == pack_language()
        else tuple(lines)
    )


def _line(text: str, filling: _Filling) -> Line:
    line, places = _written(text, filling.law, filling.on, language())
    filling.found.extend(place for place in places if place not in filling.found)
    return line


# Some hundred sentences a language, filled anew when the day or the law is another.
@lru_cache(maxsize=2048)
def _written(text: str, law: Law, on: date, _spoken: str) -> tuple[Line, tuple[FilledPlace, ...]]:
    """A sentence as the page's language writes its numbers, and these."""
    pieces = list(pieces_of(text, law, on))
    places = tuple(piece for piece in pieces if isinstance(piece, FilledPlace))
    written = ((_figure(piece) if isinstance(piece, FilledPlace) else piece,) for piece in pieces)
    return Line(format_html_join("", "{}", written), any(place.mark != CONFIRMED for place in places)), places


def _figure(place: FilledPlace) -> SafeString | str:
    """A number of law as the page's language writes it."""
    if place.value is None:
        return gettext("(not known yet)")
    if isinstance(place.value, Money):
        return format_html('<bdi class="ui-money" dir="ltr">{}</bdi>', money(place.value, language(), whole=True))
    if isinstance(place.value, date):
        return day_text(place.value)
    if place.kind == "rate":
        share = f"{Decimal(str(place.value)) * 100:f}".rstrip("0").rstrip(".")
        return format_html('<bdi dir="ltr">{}%</bdi>', number(share, language()))
    return str(place.value)


def _sources(found: list[FilledPlace]) -> tuple[Source, ...]:
    return tuple(
        Source(format_html("{}", _figure(place)), marked(word(place.key)), place.citation, place.mark != CONFIRMED)
        for place in found
    )


def _steps(service: Blueprint) -> tuple[Promise, ...]:
    """What happens after applying, with the days that the service itself promises."""
    steps = [Promise(gettext("You apply"), gettext("About ten minutes. You can stop and go on later."))]
    if service.checks:
        steps.append(Promise(gettext("We check the facts with other offices"), _up_to(service.check_within_days)))
    steps.append(Promise(gettext("You get a decision, with the reasons"), _up_to(service.decide_within_days)))
    steps.append(Promise(gettext("You are paid"), gettext("The decision says how much and when.")))
    return tuple(steps)


def _up_to(days: int) -> str:
    return ngettext("Up to %(count)s day", "Up to %(count)s days", days) % {"count": days}


def _rights(service: Blueprint) -> tuple[LegalText, ...]:
    return (
        legal_plural(
            "Before we say no, we write to you and tell you why. You then have %(count)s day to answer.",
            "Before we say no, we write to you and tell you why. You then have %(count)s days to answer.",
            service.answer_days,
        ),
        legal_plural(
            "If you think a decision is wrong, you can challenge it within %(count)s day of hearing about it.",
            "If you think a decision is wrong, you can challenge it within %(count)s days of hearing about it.",
            service.challenge_days,
        ),
    )
