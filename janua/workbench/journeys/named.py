"""People and places by name on a page, each kind in one query; whom the officer may not see has no name."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from janua.base.areas.models import Area
from janua.catalogue.models import Programme
from janua.registers.models import Person
from janua.ui.on_page import money_text
from janua.values import Money


def amount_cell(amount: Money) -> SafeString:
    """An amount for a cell of a table, kept apart from the direction of the text around it."""
    return format_html('<bdi class="ui-money" dir="ltr">{}</bdi>', money_text(amount))


def persons_named(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of persons; a restricted one, or one of another area, is called what they are to the officer."""
    wanted = set(ids)
    known = {person.id: person.name for person in Person.objects.filter(id__in=wanted)}
    hidden = _("A person you may not see")
    return {id_: known.get(id_) or hidden for id_ in wanted}


def in_language(names: Mapping[str, str], otherwise: str) -> str:
    """A name that the pack gives in its languages, in the page's, else in English, else the code."""
    now = (get_language() or "en").partition("-")[0]
    return names.get(now) or names.get("en") or next(iter(names.values()), otherwise)


def areas_named(ids: Iterable[int]) -> dict[int, str]:
    """Names of areas."""
    return {area.id: in_language(area.names, area.code) for area in Area.objects.filter(id__in=set(ids))}


def programmes_named() -> dict[str, str]:
    """Names of all programmes, by code."""
    return {row.code: in_language(row.names, row.code) for row in Programme.objects.all()}
