"""Task: work with an office, a deadline and one owner."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from janua.casework.states import TaskState
from janua.values import uuid7


class Task(models.Model):
    """A piece of work for a person, dealt by lot, never picked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    office = models.ForeignKey("areas.Office", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    # The person the work is about: kin of theirs never own it.
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    deadline_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(max_length=4, choices=[(s.value, s.value) for s in TaskState])
    opened_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            # The same trouble found twice is one task.
            models.UniqueConstraint(
                fields=["kind", "object_type", "object_id"], condition=Q(state="open"), name="casework_task_once"
            )
        ]
        indexes = [
            models.Index(fields=["office", "deadline_on"], condition=Q(state="open"), name="casework_task_inbox")
        ]
