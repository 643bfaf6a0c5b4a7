"""What went to the bank and what the bank said."""

from django.db import models
from django.db.models import Q

from janua.payments.states import Word
from janua.values import uuid7


class SentFile(models.Model):
    """The exact bytes of a run's file. Only the payments worker may insert one; in doubt the same bytes go again."""

    run = models.OneToOneField("payments.Run", on_delete=models.PROTECT, primary_key=True, related_name="file")
    message_id = models.CharField(max_length=35, unique=True)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    sha256 = models.BinaryField(max_length=32)
    order_count = models.PositiveIntegerField()
    control_sum = models.BigIntegerField(help_text="minor units of the currency")
    written_at = models.DateTimeField()


class BankReport(models.Model):
    """A file that the bank gave us, taken once whatever its name and however often it comes.

    kind       pain.002, camt.054, camt.053; other for what we do not read
    taken_at   when its words were taken; empty while that is still to be done
    fault      why it could not be read, as a code; such a report waits for a person
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20)
    sha256 = models.BinaryField(max_length=32, unique=True)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], condition=Q(taken_at__isnull=True), name="payments_report_waiting")
        ]


class BankFile(models.Model):
    """A name in the bank's list that we fetched; several names may have the same content."""

    name = models.CharField(max_length=200, primary_key=True)
    report = models.ForeignKey(BankReport, on_delete=models.PROTECT, related_name="names")


class Disbursement(models.Model):
    """The bank's word on one order: paid, rejected, or sent back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey("payments.Order", on_delete=models.PROTECT, related_name="disbursements", db_index=False)
    report = models.ForeignKey(BankReport, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=[(word.value, word.value) for word in Word])
    amount = models.BigIntegerField(help_text="minor units of the currency")
    booked_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=35, blank=True)

    class Meta:
        constraints = [
            # The same word twice, from a duplicate or a later report, is one disbursement.
            models.UniqueConstraint(fields=["order", "outcome"], name="payments_disbursement_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_disbursement_positive"),
        ]
        indexes = [models.Index(fields=["order"], condition=~Q(outcome="paid"), name="payments_disbursement_bounced")]
