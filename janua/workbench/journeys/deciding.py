"""What a decision page needs beside the case: the service's days, and the notice as the person will read it."""

from dataclasses import dataclass
from datetime import date, timedelta

from janua.casework.queries import language_for
from janua.catalogue.queries import blueprint_for_programme
from janua.pack.blueprints import Blueprint
from janua.pack.installed import country
from janua.pack.telling import ToldCondition, told_conditions, told_missing
from janua.pack.telling import Words as PackWords
from janua.workbench.journeys.case import CaseFile


@dataclass(frozen=True)
class NoticePreview:
    """The words of a notice before it is given, in the person's language."""

    language: str
    programme: str
    unmet: tuple[ToldCondition, ...]
    missing: tuple[str, ...]
    answer_by: date


def service_of(*, programme: str, on: date) -> Blueprint:
    """The service through which a programme is applied for: how long people have to answer and to challenge."""
    return blueprint_for_programme(programme=programme, on=on)


def notice_preview(*, file: CaseFile, on: date) -> NoticePreview | None:
    """What the letter will say; None where the law was not asked yet."""
    claim, shown = file.record.claim, file.record.shown
    if claim is None or shown is None:
        return None
    letters, language = country().letters, language_for(claim)
    words = PackWords(country().messages, language, letters.citations.get(language, {}))
    conditions = told_conditions(shown.result["conditions"], words)
    days = service_of(programme=claim.programme, on=on).answer_days
    return NoticePreview(
        language=language,
        programme=words.text(claim.programme),
        unmet=tuple(one for one in conditions if one.met is not True),
        missing=told_missing(shown.result["missing"], words),
        answer_by=on + timedelta(days=days),
    )
