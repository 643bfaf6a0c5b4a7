"""How far a run is that is being prepared."""

from dataclasses import dataclass

from django.db.models import Count

from janua.payments.models import Recheck, Run
from janua.payments.states import RunState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the preparation of a run is: first the law is asked again where something changed, then it is filled.

    to_ask, asked   lines of which something has changed, and of how many of them the law was asked
    due, done       persons for whom something is due, and how many of them are through
    is_behind       an earlier run is prepared first
    """

    to_ask: int
    asked: int
    due: int
    done: int
    is_begun: bool
    is_behind: bool

    @property
    def is_asking(self) -> bool:
        """Whether the law is being asked again."""
        return self.is_begun and self.asked < self.to_ask


def progress_of(*, run: Run) -> Progress:
    """How far a run is; two queries."""
    rechecks = Recheck.objects.filter(run=run).aggregate(to_ask=Count("id"), asked=Count("reason"))
    earlier = Run.objects.filter(state=RunState.PREPARING, fault="", id__lt=run.id)
    return Progress(
        to_ask=rechecks["to_ask"],
        asked=rechecks["asked"],
        due=max(run.persons_due, run.persons_done),
        done=run.persons_done,
        is_begun=run.begun_at is not None,
        is_behind=earlier.exists(),
    )
