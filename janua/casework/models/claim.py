"""Claim and what was taken up for it from below."""

from django.db import models
from django.db.models import Q

from janua.casework.states import ClaimState
from janua.values import uuid7


class Claim(models.Model):
    """One request for one programme, decided apart."""

    class Origin(models.TextChoices):
        APPLICATION = "application"
        EVENT = "event"
        REVIEW = "review"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="claims")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        "casework.Application", on_delete=models.PROTECT, related_name="claims", null=True, blank=True
    )
    event = models.ForeignKey("registers.Event", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    origin = models.CharField(max_length=12, choices=Origin)
    programme = models.CharField(max_length=20)
    claimant = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    # The day that the law asks for: the application, or the event of a one-off grant.
    about_on = models.DateField()
    # What the claimant stated about the claim itself, which is no fact about a person (claim kind, period asked for).
    declared = models.JSONField(default=dict)
    state = models.CharField(max_length=14, choices=[(s.value, s.value) for s in ClaimState])
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "programme"],
                condition=Q(application__isnull=False),
                name="casework_claim_one_a_programme",
            ),
            models.UniqueConstraint(
                # Twins are two events and one claim: the law counts all children of the day.
                fields=["claimant", "programme", "about_on"],
                condition=Q(origin="event"),
                name="casework_claim_one_an_event",
            ),
            models.CheckConstraint(
                condition=Q(origin="application", application__isnull=False)
                | Q(origin="event", event__isnull=False)
                | Q(origin="review"),
                name="casework_claim_has_its_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["claimant", "programme"], name="casework_claim_claimant"),
            models.Index(
                fields=["opened_at"], condition=Q(state__in=["submitted", "checking"]), name="casework_claim_waiting"
            ),
            # Few, and looked for every ten seconds: what waits for officers on them is closed.
            models.Index(fields=["id"], condition=Q(state="withdrawn"), name="casework_claim_withdrawn"),
        ]


class ClaimCheck(models.Model):
    """A check that a claim waits for; one check may answer several claims."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="checks")
    check_asked = models.ForeignKey("checks.Check", on_delete=models.PROTECT, related_name="+", db_column="check_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "check_asked"], name="casework_claimcheck_once"),
        ]


class CheckTaken(models.Model):
    """Our answer row to a finished check: unique, so a check is taken up once and none is passed over.

    state   the state it was taken up in: a check that went the manual route may be answered later, and is then news
    """

    check_asked = models.ForeignKey("checks.Check", on_delete=models.PROTECT, related_name="+", db_column="check_id")
    state = models.CharField(max_length=11)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_asked", "state"], name="casework_checktaken_once")]


class RulingTaken(models.Model):
    """Our answer row to a ruled discrepancy: the claims that waited for it are looked at again, once."""

    discrepancy = models.OneToOneField(
        "checks.Discrepancy", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    taken_at = models.DateTimeField()


class EventTaken(models.Model):
    """Our answer row to an event in the register, with what we made of it."""

    event = models.OneToOneField("registers.Event", on_delete=models.PROTECT, primary_key=True, related_name="+")
    outcome = models.CharField(max_length=30)
    taken_at = models.DateTimeField()
