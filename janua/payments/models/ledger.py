"""The double-entry ledger: per person and programme, exact, append-only."""

from django.db import models
from django.db.models import Q

from janua.values import uuid7


class LedgerEntry(models.Model):
    """One side of a booking; the sides of a journal add up to zero (a deferred trigger refuses otherwise).

    account   due_to_person, sent_to_bank, bank, returned …: states.py of the chart in actions/ledger.py
    amount    minor units; debit positive, credit negative
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # What was booked: `order:<id>:sent` and the like, so that booking twice is refused.
    journal = models.CharField(max_length=80)
    account = models.CharField(max_length=20)
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    programme = models.CharField(max_length=20)
    amount = models.BigIntegerField(help_text="minor units of the currency; debit positive, credit negative")
    currency = models.CharField(max_length=3)
    order = models.ForeignKey("payments.Order", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    booked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journal", "account", "programme"], name="payments_entry_once_a_journal"),
            models.CheckConstraint(condition=~Q(amount=0), name="payments_entry_not_zero"),
        ]
        indexes = [models.Index(fields=["person", "programme"], name="payments_entry_person")]
