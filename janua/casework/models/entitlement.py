"""Entitlement and its dated amount lines."""

from django.db import models
from django.db.models import F, Q

from janua.casework.states import EntitlementState, LineState
from janua.values import uuid7


class Entitlement(models.Model):
    """A right to an amount, granted by a decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField("casework.Decision", on_delete=models.PROTECT, related_name="entitlement")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in EntitlementState])

    class Meta:
        indexes = [models.Index(fields=["person", "programme"], name="casework_entitlement_person")]


class EntitlementLine(models.Model):
    """A dated amount: due, held, suspended or ended. Whether it was paid is for payments to say."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="lines")
    assessment = models.ForeignKey("casework.Assessment", on_delete=models.PROTECT, related_name="lines")
    # Copied from the entitlement: payments and row security read lines by person without a join.
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    amount = models.BigIntegerField(help_text="minor units of the currency")
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in LineState])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="casework_line_not_negative"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="casework_line_period"),
            models.UniqueConstraint(
                fields=["entitlement", "starts_on"],
                condition=~Q(state="ended"),
                name="casework_line_once_a_period",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="due"), name="casework_line_due")]
