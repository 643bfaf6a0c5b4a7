"""LookHold: looks at a person's record that are shown later, because seeing them would endanger somebody."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.base.areas.models import Area, Office
from janua.base.keys import SealedField
from janua.registers.models.person import Person
from janua.values import uuid7


class LookHold(models.Model):
    """Staff's looks at one person are left out of what that person is shown, until a day; then all of them appear.

    area         of the person: its officers ask for the hold and confirm it
    ground       why the law allows it; `law` names the law and its article
    since        the first day whose looks are left out; it may lie in the past
    ends_on      the last day on which they are left out
    office       only looks from this office; None leaves out those of all
    ended_at     a supervisor ended it early
    """

    class Ground(models.TextChoices):
        """Who would be in danger."""

        VIOLENCE = "violence"
        CHILD = "child"
        INQUIRY = "inquiry"
        WITNESS = "witness"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=8, choices=Ground.choices)
    law = models.CharField(max_length=200)
    reason = SealedField(subject="person_id")
    since = models.DateField()
    ends_on = models.DateField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # Without a second person it holds this long, so that nobody is in danger while one is sought.
    provisional_until = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Two people; from a day to a later one; at most one that waits or holds for a person and office."""

        constraints = (
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="registers_lookhold_second_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, is_confirmed=False)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="registers_lookhold_answered",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("since")), name="registers_lookhold_order"),
            models.CheckConstraint(condition=~Q(law=""), name="registers_lookhold_law"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, is_confirmed=True),
                name="registers_lookhold_ended",
            ),
        )

    def __str__(self) -> str:
        """Show no name: logs print rows."""
        return f"hold on showing looks at person {self.person_id}"
