"""One row a stored file."""

from django.db import models
from django.db.models import Q

from janua.base.areas.models import Area
from janua.values import uuid7


class Document(models.Model):
    """A file of one person; its content lies in the store under this id, sealed by the person's key.

    digest  SHA-256 of salt and content: proves the content to who holds the file, and tells nothing without it
    area    decides which offices see it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField(db_index=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField(help_text="bytes of the content")
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)
    stored_by = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        """A file has content."""

        db_table = "documents_document"
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="documents_document_not_empty")]
