"""Where a payee is paid, and the guarded change of it."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from janua.base.keys import BlindIndex, SealedField
from janua.payments.states import AccountState
from janua.values import uuid7


def normalised(number: str) -> str:
    """An account number as files carry it, so that spellings of one account meet."""
    return "".join(number.split()).upper()


class _UsableDays(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class PayeeAccount(models.Model):
    """An account for payment of one payee; the number is sealed, a blind index finds equal ones.

    holder_name             as the bank has it
    usable_from_on          first payment day that it is paid on; a change waits, a first account does not
    ended_on                last such day, set when another account takes its place
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payee = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    holder_name = models.CharField(max_length=140)
    sealed_number = SealedField(subject="payee_id")
    number_index = BlindIndex(source="sealed_number", key="identifiers", normalise=normalised)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in AccountState])
    usable_from_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="payments_account_one_in_force",
                expressions=[
                    ("payee", RangeOperators.EQUAL),
                    (
                        _UsableDays(F("usable_from_on"), F("ended_on"), RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state="confirmed"),
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(usable_from_on__isnull=False), name="payments_account_usable_from"
            ),
            models.UniqueConstraint(
                fields=["payee"], condition=Q(state="proposed"), name="payments_account_one_proposed"
            ),
        ]


class AccountChange(models.Model):
    """A proposed account and the second person who confirmed it; the payee is told by the old contact.

    reason          an officer's words; `asked_by_payee` where the payee proposed it in the portal
    refused_for     why the second person said no
    stopped_at      when the payee took back what they had not asked for, or stopped what was confirmed
    followed_at     when that was left with an office as work
    holder_differs  the holder's name is not the payee's: whoever confirms it looks at the papers first
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.OneToOneField(PayeeAccount, on_delete=models.PROTECT, related_name="change")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    holder_differs = models.BooleanField(default=False, db_default=False)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_for = models.CharField(max_length=200, blank=True, default="", db_default="")
    stopped_at = models.DateTimeField(null=True, blank=True)
    followed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["stopped_at"],
                condition=Q(stopped_at__isnull=False, followed_at__isnull=True),
                name="payments_account_stopped",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="payments_account_second_person",
            )
        ]
