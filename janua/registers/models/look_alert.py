"""LookAlert: looks that a second pair of eyes must read; LookCount and HeldCount: what is counted each day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from janua.base.areas.models import Area
from janua.base.keys import SealedField
from janua.registers.models.person import Person
from janua.values import uuid7


class LookAlert(models.Model):
    """One reason to ask an officer about their looks; it accuses nobody and stops nobody.

    kind      restricted: they were shown a protected person. persons, searches: more of these on a day than usual
    account   whose looks they are; who answers is somebody else
    area      where it is answered: of the person, or of the officer's office; without one, wherever alerts are answered
    on        the legal day of the looks
    access    number of the look in the access log, where it is about one
    looks     how many persons or searches there were on that day; 1 for a look at a protected person
    usual     middle of the officer's own days with looks before it, `days` of them; None where there are too few
    peers     middle of the days of colleagues with the same role, `colleagues` of them; None where there are too few
    finding   explained, or followed_up: somebody goes after it elsewhere
    """

    class Kind(models.TextChoices):
        """What made it."""

        RESTRICTED = "restricted"
        PERSONS = "persons"
        SEARCHES = "searches"

    class Finding(models.TextChoices):
        """What whoever answered found."""

        EXPLAINED = "explained"
        FOLLOWED_UP = "followed_up"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    access = models.BigIntegerField(null=True, blank=True)
    page = models.CharField(max_length=200, blank=True, default="")
    looks = models.PositiveIntegerField(default=1)
    usual = models.PositiveIntegerField(null=True, blank=True)
    days = models.PositiveIntegerField(default=0)
    peers = models.PositiveIntegerField(null=True, blank=True)
    colleagues = models.PositiveIntegerField(default=0)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=11, choices=Finding.choices, blank=True, default="")
    words = SealedField(subject="account_id", null=True)

    class Meta:
        """Answered by another than whose looks they are; one a day of a kind where it is about how many."""

        constraints = (
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("account")),
                name="registers_lookalert_second_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, finding="")
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(finding="")),
                name="registers_lookalert_answered",
            ),
            models.CheckConstraint(
                condition=(Q(kind="restricted") & Q(person__isnull=False))
                | (~Q(kind="restricted") & Q(person__isnull=True)),
                name="registers_lookalert_about",
            ),
            models.UniqueConstraint(
                fields=["account", "on", "kind"], condition=~Q(kind="restricted"), name="registers_lookalert_once"
            ),
        )
        indexes = (
            models.Index(fields=["at"], condition=Q(answered_at__isnull=True), name="registers_lookalert_waits"),
            models.Index(fields=["account", "on"], name="registers_lookalert_of"),
        )

    def __str__(self) -> str:
        """Show no name: logs print rows."""
        return f"alert on {self.kind} of account {self.account_id}"


class LookCount(models.Model):
    """How many persons an officer was shown on one day, and how often they searched."""

    id = models.BigAutoField(primary_key=True)
    on = models.DateField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    persons = models.PositiveIntegerField()
    searches = models.PositiveIntegerField()

    class Meta:
        """Once for an officer and a day."""

        constraints = (models.UniqueConstraint(fields=["account", "on"], name="registers_lookcount_once"),)
        indexes = (models.Index(fields=["on"], name="registers_lookcount_on"),)

    def __str__(self) -> str:
        """Show no name: logs print rows."""
        return f"looks of account {self.account_id} on {self.on}"


class HeldCount(models.Model):
    """How many looks are shown later on one day, by ground; and how many files were opened in urgency.

    ground   of a hold; urgent for files opened in urgency within a year, unjustified for those found to be wrong
    people   whose looks are held back; for the last two, how many files
    looks    how many of them, or how many were made in these files
    """

    id = models.BigAutoField(primary_key=True)
    on = models.DateField()
    ground = models.CharField(max_length=11)
    people = models.PositiveIntegerField()
    looks = models.PositiveIntegerField()

    class Meta:
        """Once for a ground and a day."""

        constraints = (models.UniqueConstraint(fields=["on", "ground"], name="registers_heldcount_once"),)

    def __str__(self) -> str:
        """Say which."""
        return f"looks held back for {self.ground} on {self.on}"
