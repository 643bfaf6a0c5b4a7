"""Background entry points: fill snapshots that wait, delete those whose hours are over."""

from django.conf import settings

from janua.analytics.actions.snapshot import delete_overdue, fill_snapshot
from janua.base.jobs import every


@every(seconds=5, actor="analyst", queue="work")
def fill_waiting_snapshots() -> bool:
    """Read the next claims into a snapshot; says whether there may be more."""
    return fill_snapshot()


@every(seconds=600, actor="keeper", queue="work")
def delete_overdue_snapshots() -> None:
    """Delete what has lived its hours."""
    if settings.JANUA_DOCUMENTS:
        delete_overdue()
