"""What comes with an application: papers, and what the person says is wrong or missing in what we know."""

from django.db import models
from django.db.models import Q

from janua.base.keys import SealedField
from janua.values import uuid7


class ApplicationPaper(models.Model):
    """A document that came with an application.

    attribute   what it bears out, as the pack names it; empty where it is about something else
    subject     about whom
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey("casework.Application", on_delete=models.PROTECT, related_name="papers")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    attribute = models.CharField(max_length=80, blank=True)
    subject = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "document"], name="casework_applicationpaper_once")
        ]


class Remark(models.Model):
    """What a person says is wrong or missing in what we know; an officer looks before a machine decides.

    subject     about whom; the applicant where it is about the family itself
    attribute   what is said to be wrong; empty where it is about who belongs to the family
    known       the statement of another source that is said to be wrong
    stated      the person's own statement, which overrules nothing by itself
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey("casework.Application", on_delete=models.PROTECT, related_name="remarks")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    attribute = models.CharField(max_length=80, blank=True)
    known = models.UUIDField(null=True, blank=True)
    stated = models.UUIDField(null=True, blank=True)
    reason = SealedField(subject="person_id")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Without a statement of their own there is nothing to weigh but words about the family.
            models.CheckConstraint(
                condition=Q(attribute="", known__isnull=True, stated__isnull=True) | ~Q(attribute=""),
                name="casework_remark_about",
            )
        ]
