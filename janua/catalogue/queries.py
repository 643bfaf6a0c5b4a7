"""What is on offer on a day, and what is announced."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from janua.base.accounts.queries import areas_held
from janua.base.prepared import fetch
from janua.catalogue.models import Announcement, Programme, RateChange, ServiceVersion
from janua.pack.blueprints import Blueprint, from_json
from janua.pack.installed import country
from janua.pack.texts import Rates
from janua.rules import Law


class NotOnOffer(Exception):
    """No such service is offered on the day; look at the list of services."""


# The newest approved change → all of them: what is approved stands, so it is read once in a process.
_read: dict[UUID, Rates] = {}
_NEWEST_RATES = """
SELECT id, place FROM catalogue_ratechange WHERE approved_at IS NOT NULL ORDER BY place DESC LIMIT 1
"""
# The digest of a version's text → what it describes: a text that was read once is not sent again.
_described: dict[str, Blueprint] = {}
_ON_OFFER = """
SELECT digest, CASE WHEN digest = ANY(%(known)s::text[]) THEN NULL ELSE blueprint END
FROM catalogue_serviceversion
WHERE starts_on <= %(on)s AND (ends_on IS NULL OR ends_on >= %(on)s) ORDER BY service
"""


def rates_in_force() -> Rates:
    """The numbers that were approved since the pack was released, in the order of approval; one small query."""
    newest = next(iter(fetch(_NEWEST_RATES, {})), None)
    if newest is None or newest[1] is None:
        return ()
    change, place = newest
    if change not in _read:
        _read[change] = rates_until(place=place)
    return _read[change]


def rates_until(*, place: int) -> Rates:
    """The approved numbers up to one change, that one included."""
    rows = RateChange.objects.filter(place__lte=place).order_by("place")
    return tuple(rows.values_list("files", flat=True))


def law_in_force() -> Law:
    """The country's law with all approved numbers; the pack's own where there are none."""
    return country().law_at(rates_in_force())


def law_texts_in_force() -> dict[str, str]:
    """The text of the law in force, to be kept with decisions."""
    return country().law_texts(rates_in_force())


def version_in_force(*, service: str, on: date) -> tuple[ServiceVersion, Blueprint]:
    """The version of a service on a day, with its description.

    Raises   NotOnOffer
    """
    version = (
        ServiceVersion.objects.filter(service=service, starts_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .order_by("-starts_on")
        .first()
    )
    if version is None:
        raise NotOnOffer(f"The service {service!r} is not offered on {on.isoformat()}.")
    return version, from_json(version.blueprint)


def services_on_offer(*, on: date) -> list[Blueprint]:
    """Every service offered on a day, by code."""
    found = fetch(_ON_OFFER, {"on": on, "known": list(_described)})
    return [_described.get(digest) or _described.setdefault(digest, from_json(text)) for digest, text in found]


def programmes_on(*, on: date) -> list[Programme]:
    """Every programme in force on a day, by code."""
    return list(
        Programme.objects.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .order_by("code")
    )


def blueprints_by_programme(*, on: date) -> dict[str, Blueprint]:
    """The service through which each programme is applied for on a day; the first by code where there are several."""
    found: dict[str, Blueprint] = {}
    for blueprint in services_on_offer(on=on):
        for programme in blueprint.programmes:
            found.setdefault(programme, blueprint)
    return found


def blueprint_of(*, programme: str, offered: Mapping[str, Blueprint], on: date) -> Blueprint:
    """One of `blueprints_by_programme`.

    Raises   NotOnOffer
    """
    if programme not in offered:
        raise NotOnOffer(f"No service offered on {on.isoformat()} leads to {programme}.")
    return offered[programme]


def blueprint_for_programme(*, programme: str, on: date) -> Blueprint:
    """The service through which a programme is applied for on a day; the first by code where there are several.

    Raises   NotOnOffer
    """
    return blueprint_of(programme=programme, offered=blueprints_by_programme(on=on), on=on)


PAGE = 20
ANNOUNCE = ("write_announcement", "publish_announcement")
RATES = ("propose_rates", "approve_rates")


def announcements_shown(*, on: date, limit: int = PAGE) -> list[Announcement]:
    """What the portal shows on a day: closures and outages first, then the newest."""
    shown = Announcement.objects.filter(
        Q(shows_until__isnull=True) | Q(shows_until__gte=on),
        published_at__isnull=False,
        withdrawn_at__isnull=True,
        shows_from__lte=on,
    )
    rows = shown.order_by("-shows_from", "-published_at")[:limit]
    return sorted(rows, key=lambda row: row.kind == Announcement.Kind.NEWS)


def announcement_shown(*, announcement: UUID, on: date) -> Announcement | None:
    """One that the portal may show: published, begun, not withdrawn. One that has ended can still be read."""
    return Announcement.objects.filter(
        id=announcement, published_at__isnull=False, withdrawn_at__isnull=True, shows_from__lte=on
    ).first()


def announcements_written(*, after: UUID | None = None, limit: int = PAGE) -> list[Announcement]:
    """Announcements that an officer may handle, newest first, from the one after another on; one more than `limit`."""
    rows = Announcement.objects.filter(area_id__in=areas_held(*ANNOUNCE))
    if after is not None:
        place = Announcement.objects.filter(id=after).values_list("written_at", flat=True).first()
        rows = rows.filter(Q(written_at__lt=place) | Q(written_at=place, id__lt=after)) if place else rows.none()
    return list(rows.order_by("-written_at", "-id")[: limit + 1])


def announcement_written(*, announcement: UUID) -> Announcement | None:
    """One that an officer may handle."""
    return Announcement.objects.filter(id=announcement, area_id__in=areas_held(*ANNOUNCE)).first()


def rates_here(*also: str) -> QuerySet[RateChange]:
    """New rates of the areas where the officer handles them, or holds one of `also`; and what is the law."""
    return RateChange.objects.filter(Q(area_id__in=areas_held(*RATES, *also)) | Q(approved_at__isnull=False))


def rates_proposed(*, change: UUID) -> RateChange | None:
    """New rates that an officer may handle."""
    return rates_here().filter(id=change).first()


def rates_written(*, after: UUID | None = None, limit: int = PAGE) -> list[RateChange]:
    """New rates that an officer may handle, newest first, from the one after another on; one more than `limit`."""
    rows = rates_here().defer("files", "preview")
    if after is not None:
        place = RateChange.objects.filter(id=after).values_list("proposed_at", flat=True).first()
        rows = rows.filter(Q(proposed_at__lt=place) | Q(proposed_at=place, id__lt=after)) if place else rows.none()
    return list(rows.order_by("-proposed_at", "-id")[: limit + 1])
