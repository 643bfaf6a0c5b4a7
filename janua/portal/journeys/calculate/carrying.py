"""Answers of the calculator taken into an application: only what it asks, only of those one may speak for."""

from collections.abc import Mapping
from typing import Any

from janua.pack.calculator import situation_document
from janua.portal.journeys.apply.asking import Asked
from janua.portal.journeys.apply.opening import Applying, Opened, begin, keep, open_application, open_service
from janua.portal.journeys.apply.pages import title_of
from janua.portal.journeys.apply.typed import Answered, Entry, answered_now
from janua.portal.journeys.calculate.asking import Calculating, questionnaire
from janua.registers.queries.shown import shown_to
from janua.rules.types import read_number


def service_title(by: Applying) -> str:
    """What people call the service.

    Raises   NotOnOffer
    """
    blueprint, _standing, _typed = open_service(by)
    return title_of(blueprint)


def is_about_another(by: Applying, calculating: Calculating) -> bool:
    """Whether the answers say *you* of somebody else: of the one who acts, say, and not of whom they act for.

    Told by the day of birth, as everything in the calculator is: it knows no names.
    """
    known = {one.id: one.born_on for one in shown_to(person=by.person, on=by.on)}
    born = known.get(by.person)
    return born is not None and born != calculating.members["you"].date_of_birth


def carry(by: Applying, calculating: Calculating) -> int:
    """Begin the application, or go on with it, and fill in what was answered; nothing typed before is overwritten.

    Raises   NotOnOffer, NotPermitted
    """
    begin(by)
    opened = open_application(by, to_change=True)
    taken = _fitting(opened, calculating)
    for asked, answer in taken:
        opened.typed.answers[asked.slug] = answer
    keep(opened)
    return len(taken)


def _fitting(opened: Opened, calculating: Calculating) -> list[tuple[Asked, Answered]]:
    document = situation_document(questionnaire(), calculating.answers, calculating.on)
    found = []
    for asked in opened.asked:
        values = _said_of(asked, document)
        if asked.slug in opened.typed.answers or not asked.about.spoken or asked.attribute.name not in values:
            continue
        answer = _answered(asked, values[asked.attribute.name])
        if answer is not None:
            found.append((asked, answer))
    return found


def _said_of(asked: Asked, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was said of the person whom a question is about: partner and child are known by the day of birth."""
    persons: Mapping[str, Mapping[str, Any]] = document["persons"]
    if asked.about.role == "claimant":
        return persons["you"]
    born = "" if asked.about.born_on is None else asked.about.born_on.isoformat()
    same = [
        values
        for key, values in persons.items()
        if key.partition("-")[0] == asked.about.role and values["date_of_birth"] == born
    ]
    return same[0] if len(same) == 1 else {}


def _answered(asked: Asked, value: Any) -> Answered | None:
    if value == []:
        return answered_now("none")
    items = value if isinstance(value, list) else [{"value": value}]
    entries = tuple(
        Entry(_whole(asked, item["value"]), item.get("starts_on"), item.get("ends_on"))
        for item in items
        if _is_of_the_year(asked, item)
    )
    return answered_now("known", *entries) if entries else None


def _is_of_the_year(asked: Asked, item: Mapping[str, Any]) -> bool:
    return asked.year is None or str(item.get("starts_on", "")).startswith(f"{asked.year}-")


def _whole(asked: Asked, value: Any) -> Any:
    """The value as a draft keeps it: money in minor units."""
    if asked.attribute.type == "money":
        return int(read_number(value, asked.attribute.law_type))
    return value
