"""The watch: readings and alarms every few seconds, and each night the look for what must never be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from janua.base.actors import acting_as, system_actor
from janua.base.clock import now
from janua.base.health.actions import (
    Read,
    forget_events,
    forget_gone,
    forget_readings,
    note_alarms,
    take_readings,
    write_readings,
)
from janua.base.health.models import Reading
from janua.base.health.truths import look_at_every_invariant
from janua.base.jobs import every

NIGHT = range(1, 5)
AGAIN_AFTER = timedelta(hours=20)


@every(seconds=15, actor="keeper", queue="work", transaction=False)
def watch_work() -> None:
    """Read what the worker sees, and note alarms."""
    take_readings(queue="work", at=now())
    note_alarms(at=now())


@every(seconds=15, actor="keeper", queue="payments", transaction=False)
def watch_payments() -> None:
    """Read what the payments worker sees, and note alarms: that the other worker is missing, too."""
    take_readings(queue="payments", at=now())
    note_alarms(at=now())


@every(seconds=3600, actor="keeper", queue="work")
def forget_processes() -> None:
    """Forget processes that are gone for good."""
    forget_gone(at=now())


@every(seconds=3600, actor="keeper", queue="work")
def forget_security_events() -> None:
    """Forget what was refused long ago, and what is more than an installation keeps."""
    forget_events(at=now())


@every(seconds=600, actor="keeper", queue="work", transaction=False, lease=3600)
def check_invariants_nightly() -> None:
    """Look for what must never be, once a night: it reads whole tables."""
    if is_night(now()) and not _looked_after(now() - AGAIN_AFTER):
        check_invariants_now(at=now())


def check_invariants_now(*, at: datetime) -> None:
    """Look at every invariant, and write down how many things break each."""
    found = look_at_every_invariant()
    with acting_as(system_actor("keeper"), purpose="check invariants"):
        read = [Read("invariant_broken", name, float(len(broken))) for name, _, broken in found]
        write_readings(queue="work", read=read, at=at)
        forget_readings(measures=("invariant_broken",), but=[one.label for one in read])


def is_night(at: datetime) -> bool:
    """Whether hardly anybody is here, in the country's own time."""
    return at.astimezone(ZoneInfo(settings.JANUA_TIME_ZONE)).hour in NIGHT


def _looked_after(at: datetime) -> bool:
    with acting_as(system_actor("keeper"), purpose="check invariants"):
        return Reading.objects.filter(measure="invariant_broken", taken_at__gt=at).exists()
