"""A run while it is prepared: how far it is, for how long, and what to do where it does not go on."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janua.base import clock
from janua.payments.models import Run
from janua.payments.queries.progress import Progress, progress_of
from janua.workbench.journeys.runs import head_of, steps_of

# The worker looks every second: what it has not begun after so long it does not look at.
_LATE = timedelta(minutes=1)


def progress_page(run: Run) -> dict[str, Any]:
    """What is done of a run's preparation and what is left."""
    found, waited = progress_of(run=run), clock.now() - run.frozen_at
    return head_of(run) | {
        "steps": steps_of(run),
        "doing": _doing(found),
        "at": found.asked if found.is_asking else found.done,
        "of": found.to_ask if found.is_asking else found.due,
        "elapsed": elapsed_text(waited),
        "is_begun": found.is_begun,
        "is_late": not found.is_begun and not found.is_behind and waited > _LATE,
        "orders": ngettext("%(count)d order so far", "%(count)d orders so far", run.order_count)
        % {"count": run.order_count},
    }


def elapsed_text(waited: timedelta) -> str:
    """How long something has taken, in words."""
    seconds = max(int(waited.total_seconds()), 0)
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = seconds // 60
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def _doing(found: Progress) -> str:
    if not found.is_begun:
        return _("Waits until an earlier run is prepared.") if found.is_behind else _("Waits for the payments worker.")
    if found.is_asking:
        return _("Asking the law again where something has changed: %(done)d of %(all)d amounts") % {
            "done": found.asked,
            "all": found.to_ask,
        }
    return _("Putting what is due into orders: %(done)d of %(all)d persons") % {"done": found.done, "all": found.due}
