"""What follows an alert on an officer's looks: a supervisor's task, and the answer that ends it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from janua.casework.actions.task import LOOKS, TaskWanted, close_for_all, open_tasks
from janua.casework.queries import office_serving
from janua.registers.actions import look_alerts
from janua.registers.models import LookAlert
from janua.registers.queries.look_alerts import alerts_beside
from janua.registers.queries.look_alerts import look_alert as alert_seen

_KIND = "answer_look_alert"
# Whom a look at a protected person may have put in danger cannot wait; a busy day can for a week.
DAYS = {LookAlert.Kind.RESTRICTED: 2, LookAlert.Kind.PERSONS: 7, LookAlert.Kind.SEARCHES: 7}

# One for all looks of an officer at a person on a day, as they are answered: by its oldest alert.
_WAITING = """
SELECT DISTINCT ON (alert.kind, alert.account_id, alert.person_id, alert."on") alert.id
FROM registers_lookalert alert
WHERE alert.answered_at IS NULL AND NOT EXISTS (
  SELECT FROM casework_task task JOIN registers_lookalert beside ON beside.id = task.object_id
  WHERE task.kind = %(kind)s AND task.object_type = %(about)s AND task.state = 'open'
    AND beside.kind = alert.kind AND beside.account_id = alert.account_id AND beside."on" = alert."on"
    AND beside.person_id IS NOT DISTINCT FROM alert.person_id)
ORDER BY alert.kind, alert.account_id, alert.person_id, alert."on", alert.at, alert.id
LIMIT %(limit)s
"""
_ANSWERED = """
SELECT task.object_id FROM casework_task task JOIN registers_lookalert alert ON alert.id = task.object_id
WHERE task.kind = %(kind)s AND task.object_type = %(about)s AND task.state = 'open' AND alert.answered_at IS NOT NULL
LIMIT %(limit)s
"""


def take_up_look_alerts(*, on: date, limit: int = 200) -> int:
    """Leave a task for each alert on looks that has none, with the office of its area; end those that were answered.

    The task names no person: whoever answers need not be one who may know of them.
    Returns   how many were left
    """
    close_for_all(object_type=LOOKS, object_ids=_ids(_ANSWERED, limit), kinds=(_KIND,))
    rows = LookAlert.objects.filter(id__in=_ids(_WAITING, limit)).order_by("at", "id")
    wanted = [
        TaskWanted(
            kind=_KIND,
            office=office_serving(area_id=row.area_id, on=on),
            object_type=LOOKS,
            object_id=row.id,
            deadline_on=on + timedelta(days=DAYS[LookAlert.Kind(row.kind)]),
        )
        for row in rows
    ]
    open_tasks(wanted)
    return len(wanted)


def answer(*, alert: UUID, finding: str, words: str, on: date) -> int:
    """Say what was found about an officer's looks, as `answer_look_alert` of the registers; that ends the task.

    Raises   NotPermitted, WordsMissing, AlertAnswered, LookAlert.DoesNotExist
    """
    answered = look_alerts.answer_look_alert(alert=alert, finding=finding, words=words, on=on)
    row = alert_seen(alert=alert)
    beside = alerts_beside(row) if row is not None else []
    close_for_all(object_type=LOOKS, object_ids=[one.id for one in beside], kinds=(_KIND,))
    return answered


def _ids(statement: str, limit: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"kind": _KIND, "about": LOOKS, "limit": limit})
        return [row[0] for row in cursor.fetchall()]
