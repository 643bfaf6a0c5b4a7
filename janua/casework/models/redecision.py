"""Redecision: what becomes of a claim under new rates."""

from django.db import models
from django.db.models import Q

from janua.casework.models.claim import Claim
from janua.casework.models.decision import Decision, Reconsideration


class Redecision(models.Model):
    """One claim that is decided anew because numbers of the law changed, and how that ended.

    programme        the claim's, for counting without reading claims
    before, after    minor units of the periods from the first day of the new rates on
    decision         the one that took the old one's place
    reconsideration  how an officer looks at it, where no machine may decide
    fault            the kind of error; its text may quote what is known of a person
    """

    class Outcome(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        SAME = "same"
        INCREASED = "increased"
        # Only under a law that the pack names.
        DECREASED = "decreased"
        # With an officer: it would be less, or there is a doubt.
        ASKED = "asked"
        # With an officer: the law gives no answer on what is known.
        UNDECIDED = "undecided"
        # Refused before, and granted by machine.
        GRANTED = "granted"
        # Refused before, and with an officer: the law may say yes now.
        REOPENED = "reopened"
        # Refused before, for days that the new rates do not reach: told to apply again.
        INVITED = "invited"
        FAILED = "failed"

    change = models.ForeignKey("catalogue.RateChange", on_delete=models.PROTECT, related_name="redecisions")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="redecisions")
    programme = models.CharField(max_length=20)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)
    before = models.BigIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="redecision", null=True, blank=True
    )
    reconsideration = models.ForeignKey(
        Reconsideration, on_delete=models.PROTECT, related_name="redecisions", null=True, blank=True
    )
    fault = models.CharField(max_length=60, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each claim once under one change; what is decided by machine has its decision."""

        constraints = [
            models.UniqueConstraint(fields=["change", "claim"], name="casework_redecision_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["increased", "decreased", "granted"]) | Q(decision__isnull=False),
                name="casework_redecision_decided",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", done_at__isnull=True)
                | (~Q(outcome="waiting") & Q(done_at__isnull=False)),
                name="casework_redecision_done",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(outcome="waiting"), name="casework_redecision_waiting"),
            models.Index(fields=["change", "programme", "outcome"], name="casework_redecision_counted"),
        ]


class RatesTaken(models.Model):
    """New rates of which every claim that they concern has its row."""

    change = models.OneToOneField(
        "catalogue.RateChange", on_delete=models.PROTECT, primary_key=True, related_name="taken"
    )
    taken_at = models.DateTimeField()
