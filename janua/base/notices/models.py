"""Notices and their deliveries."""

from django.db import models

from janua.base.areas.models import Area
from janua.base.keys import SealedField
from janua.base.notices.states import DeliveryState
from janua.values import uuid7


class Channel(models.TextChoices):
    """A way to reach a person; the portal is always one."""

    PORTAL = "portal"
    EMAIL = "email"
    SMS = "sms"
    POST = "post"


class Notice(models.Model):
    """A message to one person: a template of the pack and the values in it, sealed.

    about_type, about_id  what it is about, for a link; ids only
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    values_json = SealedField(subject="person_id")
    about_type = models.CharField(max_length=40, blank=True, default="")
    about_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Listed newest first."""

        db_table = "notices_notice"
        indexes = [models.Index(fields=["person_id", "-sent_at"], name="notices_notice_of_person")]


class Delivery(models.Model):
    """A notice on one channel. Person and area stand here again, for row security to compare plain columns."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    person_id = models.UUIDField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, default=DeliveryState.WAITING)
    changed_at = models.DateTimeField()

    class Meta:
        """Once a channel; what waits is found at once."""

        db_table = "notices_delivery"
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once")]
        indexes = [
            models.Index(fields=["changed_at"], condition=models.Q(state="waiting"), name="notices_delivery_waiting")
        ]
