"""Take readings, note which alarms stand, and forget processes that are gone."""

import logging
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection

from janua.base.actors import acting_as, system_actor
from janua.base.health.models import Process, Reading, SecurityEvent, Standing
from janua.base.health.queries import PROCESSES, REMEMBERED, Health, all_measures, health_at, numbers_of
from janua.base.jobs.registry import LOOPS, Queue
from janua.base.measures import Measure

logger = logging.getLogger(__name__)
# A reading may cost this much and no more: what measures the load must not be it.
PATIENCE = "5s"
KEPT_MINUTES = 60
EVENTS_KEPT = timedelta(days=90)
MOST_EVENTS = 1_000_000
_UPSERT = (
    "INSERT INTO health_reading AS old (measure, label, queue, number, taken_at, trail, trail_at)"
    " VALUES (%(measure)s, %(label)s, %(queue)s, %(number)s, %(at)s, ARRAY[%(number)s::float], %(at)s)"
    " ON CONFLICT (measure, label) DO UPDATE SET number = excluded.number, taken_at = excluded.taken_at,"
    " queue = excluded.queue,"
    " trail = CASE WHEN old.trail_at > excluded.taken_at - interval '60 s' THEN old.trail"
    " ELSE (old.trail || excluded.trail)[greatest(1, cardinality(old.trail) + 2 - %(kept)s):] END,"
    " trail_at = CASE WHEN old.trail_at > excluded.taken_at - interval '60 s' THEN old.trail_at"
    " ELSE excluded.taken_at END"
)


class Read(NamedTuple):
    """One number that was read."""

    measure: str
    label: str
    number: float


class Disk(NamedTuple):
    """Bytes of a disk: all, and those that we may still write."""

    size: int
    free: int


def look_at_disk(path: Path) -> Disk:
    """Ask the system how full the disk of a path is."""
    found = os.statvfs(path)
    return Disk(found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize)


def take_readings(*, queue: Queue, at: datetime, disk: Callable[[Path], Disk] = look_at_disk) -> int:
    """Read everything that the worker of this queue can see, and write it down; returns how many numbers.

    Opens a transaction for each actor, so call it outside one.
    """
    measures = [measure for measure in all_measures() if measure.queue == queue]
    read = _read_rows(measures)
    if queue == "work":
        read += _read_disks(disk)
    with acting_as(system_actor("keeper"), purpose="take readings"):
        _write(queue, {measure.name for measure in measures}, read, at)
        if queue == "work":
            _keep_what_processes_say(at)
            forget_readings(measures=("disk_free", "disk_free_bytes"), but=settings.JANUA_DISKS)
    return len(read)


def note_alarms(*, at: datetime) -> Health:
    """Write down which alarms began and which ended since the last look, and tell the log."""
    with acting_as(system_actor("keeper"), purpose="note alarms"):
        health = health_at(at)
        stand = {(one.alarm.name, one.label): one for one in health.alarms}
        noted = {(one.alarm, one.label): one for one in Standing.objects.filter(ended_at__isnull=True)}
        for key in stand.keys() - noted.keys():
            _begin(*key, number=stand[key].number, at=at)
            logger.error("The alarm %s stands.", key[0])
        for key in noted.keys() - stand.keys():
            Standing.objects.filter(id=noted[key].id, ended_at__isnull=True).update(ended_at=at)
            logger.info("The alarm %s is over.", key[0])
    return health


def write_readings(*, queue: Queue, read: Iterable[Read], at: datetime) -> None:
    """Write numbers down that were found elsewhere than by a measure, in the open transaction."""
    for one in read:
        _upsert(queue, one, at)


def forget_readings(*, measures: Collection[str], but: Collection[str]) -> None:
    """Forget readings of these measures under labels that there are no more: what they said would stand for ever."""
    Reading.objects.filter(measure__in=measures).exclude(label__in=list(but)).delete()


def note_backup(*, at: datetime, size: int) -> None:
    """Note a backup that went through, with its bytes, in the open transaction: its age is watched from now on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT health_note_backup(%s, %s)", [at, float(size)])


def forget_gone(*, at: datetime) -> int:
    """Forget processes that have not been seen for a week, and alarms that ended more than a month ago."""
    gone, _ = Process.objects.filter(seen_at__lt=at - REMEMBERED).delete()
    Standing.objects.filter(ended_at__lt=at - 4 * REMEMBERED).delete()
    return gone


def forget_events(*, at: datetime, keep: int = MOST_EVENTS) -> int:
    """Forget what was refused more than ninety days ago, and the oldest beyond as many rows as are kept."""
    gone, _ = SecurityEvent.objects.filter(at__lt=at - EVENTS_KEPT).delete()
    first_too_many = SecurityEvent.objects.order_by("-id").values_list("id", flat=True)[keep : keep + 1].first()
    if first_too_many is not None:
        more, _ = SecurityEvent.objects.filter(id__lte=first_too_many).delete()
        gone += more
    return gone


def forget_kind(*, kind: str) -> int:
    """Forget every process of a kind that is no longer run here, so that nobody misses it."""
    gone, _ = Process.objects.filter(kind=kind).delete()
    return gone


def _read_rows(measures: Iterable[Measure]) -> list[Read]:
    by_actor: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        by_actor[measure.actor].append(measure)
    read: list[Read] = []
    for actor, theirs in by_actor.items():
        for measure in theirs:
            try:
                read += _read_one(measure, actor)
            except DatabaseError as error:
                logger.warning("The measure %s was not read: %s.", measure.name, type(error))
    return read


def _read_one(measure: Measure, actor: str) -> list[Read]:
    loops = [loop.name for loop in LOOPS.values() if loop.queue == measure.queue]
    with acting_as(system_actor(actor), purpose="take readings"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
        cursor.execute(measure.rows, {"loops": loops})
        return [Read(measure.name, str(label), float(number)) for label, number in cursor.fetchall()]


def _read_disks(disk: Callable[[Path], Disk]) -> list[Read]:
    read = []
    for name, path in settings.JANUA_DISKS.items():
        try:
            found = disk(Path(path))
        except OSError as error:
            logger.warning("The disk %s cannot be looked at: %s.", name, type(error))
            continue
        read.append(Read("disk_free", name, found.free / found.size if found.size else 0.0))
        read.append(Read("disk_free_bytes", name, float(found.free)))
    return read


def _write(queue: Queue, measures: set[str], read: list[Read], at: datetime) -> None:
    said = {(one.measure, one.label) for one in read}
    before = Reading.objects.filter(queue=queue, measure__in=measures).values_list("measure", "label")
    # What no row says any more is nothing: the queue is empty, the loop is well again.
    for one in [*read, *(Read(measure, label, 0.0) for measure, label in before if (measure, label) not in said)]:
        _upsert(queue, one, at)


def _keep_what_processes_say(at: datetime) -> None:
    seen = Process.objects.filter(seen_at__gt=at - REMEMBERED)
    for (measure, label), number in numbers_of(seen, at).items():
        _upsert(PROCESSES, Read(measure, label, number), at)


def _upsert(queue: str, one: Read, at: datetime) -> None:
    values: dict[str, Any] = {"measure": one.measure, "label": one.label, "number": one.number}
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, values | {"queue": queue, "at": at, "kept": KEPT_MINUTES})


def _begin(alarm: str, label: str, *, number: float, at: datetime) -> None:
    # Two workers may see it in the same moment.
    Standing.objects.bulk_create([Standing(alarm=alarm, label=label, number=number, since=at)], ignore_conflicts=True)
