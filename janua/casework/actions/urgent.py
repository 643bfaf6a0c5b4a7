"""What follows a file opened in urgency: a supervisor's task, and what they say of it."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from janua.casework.actions.task import TaskWanted, close_for, open_tasks
from janua.casework.models import Task
from janua.casework.queries import office_serving
from janua.registers.actions import urgent
from janua.registers.models import UrgentAccess

_KIND, _ABOUT = "review_urgent_access", "urgent_access"


def take_up_urgent_accesses(*, on: date, limit: int = 200) -> int:
    """Leave a task for every file opened in urgency that has none, with the office of the person's area.

    Returns   how many were left
    """
    asked = Task.objects.filter(kind=_KIND, object_type=_ABOUT, object_id=OuterRef("id"))
    rows = list(UrgentAccess.objects.filter(~Exists(asked), reviewed_at__isnull=True).order_by("id")[:limit])
    open_tasks(
        [
            TaskWanted(
                kind=_KIND,
                office=office_serving(area_id=row.area_id, on=on),
                object_type=_ABOUT,
                object_id=row.id,
                deadline_on=on + timedelta(days=1),
                person_id=row.person_id,
            )
            for row in rows
        ]
    )
    return len(rows)


def review(*, access: UUID, is_justified: bool, note: str, on: date) -> UrgentAccess:
    """Say, as a supervisor who did not open it, whether a file was opened with good reason; that ends the task.

    Raises   NotPermitted, SecondPersonNeeded, NoteMissing, AlreadyReviewed
    """
    row = urgent.review(access=access, is_justified=is_justified, note=note, on=on)
    close_for(object_type=_ABOUT, object_id=row.id, kinds=(_KIND,))
    return row
