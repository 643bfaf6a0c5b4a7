"""The table of wrapped data keys."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class DataKey(models.Model):
    """The data key of one person (or other subject), wrapped by a key-encryption key held elsewhere.

    Destroying it erases everything sealed under it, in every copy of the database made afterwards.
    """

    subject = models.UUIDField(primary_key=True)
    version = models.PositiveSmallIntegerField(help_text="of the key-encryption key that wraps it")
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_datakey"
        constraints = [
            models.CheckConstraint(
                name="keys_datakey_wrapped_or_destroyed",
                condition=Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | Q(wrapped__isnull=True, destroyed_at__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["version"], condition=Q(wrapped__isnull=False), name="keys_datakey_version"),
        ]
