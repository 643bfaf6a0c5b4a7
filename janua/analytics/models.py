"""A snapshot of the population, whose columns lie in sealed files, and what was tried on one: counts and sums."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from janua.values import uuid7


class Snapshot(models.Model):
    """Claims of some programmes as law reads them on a day, in numbered rows without names.

    on          the day for which the law is asked; each programme is asked for its period that holds it
    taken_on    whose entitlement reaches this day is in it, and who was refused in the year before it or since
    claims      how many claims there are; done: how many are in the files, left out ones among them
    left_out    claims whose facts cannot be what law reads: counted, and in no file
    parts       files come in parts, one a batch of claims
    behind      the last claim read, while the files are made; nothing says afterwards whose a row is
    digest      of the finished files
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    on = models.DateField(db_column="asked_on")
    taken_on = models.DateField()
    programmes = ArrayField(models.CharField(max_length=20))
    law_hash = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    deletes_at = models.DateTimeField()
    claims = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    behind = models.UUIDField(null=True)
    digest = models.BinaryField(null=True)
    finished_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, digest__isnull=True)
                | Q(finished_at__isnull=False, digest__isnull=False, behind__isnull=True),
                name="analytics_snapshot_finished_whole",
            ),
            models.CheckConstraint(
                condition=Q(deletes_at__gt=F("begun_at"), deletes_at__lte=F("begun_at") + timedelta(hours=24)),
                name="analytics_snapshot_lives_hours",
            ),
        ]
        indexes = [
            models.Index(fields=["deletes_at"], condition=Q(deleted_at__isnull=True), name="analytics_snapshot_alive")
        ]


class Simulation(models.Model):
    """Other numbers of law that an analyst tries over the population; nothing comes of it but counts and sums.

    files        file of the law → YAML laid over its numbers
    programmes   those that read a changed number
    base_hash    of the law in force beneath, law_hash of what comes of it
    on           the day for which both laws are asked
    known, done  claims of the snapshot, and those that are read
    result       what is published: no group so small that it tells of persons
    fault        why there is no result
    """

    class Fault(models.TextChoices):
        """Why a simulation ended without a result."""

        OUTDATED = "outdated"
        NO_PLACE = "no_place"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=200)
    files = models.JSONField()
    programmes = ArrayField(models.CharField(max_length=20))
    base_hash = models.CharField(max_length=64)
    law_hash = models.CharField(max_length=64)
    on = models.DateField(db_column="asked_on")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+", null=True)
    known = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    fault = models.CharField(max_length=8, choices=Fault, blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, result__isnull=True, fault="")
                | Q(finished_at__isnull=False, result__isnull=False, fault="")
                | (Q(finished_at__isnull=False, result__isnull=True) & ~Q(fault="")),
                name="analytics_simulation_ends_one_way",
            )
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="analytics_simulation_newest"),
            models.Index(
                fields=["asked_at"], condition=Q(finished_at__isnull=True), name="analytics_simulation_waiting"
            ),
        ]
