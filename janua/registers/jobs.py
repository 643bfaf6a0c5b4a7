"""Background entry points of the registers."""

from janua.base.clock import today
from janua.base.jobs import every
from janua.registers.actions.look_alerts import watch_looks
from janua.registers.actions.persons import refresh_changed_today


@every(seconds=6 * 3600, actor="keeper", queue="work")
def refresh_persons_of_today() -> None:
    """Bring the hot columns of persons up to date whose name, number or home begins or ends by the calendar alone."""
    refresh_changed_today(on=today())


@every(seconds=3600, actor="keeper", queue="work")
def watch_looks_of_officers() -> None:
    """Count the looks of days that are over, ask about those that are many, and count what is held back."""
    watch_looks(on=today())
