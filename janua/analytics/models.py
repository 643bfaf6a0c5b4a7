"""A snapshot of the population: what is in it and how long it may live; its columns lie in sealed files."""

from datetime import timedelta

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
