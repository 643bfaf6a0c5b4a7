"""Decision, the notice before a refusal, its letter and the request to look again."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from janua.base.keys import SealedField
from janua.casework.states import ReconsiderationState
from janua.values import uuid7


class Decision(models.Model):
    """The signed determination on a claim; corrected only by a new one."""

    class Outcome(models.TextChoices):
        GRANT = "grant"
        REFUSE = "refuse"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    claim = models.ForeignKey("casework.Claim", on_delete=models.PROTECT, related_name="decisions")
    assessment = models.ForeignKey("casework.Assessment", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=6, choices=Outcome)
    amount = models.BigIntegerField(help_text="minor units of the currency", null=True, blank=True)
    currency = models.CharField(max_length=3)
    period_unit = models.CharField(max_length=8)
    from_on = models.DateField(null=True, blank=True)
    # [{"key", "met", "citation", "values"}]: every condition, failed ones included, never only the first.
    reasons = models.JSONField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_by_system = models.CharField(max_length=30, blank=True)
    decided_at = models.DateTimeField()
    on = models.DateField(db_column="decided_on")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="superseded_by", null=True, blank=True
    )
    challenge_until = models.DateField()

    class Meta:
        constraints = [
            # A machine may say yes; only a named person says no.
            models.CheckConstraint(
                condition=~Q(outcome="refuse") | Q(decided_by__isnull=False), name="casework_refusal_names_who"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_by_system="")
                | (Q(decided_by__isnull=True) & ~Q(decided_by_system="")),
                name="casework_decision_has_one_author",
            ),
            # A claim has one decision that supersedes nothing: a double press makes no second one.
            models.UniqueConstraint(
                fields=["claim"], condition=Q(supersedes__isnull=True), name="casework_decision_first_once"
            ),
        ]
        # The letters that wait are among the newest decisions.
        indexes = [models.Index(fields=["decided_at"], name="casework_decision_newest")]


class IntendedDecision(models.Model):
    """Notice that we intend to refuse, with the time to answer; nothing is refused without it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey("casework.Claim", on_delete=models.PROTECT, related_name="notices_given")
    assessment = models.ForeignKey("casework.Assessment", on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    answer = SealedField(subject="person_id", null=True, blank=True)
    # Files that came with the answer.
    documents = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment"], name="casework_notice_once_an_assessment"),
            models.CheckConstraint(condition=Q(answer_by__gte=F("given_on")), name="casework_notice_leaves_time"),
        ]


class Letter(models.Model):
    """A decision, or the notice before a refusal, rendered in one language and kept as a document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters", null=True, blank=True)
    intended = models.ForeignKey(
        IntendedDecision, on_delete=models.PROTECT, related_name="letters", null=True, blank=True
    )
    language = models.CharField(max_length=5)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "language"], name="casework_letter_once_a_language"),
            models.UniqueConstraint(fields=["intended", "language"], name="casework_letter_of_notice_once_a_language"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, intended__isnull=True)
                | Q(decision__isnull=True, intended__isnull=False),
                name="casework_letter_is_of_one",
            ),
        ]


class Reconsideration(models.Model):
    """A request to the same office to look at its decision again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reconsiderations")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_on = models.DateField()
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    grounds = SealedField(subject="person_id", null=True, blank=True)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in ReconsiderationState])
    # The re-run on corrected facts, and what differs from the decision line by line.
    assessment = models.ForeignKey(
        "casework.Assessment", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    differences = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=~Q(state="decided"), name="casework_reconsideration_one_open"
            )
        ]
