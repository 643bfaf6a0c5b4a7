"""Transfer: a whole case handed to an office of another area, and its answer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.base.keys import SealedField
from janua.values import uuid7


class Transfer(models.Model):
    """A case that one office wants to hand to another, what the other says, and when everything had gone with it.

    words       the reason in the officer's words, sealed by the key of whose case it is
    answer      what the receiving office says to a no
    moved_at    when claims, tasks, notes and papers belonged to the receiving office
    told_at     when the office that has to act next had it as work; empty again after a no
    """

    class Reason(models.TextChoices):
        """Why a case goes to another area."""

        MOVED = "moved"
        KIN = "kin"
        SAFETY = "safety"
        SKILL = "skill"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="transfers")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    from_office = models.ForeignKey("areas.Office", on_delete=models.PROTECT, related_name="+")
    from_area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    to_office = models.ForeignKey("areas.Office", on_delete=models.PROTECT, related_name="+")
    to_area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=6, choices=Reason)
    words = SealedField(subject="person_id")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_accepted = models.BooleanField(null=True, blank=True)
    answer = SealedField(subject="person_id", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """To another office, once at a time, answered by another officer; nothing moves without a yes."""

        constraints = [
            models.CheckConstraint(condition=~Q(from_office=F("to_office")), name="casework_transfer_two_offices"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, is_accepted__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False, is_accepted__isnull=False),
                name="casework_transfer_answered",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="casework_transfer_second_person",
            ),
            models.CheckConstraint(
                condition=Q(moved_at__isnull=True) | Q(is_accepted=True), name="casework_transfer_moved"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at__isnull=True) | Q(is_accepted=True, moved_at__isnull=True),
                name="casework_transfer_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(told_at__isnull=True), name="casework_transfer_to_tell"),
        ]
