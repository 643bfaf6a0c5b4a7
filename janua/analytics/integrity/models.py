"""Signals with their rows and what auditors found, the times of looking, and samples of decisions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from janua.base.audit.models import CurrentTransaction, TransactionId
from janua.base.keys import SealedField
from janua.values import uuid7

_ACCOUNT = settings.AUTH_USER_MODEL


class Watch(models.Model):
    """One time of looking for every signal: by night, or because an auditor asked.

    asked_by   the auditor; None by night
    done       how many of the signals were looked for
    found      how many signals were new, or had new rows
    fault      kind of the error that one signal ended in; the others are looked for all the same
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField()
    done = models.PositiveSmallIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=80, blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.F("done") * 0, condition=Q(finished_at__isnull=True), name="integrity_watch_one_at_a_time"
            )
        ]


class Signal(models.Model):
    """Something worth an auditor's look: rows that together passed a threshold. Never a reason against a person.

    kind         which signal, by its code
    key          what tells it from others of its kind: who and when, or a digest; never a value
    area         where its rows lie, for an auditor of a part of the country; None where they lie in several
    threshold    the numbers that it passed, as they stood
    found_at     when it was first found
    changed_at   when rows last joined it: what was found out before does not speak of these
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=140)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True)
    threshold = models.JSONField()
    found_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="integrity_signal_once")]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="integrity_signal_newest")]


class SignalRow(models.Model):
    """One row behind a signal: what it is, whom it is about, and which officer did it.

    thing   decision, payee_account, contact, access, entry, hand_over, ruling, urgent_access, staff, role, run
    row     its id, or its number in the log
    """

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="rows")
    thing = models.CharField(max_length=20)
    row = models.CharField(max_length=40)
    person_id = models.UUIDField(null=True)
    officer_id = models.UUIDField(null=True)
    second_id = models.UUIDField(null=True)
    area_id = models.IntegerField(null=True)
    at = models.DateTimeField(null=True, db_column="happened_at")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "thing", "row"], name="integrity_row_once")]


class Finding(models.Model):
    """What an auditor found out about a signal; only ever added."""

    class State(models.TextChoices):
        """How far the looking is."""

        LOOKED_INTO = "looked_into"
        EXPLAINED = "explained"
        PASSED_ON = "passed_on"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="findings")
    state = models.CharField(max_length=12, choices=State)
    words = SealedField(subject="signal_id")
    by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+", db_column="found_by")
    at = models.DateTimeField(db_column="found_at")

    class Meta:
        indexes = [models.Index(fields=["signal", "-at"], name="integrity_finding_newest")]


class TelephoneSeen(models.Model):
    """The keyed digest of a telephone number, by which equal numbers are found without opening any."""

    contact_id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField()
    digest = models.BinaryField(db_index=True)


class Sample(models.Model):
    """Decisions drawn by lot to be replayed: what was asked for, then the seed that nobody could choose, then the rows.

    wanted    which decisions: {"programme", "office", "officer", "outcome", "by", "since", "until"}, what is not
              named does not count
    strata    by which of programme, office, officer, outcome, by the lot is drawn apart; none: from all together
    areas     where the auditor may replay: the decisions of these
    xid       the transaction that asked: the seed is the first seal of the trail that holds it
    seed      head of that seal, in hexadecimal; population: how many decisions fit
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    purpose = models.CharField(max_length=300)
    wanted = models.JSONField()
    strata = ArrayField(models.CharField(max_length=10), default=list)
    size = models.PositiveSmallIntegerField()
    areas = ArrayField(models.IntegerField())
    xid = TransactionId(db_default=CurrentTransaction())
    seal = models.BigIntegerField(null=True)
    seed = models.CharField(max_length=64, blank=True, default="")
    population = models.PositiveIntegerField(null=True)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=1000), name="integrity_sample_size"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, seed="", seal__isnull=True, population__isnull=True)
                | (Q(drawn_at__isnull=False, seal__isnull=False, population__isnull=False) & ~Q(seed="")),
                name="integrity_sample_drawn_whole",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="integrity_sample_newest")]


class SampledDecision(models.Model):
    """One decision of a sample and what its replay gave.

    differences   JSON list of {"path", "then", "now"}, sealed by the key of the person; None until it is replayed
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="decisions")
    decision = models.ForeignKey("casework.Decision", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    area_id = models.IntegerField()
    stratum = models.CharField(max_length=200, blank=True)
    place = models.PositiveSmallIntegerField()
    replayed_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(null=True, db_column="difference_count")
    differences = SealedField(subject="person_id", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "decision"], name="integrity_sampled_once"),
            models.CheckConstraint(
                condition=Q(replayed_at__isnull=True, count__isnull=True)
                | Q(replayed_at__isnull=False, count__isnull=False),
                name="integrity_sampled_replayed",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(replayed_at__isnull=True), name="integrity_sampled_waits")]
