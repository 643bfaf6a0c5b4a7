"""Background entry points: what proposed rates and reforms mean; snapshots that wait, and those to be deleted."""

from django.conf import settings

from janua.analytics.actions.preview import preview_next
from janua.analytics.actions.simulation import simulate_next
from janua.analytics.actions.snapshot import delete_overdue, fill_snapshot
from janua.base.clock import today
from janua.base.jobs import every


@every(seconds=5, actor="analyst", queue="work")
def fill_waiting_snapshots() -> bool:
    """Read the next claims into a snapshot; says whether there may be more."""
    return fill_snapshot()


@every(seconds=1, actor="analyst", queue="work")
def preview_proposed_rates() -> bool:
    """Work out what proposed rates would mean, step by step; says whether there may be more."""
    return preview_next(on=today())


@every(seconds=1, actor="analyst", queue="work")
def try_reforms() -> bool:
    """Work out what analysts try, step by step; says whether there may be more."""
    return simulate_next(on=today())


@every(seconds=600, actor="keeper", queue="work")
def delete_overdue_snapshots() -> None:
    """Delete what has lived its hours."""
    if settings.JANUA_DOCUMENTS:
        delete_overdue()
