"""The one way in: every process, command and server sets Django up here, and production is refused here."""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import django

from janua.config.environment import Process

if TYPE_CHECKING:
    from janua.base.health.pulse import Pulse


def start(process: Process, *, database: bool = True) -> None:
    """Make this process the one named: settings, apps, and in production every refusal.

    database   whether the refusals that read the database are asked; not before its first migration
    Raises   ProductionRefused, WrongEnvironment
    """
    os.environ["JANUA_PROCESS"] = process
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janua.config.settings")
    django.setup()
    calm_collector()
    from janua.config.log import know_words

    know_words()
    from janua.config.production import refuse_unfit

    refuse_unfit(database=database)


def begin_pulse() -> "Pulse":
    """Have this process say that it lives, and whether it is ready, until it ends."""
    from django.conf import settings

    from janua.base.health.pulse import Pulse

    # Where several processes serve one face, the one that started them listens for their signs here.
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Pulse(settings.JANUA_PROCESS, folder=Path(folder) if folder else None).start()


def calm_collector() -> None:
    """Have the garbage collector look less often, and never at what was there at the start.

    An explanation is thousands of small objects without cycles: at Python's own thresholds a third of the time of a
    batch of assessments goes into looking for cycles that are not there.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
