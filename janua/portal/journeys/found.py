"""What the smaller pages tell: answers to a search, offices, registers, and how to apply in easy words."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from janua.base.areas.queries import offices_open_on
from janua.catalogue.queries import services_on_offer
from janua.pack.installed import country
from janua.portal.journeys.finding import Door, doors_to, marked, said
from janua.portal.journeys.searching import Entry, entry_of, find, page_entry
from janua.portal.journeys.service_guide import EasyRow
from janua.portal.journeys.spoken import source_name
from janua.ui.on_page import in_order


@dataclass(frozen=True)
class OfficeRow:
    """A place to come to."""

    name: SafeString
    area: SafeString


def answers(question: str, *, on: date) -> list[Door]:
    """What answers a question, best first: services, then pages of the portal."""
    services = {service.code: service for service in services_on_offer(on=on)}
    pages = {page.code: (page, door) for page, door in _pages()}
    entries = [entry_of(service, country().guidance.topics) for service in services.values()]
    codes = find(question, [*entries, *(page for page, _ in pages.values())])
    doors = {door.href: door for code in codes if code in services for door in doors_to([services[code]])}
    return [*doors.values(), *(pages[code][1] for code in codes if code in pages)]


def _pages() -> list[tuple[Entry, Door]]:
    """Pages of the portal that people look for by words of their own."""
    told = {
        "offices": (
            gettext("Offices, phone numbers and paper forms"),
            "phone call address visit hub email contact paper",
        ),
        "mine": (gettext("My applications"), "status track follow decision answer wait"),
        "payments": (gettext("Payments"), "paid bank account iban when money arrive"),
        "looks": (gettext("Who looked at my data"), "privacy log access who saw"),
        "privacy": (gettext("Your data and your rights"), "gdpr protection complain delete correct"),
        "accessibility": (gettext("Accessibility"), "disability screen reader blind deaf keyboard"),
        "easy": (gettext("Easy to read"), "simple words pictures"),
        "news": (gettext("News"), "closed outage closure new"),
    }
    return [
        (
            page_entry(f"page {name}", title, words.split()),
            Door(format_html("{}", title), format_html("{}", ""), reverse(f"portal:{name}")),
        )
        for name, (title, words) in told.items()
    ]


def offices(*, on: date) -> list[OfficeRow]:
    """Where people may come, in the order of the page's alphabet."""
    rows = in_order(offices_open_on(on), by=lambda office: office.name)
    return [OfficeRow(said(office.names), said(office.area.names)) for office in rows]


def registers() -> list[SafeString]:
    """Whom the country's services ask, as people call them."""
    return [marked(source_name(register.code)) for register in country().registers]


def easy_lines(page: str) -> list[EasyRow]:
    """How to apply, or one's rights, in short sentences with pictures."""
    told = {
        "apply": (
            ("search", gettext("Choose what you need.")),
            ("person", gettext("Sign in.")),
            ("check", gettext("We show you what we know. You say if it is right.")),
            ("question", gettext("We ask you only what we do not know.")),
            ("clock", gettext("You can stop and go on another day. Nothing is lost.")),
            ("letter", gettext("You send it. You get a receipt.")),
            ("bell", gettext("We tell you when there is an answer.")),
            ("office", gettext("Do you want help? Come to an office, or call us.")),
        ),
        "rights": (
            ("letter", gettext("You get a letter. It says yes or no. It says why.")),
            ("question", gettext("Before we say no, we ask you. You can answer.")),
            ("check", gettext("You can say: this is wrong. Then somebody else looks at it.")),
            ("shield", gettext("Your data is yours. You can see who looked at it.")),
            ("family", gettext("Somebody you trust can do this for you.")),
            ("paper", gettext("You can do everything on paper too.")),
            ("money", gettext("It costs nothing.")),
        ),
    }
    return [EasyRow(picture, format_html("{}", text)) for picture, text in told[page]]
