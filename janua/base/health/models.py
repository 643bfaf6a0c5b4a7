"""Process, Reading, Standing: who was seen, what was measured, which alarms stand. None of them names anybody.

SecurityEvent: what was refused or tried in vain, by account.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Process(models.Model):
    """One process of the product, as it says of itself every few seconds.

    kind       portal, workbench, api, work or payments: the database role it signs in as
    ready      whether it can do its work; `why` says what is missing: database, migrations, keys
    skew       how many seconds its clock is ahead of the database's
    recent     what it counted in the last five minutes
    reached    how it last found each other system
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    host = models.CharField(max_length=80)
    pid = models.IntegerField()
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ready = models.BooleanField()
    why = ArrayField(models.CharField(max_length=20), default=list)
    skew = models.FloatField(default=0.0)
    recent = models.JSONField(default=dict)
    reached = models.JSONField(default=dict)

    class Meta:
        db_table = "health_process"
        indexes = [models.Index(fields=["seen_at"], name="health_process_seen")]


class Reading(models.Model):
    """One measure under one label, as last read.

    queue   whose worker read it: what it no longer finds, it writes down as 0
    trail   the number once a minute for the last hour, the newest last
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    queue = models.CharField(max_length=10)
    number = models.FloatField()
    taken_at = models.DateTimeField()
    trail = ArrayField(models.FloatField(), default=list)
    trail_at = models.DateTimeField()

    class Meta:
        db_table = "health_reading"
        constraints = [models.UniqueConstraint(fields=["measure", "label"], name="health_reading_once")]


class Standing(models.Model):
    """One time that an alarm stood, or stands."""

    id = models.BigAutoField(primary_key=True)
    alarm = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    number = models.FloatField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "health_standing"
        constraints = [
            models.UniqueConstraint(
                fields=["alarm", "label"], condition=Q(ended_at__isnull=True), name="health_standing_once"
            )
        ]
        indexes = [models.Index(fields=["ended_at"], name="health_standing_ended")]


class SecurityEvent(models.Model):
    """What was refused or tried in vain, as often as it was within some seconds; of whom, as far as we know.

    at        when the process wrote it down: up to some seconds after the first
    process   portal, workbench or api
    page      name of the page, as the address list has it; none for an address that there is not
    status    of the answer
    account   who was signed in; by id alone, since it outlives the account
    origin    digest of the address it came from, keyed and anew each day: equal ones came from one place
    """

    class Kind(models.TextChoices):
        """What it was."""

        SIGN_IN = "sign_in"
        STEP_UP = "step_up"
        LIMIT = "limit"
        STALE = "token"
        BODY = "body"
        METHOD = "method"
        UNPROVED = "unproved"
        REFUSED = "refused"
        ABSENT = "absent"

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    process = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    page = models.CharField(max_length=120)
    status = models.PositiveSmallIntegerField()
    account = models.UUIDField(null=True)
    origin = models.CharField(max_length=16, blank=True, default="")
    times = models.PositiveIntegerField()

    class Meta:
        db_table = "health_securityevent"
        indexes = [
            models.Index(fields=["at"], name="health_securityevent_at"),
            models.Index(fields=["account", "at"], name="health_securityevent_account"),
        ]
