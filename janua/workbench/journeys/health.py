"""The operators' page: which alarms stand, who was seen, what waits and how that was in the last hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from janua.base.health.measures import OTHERS
from janua.base.health.models import Standing
from janua.base.health.queries import SEEN, Health, Observation, all_measures, ended_since, health_at
from janua.base.measures import Unit
from janua.ui.on_page import instant_text
from janua.workbench.journeys.wording import Words

_WEEK = timedelta(days=7)
# What is shown though it is nothing: that a register answers is worth a line.
_ALWAYS = {"partner_away_seconds", "disk_free", "seal_waiting_seconds", "database_connections", "answers"}
_ALWAYS |= {"failed_sign_ins", "runs_preparing", "invariants_unchecked_seconds", "backup_age_seconds"}
GROUPS: Sequence[tuple[Words, tuple[str, ...]]] = (
    (gettext_lazy("Work that waits"), ("jobs_waiting", "job_waiting_seconds", "job_running_seconds", "jobs_failed")),
    (gettext_lazy("Loops of the workers"), ("loop_failures", "loop_late_seconds")),
    (gettext_lazy("Other systems"), ("partner_away_seconds", "partner_seconds", "questions_open")),
    (gettext_lazy("Questions and messages"), ("question_unanswered_seconds", "message_waiting_seconds")),
    (gettext_lazy("Payments"), ("runs_preparing", "run_preparing_seconds", "runs_with_fault", "run_unsent_seconds")),
    (gettext_lazy("The trail"), ("seal_waiting_rows", "seal_waiting_seconds")),
    (gettext_lazy("At the doors"), ("answers", "errors", "shed", "failed_sign_ins", "limits_hit", "key_errors")),
    (gettext_lazy("Machines"), ("disk_free", "database_connections", "database_bytes", "clock_skew_seconds")),
    (
        gettext_lazy("Safety"),
        ("backup_age_seconds", "invariants_unchecked_seconds", "invariant_broken", "run_unsettled_seconds"),
    ),
)


@dataclass(frozen=True)
class AlarmRow:
    """An alarm as a row: what is the matter, on what, since when, what to do first."""

    name: str
    label: str
    meaning: str
    first: str
    number: str
    since: str
    serious: bool
    page: str


@dataclass(frozen=True)
class NumberRow:
    """A number as a row, with the line of its last hour and that line in words."""

    help: str
    label: str
    number: str
    points: str
    hour: str


@dataclass(frozen=True)
class ProcessRow:
    """A kind of process: how many were seen just now and are ready, and when one was seen last."""

    kind: str
    seen: int
    ready: int
    missing: str
    last: str


@dataclass(frozen=True)
class HealthPage:
    """What the page shows."""

    at: str
    alarms: list[AlarmRow]
    processes: list[ProcessRow]
    groups: list[tuple[Words, list[NumberRow]]]
    ended: list[tuple[Standing, str, str]]


def health_page(at: datetime) -> HealthPage:
    """Everything that the page shows, of this moment."""
    health = health_at(at)
    ended = [
        (row, instant_text(row.since), instant_text(row.ended_at)) for row in ended_since(at - _WEEK) if row.ended_at
    ]
    groups = [(title, rows) for title, names in GROUPS if (rows := _numbers(health, names))]
    return HealthPage(instant_text(at), _alarms(health), _processes(health), groups, ended)


def spark_points(trail: Sequence[float], *, width: int = 120, height: int = 24) -> str:
    """A line through the numbers, from left to right, the highest at the top; empty for fewer than two."""
    if len(trail) < 2:
        return ""
    highest = max(trail) or 1.0
    step = width / (len(trail) - 1)
    return " ".join(
        f"{number * step:.1f},{1 + (height - 2) * (1 - value / highest):.1f}" for number, value in enumerate(trail)
    )


def number_text(number: float, unit: Unit) -> str:
    """A number as people read it."""
    if unit == "share":
        return f"{number:.0%}"
    if unit == "bytes":
        return f"{number / 1_000_000_000:.1f} GB"
    if unit == "rows":
        return number_format(number, 0, use_l10n=True, force_grouping=True)
    return _long(number)


def units() -> Mapping[str, tuple[str, Unit]]:
    """What each measure is, and in which unit."""
    return dict(OTHERS) | {one.name: (one.help, one.unit) for one in all_measures()}


def _long(seconds: float) -> str:
    if 0.05 <= seconds < 10:
        return pgettext("a short time", "%(number)s s") % {"number": f"{seconds:.1f}"}
    if seconds < 120:
        return pgettext("a short time", "%(number)s s") % {"number": f"{seconds:.0f}"}
    if seconds < 7200:
        return pgettext("a time", "%(number)s min") % {"number": f"{seconds / 60:.0f}"}
    hours = round(seconds / 3600)
    return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}


def _alarms(health: Health) -> list[AlarmRow]:
    known = units()
    return [
        AlarmRow(
            one.alarm.name,
            one.label,
            one.alarm.meaning,
            one.alarm.first,
            number_text(one.number, known[one.alarm.measure][1]),
            instant_text(one.since),
            one.alarm.serious,
            one.alarm.page,
        )
        for one in health.alarms
    ]


def _numbers(health: Health, names: Sequence[str]) -> list[NumberRow]:
    known = units()
    return [
        _number(one, *known[name])
        for name in names
        for one in health.of(name)
        if one.number or any(one.trail) or name in _ALWAYS
    ]


def _number(one: Observation, help_text: str, unit: Unit) -> NumberRow:
    hour = ""
    if len(one.trail) > 1:
        told = {"then": number_text(one.trail[0], unit), "most": number_text(max(one.trail), unit)}
        hour = _("%(then)s an hour ago or when first read, %(most)s at most") % told
    return NumberRow(help_text, one.label, number_text(one.number, unit), spark_points(one.trail), hour)


def _processes(health: Health) -> list[ProcessRow]:
    rows = []
    for kind in sorted({one.kind for one in health.processes}):
        mine = [one for one in health.processes if one.kind == kind]
        seen = [one for one in mine if one.seen_at > health.at - SEEN]
        missing = ", ".join(sorted({why for one in seen for why in one.why}))
        last = instant_text(max(one.seen_at for one in mine))
        rows.append(ProcessRow(kind, len(seen), sum(one.ready for one in seen), missing, last))
    return rows
