"""The table of wrapped data keys."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from janua.values import uuid7


class DataKey(models.Model):
    """The data key of one person (or other subject), wrapped by a key-encryption key held elsewhere.

    Destroying it erases everything sealed under it, in every copy of the database made afterwards.

    previous   the key before it, wrapped, while something sealed under it may be left
    renewed_at when the key took the place of another
    """

    subject = models.UUIDField(primary_key=True)
    version = models.PositiveSmallIntegerField(help_text="of the key-encryption key that wraps it")
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    destroyed_at = models.DateTimeField(null=True)
    previous_version = models.PositiveSmallIntegerField(null=True)
    previous = models.BinaryField(null=True)
    renewed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_datakey"
        constraints = [
            models.CheckConstraint(
                name="keys_datakey_wrapped_or_destroyed",
                condition=Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | Q(wrapped__isnull=True, destroyed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="keys_datakey_previous_whole",
                condition=Q(previous__isnull=True, previous_version__isnull=True)
                | Q(previous__isnull=False, previous_version__isnull=False, wrapped__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["version"], condition=Q(wrapped__isnull=False), name="keys_datakey_version"),
            models.Index(
                fields=["previous_version"], condition=Q(previous__isnull=False), name="keys_datakey_previous"
            ),
        ]


class Rotation(models.Model):
    """One renewal of keys by an operator; while it has not ended, `janua keys rotate` goes on with it.

    kind  master: every data key wrapped anew; data: every data key replaced and what it sealed sealed anew
    done  how many data keys so far
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=6, choices=[("master", "master"), ("data", "data")])
    version = models.PositiveSmallIntegerField(help_text="of the key-encryption key that wraps afterwards")
    started_by = models.CharField(max_length=80, help_text="the operator, as the system they signed in to names them")
    started_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time."""

        db_table = "keys_rotation"
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_at__isnull=True), name="keys_rotation_one")
        ]
