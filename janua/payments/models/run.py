"""Run, Order, OrderLine, Hold: a batch, its instructions, and what keeps money back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.payments.states import OrderState, RunState
from janua.values import uuid7


class Run(models.Model):
    """A payment run: prepared by one person, approved by another, sent once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RunState])
    execute_on = models.DateField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    order_count = models.PositiveIntegerField(default=0)
    control_sum = models.BigIntegerField(default=0, help_text="minor units of the currency")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="payments_run_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"]) | Q(approved_by__isnull=False),
                name="payments_run_sent_only_approved",
            ),
        ]


class Order(models.Model):
    """An instruction to pay one payee's balance to one account, frozen when prepared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="orders")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("payments.PayeeAccount", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(help_text="minor units of the currency")
    currency = models.CharField(max_length=3)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in OrderState])
    # Why an order was taken out before approval, in a message key.
    taken_out_for = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payments_order_positive")]
        indexes = [models.Index(fields=["run", "state"], name="payments_order_run")]


class OrderLine(models.Model):
    """An entitlement line inside an order; a line is in at most one order that may still pay it."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("casework.EntitlementLine", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(help_text="minor units of the currency")
    # False once the order was taken out, rejected or returned: the line may be paid by a later order.
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(holds=True), name="payments_line_paid_once"),
            models.UniqueConstraint(fields=["order", "line"], name="payments_line_once_an_order"),
        ]


class Hold(models.Model):
    """Money kept back for a person until somebody lifts it; opened with a reason, by a named person or an event."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=20, blank=True, help_text="empty holds every programme")
    reason = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60, help_text="account id or system:NAME")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="payments_hold_open")]
