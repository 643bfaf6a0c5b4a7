"""Where families come from, how long they have been in Malta, and under which permit."""

from datetime import date, timedelta
from typing import NamedTuple

from demo.population.draw import Draw, Shares
from demo.population.mt import names
from demo.population.people import Permit, Person, Span
from janua.values import add_months, add_years


class Origin(NamedTuple):
    """A citizenship with its names and the permits that its citizens hold (empty: citizens of the Union)."""

    citizenship: str
    names: names.Names
    permits: Shares[str] | None = None


_WORKERS = Shares({"residence_or_work": 0.8, "blue_card": 0.2})
_WORKERS_ONLY = Shares({"residence_or_work": 1.0})
_PROTECTED = Shares({"refugee": 0.35, "international_protection": 0.45, "humanitarian_protection": 0.2})

MALTESE = Origin("MT", names.MALTESE)
_FOREIGN = (
    (20, Origin("IT", names.ITALIAN)),
    (14, Origin("GB", names.BRITISH, _WORKERS_ONLY)),
    (18, Origin("IN", names.INDIAN, _WORKERS)),
    (12, Origin("PH", names.FILIPINO, _WORKERS_ONLY)),
    (5, Origin("NG", names.NIGERIAN, _WORKERS)),
    (8, Origin("RS", names.SERBIAN, _WORKERS)),
    (9, Origin("UA", names.UKRAINIAN, _PROTECTED)),
    (8, Origin("SY", names.ARABIC, _PROTECTED)),
    (6, Origin("LY", names.ARABIC, _PROTECTED)),
)
_ORIGIN_SHARES = Shares({place: float(share) for place, (share, _) in enumerate(_FOREIGN)})
_FIRST_ARRIVALS = date(2008, 1, 1)
_RETURNED = 0.04


def foreign_origin(draw: Draw) -> Origin:
    """Where a foreign family comes from."""
    return _FOREIGN[draw.kind(_ORIGIN_SHARES)][1]


def arrival(draw: Draw, as_of: date) -> date:
    """The day on which a foreign family came, more often lately than long ago."""
    days = (as_of - _FIRST_ARRIVALS).days
    return as_of - timedelta(1 + int(days * draw.random() ** 2))


def settle_native(draw: Draw, person: Person, as_of: date) -> None:
    """Give a Maltese citizen the stays: since birth, or with some years abroad."""
    person.citizenships = ("MT",)
    if person.died_on is None and draw.chance(_RETURNED) and person.born_on < date(1998, 1, 1):
        left_on = draw.day(add_years(person.born_on, 18), as_of - timedelta(800))
        back_on = draw.day(left_on + timedelta(200), as_of - timedelta(30))
        person.stays = [Span(person.born_on, left_on), Span(back_on, None)]
    else:
        person.stays = [Span(person.born_on, person.died_on)]


def settle_foreigner(draw: Draw, person: Person, origin: Origin, came_on: date, permit: str, as_of: date) -> None:
    """Give a foreigner citizenship, the stay and the permit; a child takes the family's permit."""
    person.citizenships = (origin.citizenship,)
    person.language = "en"
    since = max(came_on, person.born_on)
    person.stays = [Span(since, None)]
    if origin.permits is None:
        return
    if permit == "refugee":
        person.refugee, permit = True, "international_protection"
    granted_on = min(since + timedelta(draw.between(0, 60)), as_of)
    years = 1 if permit == "residence_or_work" else 3
    while (ends_on := add_years(granted_on, years) - timedelta(1)) < as_of:
        person.permits.append(Permit(permit, granted_on, ends_on))
        granted_on = ends_on + timedelta(1)
    person.permits.append(Permit(permit, granted_on, add_months(granted_on, 12 * years) - timedelta(1)))


def permit_of(draw: Draw, origin: Origin) -> str:
    """The permit under which a family of this origin came; empty where it needs none."""
    return draw.kind(origin.permits) if origin.permits else ""
