"""Case, Draft, Application: a file across time, an unfinished and a finished submission."""

from django.conf import settings
from django.db import models

from janua.base.keys import SealedField
from janua.values import uuid7


class Case(models.Model):
    """A person's or family's file across time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    holder = models.OneToOneField("registers.Person", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("areas.Office", on_delete=models.PROTECT, related_name="+")
    # The office's area, for row security: a transfer to another office moves it on every row of the case.
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()


class Draft(models.Model):
    """What a person has typed so far; readable by their account alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    applicant = models.ForeignKey("registers.Person", on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=60)
    # Sealed to the account: the next person on a shared phone, and the officer, read nothing.
    answers = SealedField(subject="account_id")
    updated_at = models.DateTimeField()
    # Thrown away, and for a day still there for whom it was a slip.
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "applicant", "service"], name="casework_draft_one_a_service")
        ]


class Application(models.Model):
    """One submission by one person, kept exactly once whatever the network did."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="applications")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    # The description that the person answered; a later version changes nothing for them.
    service_version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    key = models.CharField(max_length=80, unique=True)
    answers_digest = models.BinaryField(max_length=32)
    language = models.CharField(max_length=5)
    submitted_at = models.DateTimeField()
    on = models.DateField(db_column="applied_on")
