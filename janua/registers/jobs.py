"""Background entry points of the registers."""

from janua.base.clock import today
from janua.base.jobs import every
from janua.registers.actions.persons import refresh_changed_today


@every(seconds=6 * 3600, actor="keeper", queue="work")
def refresh_persons_of_today() -> None:
    """Bring the hot columns of persons up to date whose name, number or home begins or ends by the calendar alone."""
    refresh_changed_today(on=today())
