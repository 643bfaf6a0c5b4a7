"""An account that its payee says they did not ask for: work for an office on the same day."""

from datetime import date, timedelta

from janua.base.clock import now
from janua.casework.actions.task import TaskWanted, open_tasks
from janua.casework.queries import office_serving
from janua.payments.models import AccountChange

KIND = "account_stopped"
_LOOK_WITHIN = timedelta(days=1)


def leave_work(*, on: date, limit: int = 100) -> int:
    """Leave a task with the payee's office for each account that was stopped; gives how many.

    Somebody may have posed as the payee, and a file may be on its way to the bank with that account.
    """
    rows = AccountChange.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = rows.filter(stopped_at__isnull=False, followed_at__isnull=True).select_related("account")
    stopped = list(waiting.order_by("stopped_at")[:limit])
    open_tasks(
        [
            TaskWanted(
                kind=KIND,
                office=office_serving(area_id=one.account.area_id, on=on),
                object_type="payee_account",
                object_id=one.account_id,
                deadline_on=on + _LOOK_WITHIN,
                person_id=one.account.payee_id,
            )
            for one in stopped
        ]
    )
    AccountChange.objects.filter(id__in=[one.id for one in stopped]).update(followed_at=now())
    return len(stopped)
