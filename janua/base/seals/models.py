"""Signature: an act of an officer under the seal; SealedPaper: a letter that anybody may ask about by its code."""

from django.conf import settings
from django.db import models

from janua.values import uuid7


class Signature(models.Model):
    """What an officer did, in words that no later hand can change.

    act          decide, approve_run
    statement    canonical JSON (RFC 8785) of the act: ids, amounts, days, who and when; no names
    key          which key signed, see `statement.key_id`
    signature    ECDSA P-256, DER, over the statement
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    statement = models.TextField()
    key = models.CharField(max_length=16)
    signature = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "object_id"], name="seals_signature_once")]


class SealedPaper(models.Model):
    """A paper under the seal; whoever holds it asks by the code on it, and learns what it must say.

    code_digest   SHA-256 of the code: who reads this table cannot ask for papers
    file_digest   SHA-256 of the sealed file, hexadecimal
    replaced_on   since when another decision stands in its place
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code_digest = models.BinaryField(unique=True)
    file_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    about_type = models.CharField(max_length=40)
    about_id = models.UUIDField()
    reference = models.CharField(max_length=40)
    programme = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20)
    issued_on = models.DateField()
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["about_id"], name="seals_paper_about")]
