"""What officers leave in a case: notes, questions to the person, and tasks handed over."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from janua.base.keys import SealedField
from janua.values import uuid7


class Note(models.Model):
    """What an officer wrote in a person's file, for colleagues. Only ever added; sealed by the person's key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="notes")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    text = SealedField(subject="person_id")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-written_at"], name="casework_note_of_case")]


class Question(models.Model):
    """What an officer asks the person about a claim: something to say, or a paper to bring.

    answer_by    a day that is named to the person; an answer after it still counts
    documents    files that came with the answer
    taken_at     when the answer became work for an officer
    """

    class Kind(models.TextChoices):
        """What the person is to do."""

        SAY = "say"
        PAPER = "paper"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey("casework.Claim", on_delete=models.PROTECT, related_name="questions")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    text = SealedField(subject="person_id")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = SealedField(subject="person_id", null=True, blank=True)
    documents = ArrayField(models.UUIDField(), default=list)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(answered_at__isnull=False), name="casework_question_taken_after"
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(answered_at__isnull=True), name="casework_question_open"),
            models.Index(
                fields=["answered_at"],
                condition=Q(answered_at__isnull=False, taken_at__isnull=True),
                name="casework_question_news",
            ),
        ]


class HandOver(models.Model):
    """A task that went from one officer to another, and why.

    to_owner       named instead of drawn by lot: holds only once a second person confirmed it
    to_office      another office that serves the same area; None where it stays
    words          the reason in the officer's words, sealed by the key of the person whom the task is about
    """

    class Reason(models.TextChoices):
        """Why a task changes hands."""

        KIN = "kin"
        ABSENT = "absent"
        WORKLOAD = "workload"
        SKILL = "skill"
        OFFICE = "office"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey("casework.Task", on_delete=models.PROTECT, related_name="hand_overs")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registers.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(max_length=8, choices=Reason)
    words = SealedField(subject="person_id", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_column="handed_by")
    at = models.DateTimeField(db_column="handed_at")
    to_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    to_office = models.ForeignKey("areas.Office", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | (~Q(confirmed_by=F("by")) & ~Q(confirmed_by=F("to_owner"))),
                name="casework_handover_second_person",
            ),
            models.CheckConstraint(
                condition=Q(to_owner__isnull=True) | Q(to_office__isnull=True), name="casework_handover_one_way"
            ),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(to_owner__isnull=False, confirmed_at__isnull=True),
                name="casework_handover_one_proposed",
            ),
        ]
