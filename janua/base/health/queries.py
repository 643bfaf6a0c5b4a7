"""How things stand: every number with its last hour, the alarms it makes, and which processes were seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings

from janua.base.health.models import Process, Reading, SecurityEvent, Standing
from janua.base.health.pulse import SCANNER
from janua.base.measures import Alarm, Measure

# A process says that it lives every few seconds; after this long it counts as gone.
SEEN = timedelta(seconds=30)
REMEMBERED = timedelta(days=7)
BACKUP = "backup_made"
# In place of a queue: a reading of what processes say of themselves.
PROCESSES = "processes"
_COUNTED = ("failed_sign_ins", "limits_hit", "shed", "key_errors", "errors", "answers")
_WHY = {"migrations": "process_without_migrations", "keys": "process_without_keys"}


@dataclass(frozen=True)
class Observation:
    """A number under a code, and how it was in the last hour, a minute each."""

    measure: str
    label: str
    number: float
    trail: tuple[float, ...] = ()


@dataclass(frozen=True)
class Stands:
    """An alarm that stands, on what, with which number and since when."""

    alarm: Alarm
    label: str
    number: float
    since: datetime


@dataclass(frozen=True)
class Health:
    """Everything there is to say at one moment."""

    at: datetime
    observations: tuple[Observation, ...]
    alarms: tuple[Stands, ...]
    processes: tuple[Process, ...] = field(default=())

    def number(self, measure: str, label: str = "") -> float | None:
        """One number; None where nobody has said it."""
        found = (one.number for one in self.observations if (one.measure, one.label) == (measure, label))
        return next(found, None)

    def of(self, measure: str) -> list[Observation]:
        """Every label of a measure, the largest number first."""
        return sorted((one for one in self.observations if one.measure == measure), key=lambda one: -one.number)


def health_at(at: datetime) -> Health:
    """How things stand now, as far as anybody has said."""
    processes = tuple(Process.objects.filter(seen_at__gt=at - REMEMBERED).order_by("kind", "-seen_at"))
    readings = list(Reading.objects.order_by("measure", "label"))
    # What processes say of themselves is kept for its last hour, and read from them as long as they are there.
    kept = {(one.measure, one.label): one.number for one in readings if one.queue != PROCESSES}
    said = kept | numbers_of(processes, at) | _of_readings(readings, processes, at)
    trails = {(one.measure, one.label): tuple(one.trail) for one in readings}
    observations = tuple(
        Observation(measure, label, number, trails.get((measure, label), ()))
        for (measure, label), number in sorted(said.items())
    )
    open_since = {(one.alarm, one.label): one.since for one in Standing.objects.filter(ended_at__isnull=True)}
    return Health(at, observations, standing(observations, all_alarms(), open_since, at), processes)


def standing(
    observations: Iterable[Observation],
    alarms: Iterable[Alarm],
    open_since: Mapping[tuple[str, str], datetime],
    at: datetime,
) -> tuple[Stands, ...]:
    """The alarms that these numbers make, the serious ones first.

    Where the worker is missing, that it takes no readings is no news of its own.
    """
    by_measure: dict[str, list[Observation]] = {}
    for one in observations:
        by_measure.setdefault(one.measure, []).append(one)
    found = [
        Stands(alarm, one.label, one.number, open_since.get((alarm.name, one.label), at))
        for alarm in alarms
        for one in by_measure.get(alarm.measure, ())
        if alarm.is_broken_by(one.number)
    ]
    if any(one.alarm.name == "process-missing" and one.label == "work" for one in found):
        found = [one for one in found if one.alarm.name != "watch-silent"]
    return tuple(sorted(found, key=lambda one: (not one.alarm.serious, one.since, one.alarm.name, one.label)))


def numbers_of(processes: Iterable[Process], at: datetime) -> dict[tuple[str, str], float]:
    """What processes say of themselves, added up by measure and label."""
    said: dict[tuple[str, str], float] = {}
    partners: dict[str, dict[str, Any]] = {}
    for one in processes:
        silent = max(0.0, (at - one.seen_at).total_seconds())
        key = ("process_silent_seconds", one.kind)
        said[key] = min(silent, said.get(key, silent))
        for partner, found in one.reached.items():
            # It is a part of a machine of ours, and no partner.
            if partner != SCANNER and found["tried_at"] >= partners.get(partner, found)["tried_at"]:
                partners[partner] = found
        if one.seen_at > at - SEEN:
            _add_present(said, one, at)
    for partner, found in partners.items():
        away = at.timestamp() - found["away_since"] if found["away_since"] else 0.0
        said["partner_away_seconds", partner] = max(0.0, away)
        said["partner_seconds", partner] = found["seconds"]
    return said


@dataclass(frozen=True, kw_only=True)
class EventsWanted:
    """Which of what was refused: of a kind, an account, an origin, a page, since a day; all where nothing is said."""

    kind: str = ""
    account: UUID | None = None
    origin: str = ""
    page: str = ""
    since: datetime | None = None
    before: int | None = None


def security_events(wanted: EventsWanted, *, most: int) -> list[SecurityEvent]:
    """What was refused or tried in vain, the newest first; nothing for whoever does not audit the whole country."""
    asked: dict[str, Any] = {"kind": wanted.kind, "account": wanted.account, "origin": wanted.origin}
    asked |= {"page": wanted.page, "at__gte": wanted.since, "id__lt": wanted.before}
    given = {name: value for name, value in asked.items() if value}
    return list(SecurityEvent.objects.filter(**given).order_by("-id")[:most])


def ended_since(at: datetime) -> list[Standing]:
    """Alarms that ended after an instant, the newest first; a hundred at most."""
    return list(Standing.objects.filter(ended_at__gt=at).order_by("-ended_at")[:100])


def all_measures() -> tuple[Measure, ...]:
    """The measures of every installed app."""
    return tuple(measure for module in _modules() for measure in module.MEASURES)


def all_alarms() -> tuple[Alarm, ...]:
    """The alarms of every installed app."""
    return tuple(alarm for module in _modules() for alarm in module.ALARMS)


def _modules() -> list[Any]:
    names = [f"{config.name}.measures" for config in apps.get_app_configs() if config.name.startswith("janua.")]
    return [import_module(name) for name in reversed(names) if find_spec(name) is not None]


def _add_present(said: dict[tuple[str, str], float], one: Process, at: datetime) -> None:
    """Add what a process that is there says of itself."""
    for name in _COUNTED:
        said[name, ""] = said.get((name, ""), 0.0) + max(0.0, one.recent.get(name, 0.0))
    for why, measure in _WHY.items():
        said[measure, one.kind] = said.get((measure, one.kind), 0.0) + (why in one.why)
    if SCANNER in one.reached:
        since = one.reached[SCANNER]["away_since"]
        away = max(0.0, at.timestamp() - since) if since else 0.0
        said["scanner_away_seconds", one.host] = max(said.get(("scanner_away_seconds", one.host), 0.0), away)
    said["clock_skew_seconds", one.host] = max(said.get(("clock_skew_seconds", one.host), 0.0), abs(one.skew))


def _of_readings(
    readings: Iterable[Reading], processes: Iterable[Process], at: datetime
) -> dict[tuple[str, str], float]:
    """How old the readings are, the nightly look and the last backup; before the first, since a process began."""
    begun = min((one.started_at for one in processes), default=at)
    nightly = [one.taken_at for one in readings if one.measure == "invariant_broken"]
    backups = [one.taken_at for one in readings if one.measure == BACKUP]
    others = [one.taken_at for one in readings if one.measure not in ("invariant_broken", BACKUP)]
    said = {
        ("watch_silent_seconds", ""): (at - max(others, default=begun)).total_seconds(),
        ("invariants_unchecked_seconds", ""): (at - max(nightly, default=begun)).total_seconds(),
    }
    # A demo is not backed up, and need not be.
    if backups or settings.JANUA_ENV == "production":
        said["backup_age_seconds", ""] = (at - max(backups, default=begun)).total_seconds()
    return said
