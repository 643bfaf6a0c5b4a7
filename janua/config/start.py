"""The one way in: every process, command and server sets Django up here, and production is refused here."""

import gc
import os

import django

from janua.config.environment import Process


def start(process: Process, *, database: bool = True) -> None:
    """Make this process the one named: settings, apps, and in production every refusal.

    database   whether the refusals that read the database are asked; not before its first migration
    Raises   ProductionRefused, WrongEnvironment
    """
    os.environ["JANUA_PROCESS"] = process
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janua.config.settings")
    django.setup()
    calm_collector()
    from janua.config.production import refuse_unfit

    refuse_unfit(database=database)


def calm_collector() -> None:
    """Have the garbage collector look less often, and never at what was there at the start.

    An explanation is thousands of small objects without cycles: at Python's own thresholds a third of the time of a
    batch of assessments goes into looking for cycles that are not there.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
