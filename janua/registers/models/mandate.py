"""Mandate: acting for another; Consent: permission for one purpose; AccountLink: which account is which person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from janua.base.accounts.models import Account
from janua.base.keys import SealedField
from janua.registers.models.known import Known, KnownManager, never_overlapping
from janua.registers.models.person import Person
from janua.values import uuid7


class Mandate(Known):
    """`holder` may act for `giver`, for what the scope names, from one day to another.

    Revoked by closing this row and writing one that ends the day before, if it had begun.

    scope   codes of what may be done (apply, report, see …); `all` is everything
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_given")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_held")
    scope = ArrayField(models.CharField(max_length=40))
    # Deed, court order, form: what it rests on may say why somebody does not act for themselves.
    ground = SealedField(subject="giver_id")
    evidence_id = models.UUIDField(null=True, blank=True)

    objects = KnownManager["Mandate"]()

    class Meta(Known.Meta):
        """Between two people, for something, from a day."""

        constraints = (
            *Known.Meta.constraints,
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="registers_mandate_two_people"),
            models.CheckConstraint(
                condition=Q(scope__len__gt=0, true_from__isnull=False), name="registers_mandate_scope"
            ),
            never_overlapping("registers_mandate_once", "giver", "holder"),
        )

    def __str__(self) -> str:
        """Show both persons by id."""
        return f"{self.holder_id} acts for {self.giver_id}"


class Consent(Known):
    """A person allows one body one purpose, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=80)
    recipient = models.CharField(max_length=80, help_text="who may: a register's code, a consumer, a person's id")
    evidence_id = models.UUIDField(null=True, blank=True)

    objects = KnownManager["Consent"]()

    class Meta(Known.Meta):
        """From a day, and once for one purpose and recipient at a time."""

        constraints = (
            *Known.Meta.constraints,
            models.CheckConstraint(condition=Q(true_from__isnull=False), name="registers_consent_begins"),
            never_overlapping("registers_consent_once", "person", "purpose", "recipient"),
        )

    def __str__(self) -> str:
        """Show the purpose."""
        return f"consent of {self.person_id} to {self.purpose}"


class ConsentRequest(models.Model):
    """One adult of a family asks another for a consent; answered by giving it, or by a plain no."""

    class Answer(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        GIVEN = "given"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Between two people, once at a time."""

        constraints = (
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="registers_consentrequest_two_people"),
            models.UniqueConstraint(
                fields=["asker", "asked", "purpose"],
                condition=Q(answer="waiting"),
                name="registers_consentrequest_once",
            ),
        )

    def __str__(self) -> str:
        """Show both persons by id."""
        return f"{self.asker_id} asks {self.asked_id}"


class AccountLink(models.Model):
    """This account is this person, as somebody or something confirmed.

    confirmed_by   how: the identity provider's code, or the account of the officer who saw the papers
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    account_kind = models.CharField(max_length=10)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="account_links")
    confirmed_by = models.CharField(max_length=80)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An account is one person; a person has one account of a kind, so staff are never two."""

        constraints = (
            models.CheckConstraint(
                condition=Q(account_kind__in=("citizen", "staff")), name="registers_accountlink_kind"
            ),
            models.CheckConstraint(condition=~Q(confirmed_by=""), name="registers_accountlink_confirmed"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(known_to__isnull=True), name="registers_accountlink_one_person"
            ),
            models.UniqueConstraint(
                fields=["person", "account_kind"],
                condition=Q(known_to__isnull=True),
                name="registers_accountlink_one_account",
            ),
        )

    def __str__(self) -> str:
        """Show both by id."""
        return f"account {self.account_id} is person {self.person_id}"
