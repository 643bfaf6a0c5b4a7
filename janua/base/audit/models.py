"""What was done, what was looked at, and the batches that seal both. Rows are only ever added."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Func


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL xid8: numbers transactions in the order they began, and never wraps."""

    def db_type(self, connection: Any) -> str:
        """Name the column type."""
        return "xid8"


class CurrentTransaction(Func):
    """The transaction that inserts the row."""

    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = TransactionId()


class Entry(models.Model):
    """One thing done by an actor. Holds ids and salted digests, never values."""

    seq = models.BigAutoField(primary_key=True)
    xid = TransactionId(db_default=CurrentTransaction())
    at = models.DateTimeField()
    actor = models.TextField()
    purpose = models.TextField()
    action = models.TextField()
    subject = models.UUIDField(null=True)
    object_type = models.TextField()
    object_id = models.UUIDField(null=True)
    details = models.JSONField()

    class Meta:
        db_table = "audit_entry"
        indexes = [
            models.Index(fields=["xid", "seq"], name="audit_entry_xid"),
            models.Index(fields=["subject"], condition=models.Q(subject__isnull=False), name="audit_entry_subject"),
            # For the look-up by an auditor.
            models.Index(fields=["object_id"], condition=models.Q(object_id__isnull=False), name="audit_entry_object"),
            models.Index(fields=["actor", "seq"], name="audit_entry_actor"),
            BrinIndex(fields=["at"], name="audit_entry_at"),
        ]


class Access(models.Model):
    """One page or batch of persons' records that an actor was shown."""

    seq = models.BigAutoField(primary_key=True)
    xid = TransactionId(db_default=CurrentTransaction())
    at = models.DateTimeField()
    actor = models.TextField()
    purpose = models.TextField()
    page = models.TextField()
    persons = ArrayField(models.UUIDField())

    class Meta:
        db_table = "audit_access"
        indexes = [
            models.Index(fields=["xid", "seq"], name="audit_access_xid"),
            GinIndex(fields=["persons"], name="audit_access_persons"),
            models.Index(fields=["actor", "seq"], name="audit_access_actor"),
            BrinIndex(fields=["at"], name="audit_access_at"),
        ]


class Batch(models.Model):
    """A seal: every entry and access row of the transactions from `from_xid` to before `below_xid`."""

    number = models.BigIntegerField(primary_key=True)
    from_xid = TransactionId()
    below_xid = TransactionId()
    rows = models.IntegerField()
    root = models.BinaryField()
    previous = models.BinaryField(unique=True)
    head = models.BinaryField()
    sealed_at = models.DateTimeField()
    public_key = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        db_table = "audit_batch"
