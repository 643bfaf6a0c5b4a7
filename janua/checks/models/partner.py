"""Partners with their keys, messages already seen, and what we subscribed to."""

from django.db import models

from janua.values import uuid7


class Partner(models.Model):
    """An authority whose register we ask, at the one address registered for it."""

    code = models.CharField(max_length=40, primary_key=True)
    sender_id = models.CharField(max_length=120, unique=True)
    base_url = models.URLField(max_length=300)


class PartnerKey(models.Model):
    """A public key of a partner; an old one stays to verify what it signed while it was in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    key_id = models.CharField(max_length=80)
    algorithm = models.CharField(max_length=20)
    public_key = models.BinaryField(max_length=64)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "key_id"], name="checks_key_once")]


class SeenMessage(models.Model):
    """A message id that a partner used: the nonce that makes a replayed message harmless."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=120)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "message_id"], name="checks_message_once")]


class Subscription(models.Model):
    """News that we asked a partner to send us."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="subscriptions")
    kind = models.CharField(max_length=40)
    message_id = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=[("asked", "asked"), ("active", "active"), ("refused", "refused")])
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "kind"], name="checks_subscription_once")]
