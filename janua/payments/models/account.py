"""Where a payee is paid, and the guarded change of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.payments.states import AccountState
from janua.values import uuid7


class PayeeAccount(models.Model):
    """An account for payment of one payee; the number is sealed, a blind index finds equal ones."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payee = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=140)
    sealed_number = models.BinaryField()
    number_index = models.BinaryField(max_length=32, db_index=True)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in AccountState])
    usable_from_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payee"], condition=Q(state="confirmed"), name="payments_account_one_in_force"
            )
        ]


class AccountChange(models.Model):
    """A proposed account and the second person who confirmed it; the payee is told by the old contact."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.OneToOneField(PayeeAccount, on_delete=models.PROTECT, related_name="change")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="payments_account_second_person",
            )
        ]
