"""Check and Discrepancy: one question to one register, and an answer that contradicts what we knew."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from janua.checks.states import CheckState
from janua.values import uuid7


class Check(models.Model):
    """One question to one register about one person, under one legal ground."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    ground = models.CharField(max_length=40)
    # Account id or system:NAME of whoever's need it is; kept as text, since it may outlive the account.
    asked_for = models.CharField(max_length=60)
    state = models.CharField(max_length=11, choices=[(s.value, s.value) for s in CheckState])
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    deadline_on = models.DateField()
    # Of the last sending, for the partner's log; replies are correlated by the check's own id.
    message_id = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Rows that the answer brought.
    facts = ArrayField(models.UUIDField(), default=list)
    last_trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=["waiting", "asking", "asked"]),
                name="checks_check_to_do",
            ),
            models.Index(fields=["subject", "register", "kind"], name="checks_check_subject"),
            models.Index(
                fields=["answered_at"],
                condition=Q(state__in=["answered", "discrepancy", "manual"]),
                name="checks_check_finished",
            ),
        ]


class Discrepancy(models.Model):
    """Two sources say different things of the same person and time; an officer rules, by a Ruling in the register."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # None where no register was asked: the person themselves say that what we know is wrong.
    check_asked = models.ForeignKey(
        Check, on_delete=models.PROTECT, related_name="discrepancies", db_column="check_id", null=True, blank=True
    )
    subject = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    attribute = models.CharField(max_length=60)
    item = models.CharField(max_length=80, blank=True)
    stated = models.UUIDField(help_text="fact that stood before")
    answered = models.UUIDField(help_text="fact that the register stated")
    found_at = models.DateTimeField()
    ruling = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stated", "answered"], name="checks_discrepancy_once"),
        ]
        indexes = [
            models.Index(
                fields=["subject", "attribute"], condition=Q(ruling__isnull=True), name="checks_discrepancy_open"
            )
        ]
