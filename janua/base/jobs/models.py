"""What was queued, and when each loop is due. The queue's own tables are procrastinate's."""

from django.db import models
from django.db.models.functions import Now


class Request(models.Model):
    """One queued job by its key: kept when the job is gone, so that a key is queued once and takes effect once."""

    name = models.TextField()
    key = models.TextField()
    enqueued_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs_request"
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="jobs_request_once")]


class LoopState(models.Model):
    """When a loop is due; whoever holds the row's lock runs it."""

    name = models.TextField(primary_key=True)
    due_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0, db_default=0)
    error = models.TextField(default="", db_default="")

    class Meta:
        db_table = "jobs_loop"
