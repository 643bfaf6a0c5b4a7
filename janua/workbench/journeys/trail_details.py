"""What a row of the trail says besides: amounts, days, people and things by name, never a code or a bare number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from janua.base.accounts.models import Role
from janua.base.accounts.queries import names_of_staff
from janua.base.areas.models import Office
from janua.base.audit.queries import EntryRow
from janua.casework.models import Application, Case, Claim, Decision
from janua.pack.installed import country
from janua.payments.models import Run
from janua.ui.on_page import day_text, money_text
from janua.values import Money
from janua.workbench.journeys.money_words import HOLDS, REASONS
from janua.workbench.journeys.named import areas_named, in_language, persons_named, programmes_named
from janua.workbench.journeys.runs import key_of
from janua.workbench.journeys.trail_words import ENDINGS, LABELS, YES_OR_NO
from janua.workbench.journeys.wording import TASKS, Words, called, pack_language, pack_text, source_text

# What has a reference that people use.
_REFERENCES: Mapping[str, Any] = {
    "run": Run,
    "claim": Claim,
    "decision": Decision,
    "application": Application,
    "case": Case,
}
_OFFICERS, _PERSONS = frozenset({"owner", "account"}), frozenset({"of", "about", "holder", "persons", "subjects"})
# Ids of rows that have no name and no page: the saved file has them.
_NAMELESS = frozenset({"session", "fact", "event", "dwelling", "stated", "sha256", "status"})
_SHORTENED = 3


@dataclass(frozen=True)
class Names:
    """Everything that the rows of a page name, each kind fetched in one query and only where it is there."""

    officers: Mapping[UUID, str]
    persons: Mapping[UUID, str]
    programmes: Mapping[str, str]
    areas: Mapping[int, str]
    offices: Mapping[int, str]
    roles: Mapping[str, str]
    references: Mapping[tuple[str, UUID], str]


def names_in(rows: Sequence[EntryRow]) -> Names:
    """Fetch what the rows name."""
    told = [(name, value) for row in rows for name, value in row.details.items()]
    areas = [value for name, value in told if name == "area" and isinstance(value, int)]
    offices = [value for name, value in told if name == "office" and isinstance(value, int)]
    roles = [one for name, value in told if name in ("role", "roles") for one in _many(value)]
    return Names(
        names_of_staff(_keys(told, _OFFICERS)),
        _if_any(list(_keys(told, _PERSONS)), persons_named),
        programmes_named() if any(name.startswith("programme") for name, _value in told) else {},
        _if_any(areas, areas_named),
        _if_any(offices, _offices_named),
        _if_any(roles, _roles_named),
        _references(rows),
    )


def details_of(row: EntryRow, names: Names) -> list[str]:
    """What a row says besides who did what to what, a sentence or two words each."""
    found = (_in_words(row, name, value, names) for name, value in row.details.items() if value not in ("", None, []))
    return [words for words in found if words]


def thing_of(row: EntryRow, names: Names) -> str:
    """The reference of what a row is about; empty where it has none that people use."""
    return names.references.get((row.object_type, row.object_id), "") if row.object_id else ""


def _in_words(row: EntryRow, name: str, value: Any, names: Names) -> str:
    if name in _NAMELESS:
        return ""
    if name in _COUNTS and isinstance(value, int):
        return _COUNTS[name](value) % {"count": value}
    label = called(LABELS, name)
    return _("%(label)s: %(value)s") % {"label": label, "value": _value(row, name, value, names)}


def _value(row: EntryRow, name: str, value: Any, names: Names) -> str:
    if name == "control_sum" and isinstance(value, int):
        return money_text(Money(value, country().bank.currency))
    if name in _OFFICERS or name in _PERSONS:
        known: Mapping[UUID, str] = names.officers if name in _OFFICERS else names.persons
        people = [known.get(key, "") for one in _many(value) if (key := key_of(str(one)))]
        return _listed([person for person in people if person]) or _("somebody who has no name here")
    if name in ("programme", "programmes"):
        return _listed([names.programmes.get(str(one), str(one)) for one in _many(value)])
    if name in ("role", "roles"):
        return _listed([names.roles.get(str(one), str(one)) for one in _many(value)])
    if name in ("area", "office") and isinstance(value, int):
        return (names.areas if name == "area" else names.offices).get(value, "") or _("one that you may not see")
    if isinstance(value, bool):
        return str(YES_OR_NO[value])
    if name in ("claim", "case", "supersedes"):
        key = key_of(str(value))
        kind = "decision" if name == "supersedes" else name
        return (names.references.get((kind, key), "") if key else "") or _("one that you may not see")
    if (day := _day(value)) is not None:
        return day_text(day)
    return _listed([_code(row, name, str(one)) for one in _many(value)])


def _code(row: EntryRow, name: str, code: str) -> str:
    if name == "attribute":
        return pack_text(code)
    if name in ("source", "register"):
        return source_text(code)
    if name == "template":
        return _subject_of(code)
    if row.action == "task.hand_over":
        # An officer's own words.
        return code
    words: Mapping[str, Words] = {"reason": {**REASONS, **HOLDS}, "kind": TASKS, "why": ENDINGS}.get(name, {})
    return called(words, code)


def _subject_of(template: str) -> str:
    """What a message to a person is headed with."""
    notices = country().notices
    texts = {} if notices is None else notices.texts.get(pack_language()) or {}
    return texts.get(f"{template}.subject") or called({}, template)


_COUNTS: Mapping[str, Callable[[int], str]] = {
    "orders": lambda count: ngettext("%(count)d order", "%(count)d orders", count),
    "left_out": lambda count: ngettext("%(count)d amount left out", "%(count)d amounts left out", count),
    "rows": lambda count: ngettext("%(count)d row", "%(count)d rows", count),
    "facts": lambda count: ngettext("%(count)d fact", "%(count)d facts", count),
    "ended": lambda count: ngettext("%(count)d fact ended", "%(count)d facts ended", count),
    "differences": lambda count: ngettext("%(count)d difference", "%(count)d differences", count),
}


def _references(rows: Sequence[EntryRow]) -> dict[tuple[str, UUID], str]:
    wanted: dict[str, set[UUID]] = {kind: set() for kind in _REFERENCES}
    for row in rows:
        if row.object_id and row.object_type in wanted:
            wanted[row.object_type].add(row.object_id)
        for name, kind in (("claim", "claim"), ("case", "case"), ("supersedes", "decision")):
            if key := key_of(str(row.details.get(name, ""))):
                wanted[kind].add(key)
    return {
        (kind, id_): reference
        for kind, ids in wanted.items()
        if ids
        for id_, reference in _REFERENCES[kind].objects.filter(id__in=ids).values_list("id", "reference")
    }


def _keys(told: Iterable[tuple[str, Any]], wanted: frozenset[str]) -> set[UUID]:
    return {key for name, value in told if name in wanted for one in _many(value) if (key := key_of(str(one)))}


def _if_any(ids: list[Any], named: Callable[[list[Any]], Mapping[Any, str]]) -> Mapping[Any, str]:
    return named(ids) if ids else {}


def _offices_named(ids: list[int]) -> dict[int, str]:
    return {office.id: office.name for office in Office.objects.filter(id__in=ids)}


def _roles_named(codes: list[str]) -> dict[str, str]:
    return {role.code: in_language(role.names, role.code) for role in Role.objects.filter(code__in=codes)}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _listed(words: list[str]) -> str:
    # A comma of the page's own script.
    comma = "، " if (get_language() or "").startswith("ar") else ", "
    more = len(words) - _SHORTENED
    if more > 0:
        words = [*words[:_SHORTENED], ngettext("%(count)d more", "%(count)d more", more) % {"count": more}]
    return comma.join(words)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-01-01") else None
    except ValueError:
        return None
