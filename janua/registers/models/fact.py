"""Fact: what a source states of a subject; Ruling: which statement an officer holds for right."""

from datetime import date
from typing import TypeAlias

from django.db import models
from django.db.models import Q

from janua.base.keys import SealedField
from janua.registers.models.known import Known, KnownManager, never_overlapping
from janua.values import uuid7

Value: TypeAlias = int | str | bool | date


class Subject(models.IntegerChoices):
    """Whom or what a fact is about."""

    PERSON = 1
    DWELLING = 2


class Assurance(models.IntegerChoices):
    """How a statement is borne out; a greater number is stronger."""

    DECLARED = 1
    DOCUMENTED = 2
    CONFIRMED = 3


class Status(models.IntegerChoices):
    """Whether there is a value, and if not, why."""

    KNOWN = 0
    NOT_KNOWN = 1
    REFUSED = 2
    NOT_APPLICABLE = 3

    @property
    def word(self) -> str:
        """The word that packs and situations use: known, not_known, refused, not_applicable."""
        return self.name.lower()

    @classmethod
    def of_word(cls, word: str) -> "Status":
        """Read the word back. Raises KeyError."""
        return cls[word.upper()]


class Fact(Known):
    """One statement of one source: subject, attribute, item, value, on two time axes.

    Statements of different sources may contradict each other; one source never contradicts itself (a trigger, see
    docs/decisions/0025-facts.md, which also says why the table looks like this).

    subject_id    a person or a dwelling, as subject_kind says; ids are unique across both
    evidence_id   the row of an upper app that bears it out: an answered check, a document, an application
    item          tells repeated items apart (a job, a payer and year); empty where the attribute does not repeat
    number        whole number; money in minor units of the currency that the attribute declares
    words         a choice, a text, or an exact rate such as 13/200
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField()
    evidence_id = models.UUIDField(null=True, blank=True)
    number = models.BigIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    subject_kind = models.PositiveSmallIntegerField(choices=Subject.choices)
    assurance = models.PositiveSmallIntegerField(choices=Assurance.choices)
    status = models.PositiveSmallIntegerField(choices=Status.choices, default=Status.KNOWN)
    truth = models.BooleanField(null=True, blank=True)
    attribute = models.CharField(max_length=80)
    source = models.CharField(max_length=40)
    item = models.CharField(max_length=120, blank=True, default="")
    words = models.CharField(max_length=400, null=True, blank=True)  # noqa: DJ001  (null: the value is in another column)

    objects = KnownManager["Fact"]()

    class Meta(Known.Meta):
        """Exactly one value where there is one. One index: the subject alone is stored once for its many facts."""

        indexes = (models.Index(fields=["subject_id"], name="registers_fact_subject"),)
        constraints = (
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject_kind__in=Subject.values, assurance__in=Assurance.values),
                name="registers_fact_kinds",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.KNOWN)
                & (
                    Q(number__isnull=False, day__isnull=True, truth__isnull=True, words__isnull=True)
                    | Q(number__isnull=True, day__isnull=False, truth__isnull=True, words__isnull=True)
                    | Q(number__isnull=True, day__isnull=True, truth__isnull=False, words__isnull=True)
                    | Q(number__isnull=True, day__isnull=True, truth__isnull=True, words__isnull=False)
                )
                | Q(
                    status__in=(Status.NOT_KNOWN, Status.REFUSED, Status.NOT_APPLICABLE),
                    number__isnull=True,
                    day__isnull=True,
                    truth__isnull=True,
                    words__isnull=True,
                ),
                name="registers_fact_one_value",
            ),
        )

    def __str__(self) -> str:
        """Show no value: logs print rows."""
        return f"{self.attribute} of {self.subject_id} by {self.source}"

    @property
    def value(self) -> Value | None:
        """The value, whichever column holds it; None where there is none."""
        for value in (self.number, self.words, self.day, self.truth):
            if value is not None:
                return value
        return None


class Ruling(Known):
    """An officer's choice among contradicting statements, for some days.

    It chooses what the fact says: it holds as long as the fact's source states that same value, and falls
    silent when the source says something else, so that the officer looks again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(db_index=True)
    subject_kind = models.PositiveSmallIntegerField(choices=Subject.choices)
    attribute = models.CharField(max_length=80)
    item = models.CharField(max_length=120, blank=True, default="")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="rulings")
    # Sealed for the person, or for the dwelling it is about.
    reason = SealedField(subject="subject_id")
    ruled_by = models.UUIDField(help_text="account of the officer")
    ruled_by_name = models.CharField(max_length=120)

    objects = KnownManager["Ruling"]()

    class Meta(Known.Meta):
        """One ruling on one thing at a time, with a reason."""

        constraints = (
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason__isnull=False) & ~Q(ruled_by_name=""), name="registers_ruling_reason"
            ),
            never_overlapping("registers_ruling_once", "subject_id", "attribute", "item"),
        )

    def __str__(self) -> str:
        """Show what was ruled on."""
        return f"ruling on {self.attribute} of {self.subject_id}"
