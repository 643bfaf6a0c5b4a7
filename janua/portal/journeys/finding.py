"""What a person finds before applying: situations of life, services, ways to reach people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from janua.catalogue.queries import NotOnOffer, services_on_offer
from janua.pack.blueprints import Blueprint
from janua.pack.guides import Contact, Topic
from janua.pack.installed import country
from janua.portal.journeys.spoken import lang_mark, pack_language


class NoSuchTopic(LookupError):
    """The country's pack has no such topic; look at the front page."""


@dataclass(frozen=True)
class Door:
    """One choice on a page."""

    title: SafeString
    text: SafeString
    href: str
    picture: str = ""


@dataclass(frozen=True)
class Way:
    """A way to reach people without this site; `unconfirmed` where its number or address has not been checked."""

    kind: str
    title: SafeString
    value: str
    note: SafeString
    unconfirmed: bool


def said(texts: Mapping[str, str]) -> SafeString:
    """The pack's words in the page's language; marked where they are in another."""
    return marked(texts.get(pack_language()) or texts.get("en", ""))


def marked(text: str | SafeString) -> SafeString:
    """A text of the pack, marked with its language where the page is in another."""
    mark = lang_mark()
    return format_html('<span lang="{}" dir="ltr">{}</span>', mark, text) if mark else format_html("{}", text)


def topics() -> list[Door]:
    """What happens in life, as doors."""
    return [
        Door(said(topic.titles), said(topic.leads), reverse("portal:find", args=[topic.code]), topic.picture)
        for topic in country().guidance.topics
    ]


def something_else() -> Door:
    """The way for whoever finds themselves in none of the topics."""
    title, text = gettext("Something else"), gettext("Ask a person, at an office or by phone.")
    return Door(format_html("{}", title), format_html("{}", text), reverse("portal:offices"), "phone")


def topic_called(code: str) -> Topic:
    """A topic of the pack.

    Raises   NoSuchTopic
    """
    for topic in country().guidance.topics:
        if topic.code == code:
            return topic
    raise NoSuchTopic(code)


def doors_to(services: Iterable[Blueprint]) -> list[Door]:
    """Services as doors to their pages."""
    return [
        Door(said(service.titles), said(service.summaries), reverse("portal:service", args=[service.code]))
        for service in services
    ]


def easy_doors(services: Iterable[Blueprint]) -> list[Door]:
    """Services as doors to their pages in easy words."""
    return [
        Door(said(service.titles), format_html("{}", ""), reverse("portal:easy-service", args=[service.code]))
        for service in services
    ]


def services_of(topic: Topic, *, on: date) -> list[Blueprint]:
    """The services of a topic that are offered on a day, in the topic's order."""
    offered = {service.code: service for service in services_on_offer(on=on)}
    return [offered[code] for code in topic.services if code in offered]


def service_called(code: str, *, on: date) -> Blueprint:
    """A service that is offered on a day.

    Raises   NotOnOffer
    """
    for service in services_on_offer(on=on):
        if service.code == code:
            return service
    raise NotOnOffer(f"The service {code!r} is not offered on {on.isoformat()}.")


def ways() -> list[Way]:
    """Ways to reach people without this site."""
    return [_way(contact) for contact in country().guidance.contacts]


def _way(contact: Contact) -> Way:
    return Way(contact.kind, said(contact.titles), contact.value, said(contact.notes), contact.mark == "G")


def languages_of_the_pack() -> tuple[str, ...]:
    """In which languages the country describes its benefits."""
    return country().languages
