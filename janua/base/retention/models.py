"""Holds, lists of who is past retention, and what became of each person on them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from janua.base.areas.models import Area
from janua.base.keys import SealedField
from janua.base.retention.states import ItemState
from janua.values import uuid7

_ACCOUNT = settings.AUTH_USER_MODEL


class Hold(models.Model):
    """A person's data are kept beyond their time: asked for by one officer, confirmed by another, until a day.

    It holds from the moment it is asked for: nothing is erased while somebody thinks about it.
    law  the law, with its article, and reason the words, sealed by the person's key
    """

    class Ground(models.TextChoices):
        """Why the law wants them kept."""

        PROCEEDINGS = "proceedings"
        INQUIRY = "inquiry"
        RECOVERY = "recovery"
        REQUEST = "request"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField(db_index=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=Ground)
    law = models.CharField(max_length=200)
    reason = SealedField(subject="person_id")
    ends_on = models.DateField()
    asked_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        """Two people, and never the same."""

        constraints = (
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, is_confirmed=False)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answered_by=F("asked_by"))),
                name="retention_hold_by_two",
            ),
            models.CheckConstraint(condition=~Q(law=""), name="retention_hold_law"),
        )

    def __str__(self) -> str:
        """Show whom it is about."""
        return f"hold on {self.person_id}"


class ErasureList(models.Model):
    """Persons whom the machine found past retention on one day, for two people to approve."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField()
    found_at = models.DateTimeField()
    put_forward_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    put_forward_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        """Put forward by one, approved by another."""

        db_table = "retention_list"
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False, put_forward_by__isnull=False)
                    & ~Q(approved_by=F("put_forward_by"))
                ),
                name="retention_list_by_two",
            ),
        )

    def __str__(self) -> str:
        """Show the day."""
        return f"past retention on {self.found_on}"


class ErasureItem(models.Model):
    """One person of a list, with the day of the last act and the kinds of record that were past their time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    erasure_list = models.ForeignKey(ErasureList, on_delete=models.PROTECT, related_name="items", db_column="list_id")
    person_id = models.UUIDField()
    last_on = models.DateField()
    kinds = ArrayField(models.CharField(max_length=20))
    state = models.CharField(max_length=6, choices=[(state.value, state.value) for state in ItemState])
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A person waits on one list at most."""

        db_table = "retention_item"
        constraints = (
            models.UniqueConstraint(fields=["person_id"], condition=Q(state="found"), name="retention_item_once"),
        )
        indexes = (
            models.Index(fields=["id"], condition=Q(state__in=["found", "erased"]), name="retention_item_waits"),
        )

    def __str__(self) -> str:
        """Show whom."""
        return f"{self.state} {self.person_id}"
