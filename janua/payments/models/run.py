"""Run, Recheck, Order, OrderLine, LeftOut, Hold: a batch, its instructions, and what keeps money back."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Replace

from janua.payments.states import OrderState, RunState
from janua.values import uuid7


class Run(models.Model):
    """A payment run: prepared for one person by the paymaster, step by step; approved by another; sent once.

    area            whose entitlements it pays: of this area and those within
    programmes      codes of those that it pays, in order; empty pays all
    frozen_at       what the register knew then is what the run pays on; until it is begun, when it was asked for
    persons_due     for how many persons something was due when it was begun, and persons_done how many are through
    filled_to       the last person who is through
    fault           kind of the error that stopped the preparation, until somebody has it tried again
    cancelled_for   why it was given up, in the words of who did
    sums            {programmes, budget_lines, areas}: each by key how many orders and how much, added up once when the
                    run was prepared; none where an order was taken out since
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RunState])
    execute_on = models.DateField()
    programmes = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    persons_due = models.PositiveIntegerField(default=0, db_default=0)
    persons_done = models.PositiveIntegerField(default=0, db_default=0)
    filled_to = models.UUIDField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=60, blank=True, default="", db_default="")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_for = models.CharField(max_length=200, blank=True, default="", db_default="")
    currency = models.CharField(max_length=3)
    order_count = models.PositiveIntegerField(default=0)
    control_sum = models.BigIntegerField(default=0, help_text="minor units of the currency")
    sums = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="payments_run_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "prepared", "empty", "cancelled"]) | Q(approved_by__isnull=False),
                name="payments_run_sent_only_approved",
            ),
        ]

    @property
    def message_id(self) -> str:
        """What the bank knows the run's file by: always the same for the same run."""
        return self.id.hex


class Recheck(models.Model):
    """A due line of which something has changed since its assessment, and what the law says when it is asked again.

    period_on   first day of the assessed period, and amount what its assessment said
    persons     whom the assessment counted
    reason      None until it is asked; empty where the line stands; else why it may not be paid as it is, as a key
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="rechecks")
    line = models.ForeignKey("casework.EntitlementLine", on_delete=models.PROTECT, related_name="+", db_index=False)
    claim = models.ForeignKey("casework.Claim", on_delete=models.PROTECT, related_name="+", db_index=False)
    period_on = models.DateField()
    amount = models.BigIntegerField(null=True, help_text="minor units of the currency")
    persons = ArrayField(models.UUIDField())
    reason = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001  (not asked is no reason)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="payments_recheck_once")]
        indexes = [models.Index(fields=["run", "claim"], condition=Q(reason=None), name="payments_recheck_waits")]


class Order(models.Model):
    """An instruction to pay one payee's balance to one account, frozen when prepared.

    end_to_end_id   what the bank knows it by, derived from the id: always the same for the same order
    taken_out_for   why it was taken out before the approval, as a message key
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="orders")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey("payments.PayeeAccount", on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField(help_text="minor units of the currency")
    currency = models.CharField(max_length=3)
    end_to_end_id = models.GeneratedField(
        expression=Replace(Cast("id", models.CharField()), Value("-"), Value("")),
        output_field=models.CharField(max_length=35),
        db_persist=True,
    )
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in OrderState])
    taken_out_for = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payments_order_positive")]


class OrderLine(models.Model):
    """An entitlement line inside an order; a line is in at most one order that may still pay it.

    holds   false once the order was taken out, rejected or returned: the line may be paid by a later order
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("casework.EntitlementLine", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=20)
    amount = models.BigIntegerField(help_text="minor units of the currency")
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(holds=True), name="payments_line_paid_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_line_positive"),
        ]


class LeftOut(models.Model):
    """An entitlement line that was due and is not in the run, with the reason as a message key.

    until_on   the first day on which a run may pay it, where that is known
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="left_out")
    line = models.ForeignKey("casework.EntitlementLine", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=60)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="payments_left_out_once")]


class Hold(models.Model):
    """Money kept back for a person until somebody lifts it; opened with a reason, by a named person or an event."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    programme = models.CharField(max_length=20, blank=True, help_text="empty holds every programme")
    reason = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60, help_text="account id or system:NAME")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="payments_hold_open")]
