"""UrgentAccess: a file opened in urgency by an officer of another area, looked at by a supervisor afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.base.areas.models import Area
from janua.base.keys import SealedField
from janua.registers.models.person import Person
from janua.values import uuid7


class UrgentAccess(models.Model):
    """One officer's look at one person's file for some hours, with its reason and what a supervisor says of it.

    area      of the person: there it is reviewed
    ends_at   from then the file is closed again; a verdict against it closes it at once
    verdict   justified, not_justified, or empty while nobody has said
    """

    class Verdict(models.TextChoices):
        """What a supervisor says of it."""

        JUSTIFIED = "justified"
        NOT_JUSTIFIED = "not_justified"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reason = SealedField(subject="person_id")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_by = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=13, choices=Verdict.choices, blank=True, default="")
    note = SealedField(subject="person_id", null=True)

    class Meta:
        """Never reviewed by who opened it."""

        constraints = (
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("account")),
                name="registers_urgent_second_person",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, verdict="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(verdict="")),
                name="registers_urgent_reviewed",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="registers_urgent_ends"),
        )
        indexes = (
            models.Index(fields=["account", "ends_at"], name="registers_urgent_of_account"),
            models.Index(
                fields=["review_by"], condition=Q(reviewed_at__isnull=True), name="registers_urgent_to_review"
            ),
        )

    def __str__(self) -> str:
        """Show no name: logs print rows."""
        return f"urgent access to person {self.person_id}"
