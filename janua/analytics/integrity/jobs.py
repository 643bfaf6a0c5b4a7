"""Background entry points: look for signals by night and when asked; draw samples, and replay them."""

from janua.analytics.integrity.actions.sample import draw_waiting, replay_sampled
from janua.analytics.integrity.actions.watch import begin_watch, watch_next
from janua.base.clock import today
from janua.base.jobs import every


@every(seconds=24 * 3600, actor="watcher", queue="work")
def look_by_night() -> None:
    """Have every signal looked for once a day."""
    begin_watch()


@every(seconds=5, actor="watcher", queue="work")
def look_for_signals() -> bool:
    """Look for the next signal; says whether there is more to do."""
    return watch_next(on=today())


@every(seconds=2, actor="watcher", queue="work")
def draw_samples() -> bool:
    """Draw a sample whose request is sealed; says whether there may be another."""
    return draw_waiting()


@every(seconds=2, actor="keeper", queue="work")
def replay_drawn_decisions() -> bool:
    """Replay what was drawn; says whether there may be more."""
    return replay_sampled()
