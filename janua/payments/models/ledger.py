"""The double-entry ledger: per person and programme, exact, append-only."""

from django.db import models
from django.db.models import Q

from janua.payments.states import Journal, LedgerAccount


class LedgerEntry(models.Model):
    """One side of a booking. The sides of a journal of an order add up to zero; a statement that writes others fails.

    journal   what was booked; with the order it makes the booking, so booking twice is refused
    amount    minor units; debit positive, credit negative
    """

    order = models.ForeignKey("payments.Order", on_delete=models.PROTECT, related_name="+", db_index=False)
    journal = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Journal])
    account = models.CharField(max_length=8, choices=[(one.value, one.value) for one in LedgerAccount])
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.CharField(max_length=20)
    amount = models.BigIntegerField(help_text="minor units of the currency; debit positive, credit negative")
    currency = models.CharField(max_length=3)
    booked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "journal", "account", "programme"], name="payments_entry_once_a_journal"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="payments_entry_not_zero"),
        ]
        indexes = [models.Index(fields=["person", "programme"], name="payments_entry_person")]
