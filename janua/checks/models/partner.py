"""Partners with their keys, messages received from them, and what we subscribed to."""

from django.db import models

from janua.values import uuid7


class Partner(models.Model):
    """An authority whose register we ask, at the one address registered for it.

    sender_id   its name in DCI messages; for X-Road the identifier of its service
    """

    code = models.CharField(max_length=40, primary_key=True)
    sender_id = models.CharField(max_length=120, unique=True)
    wire = models.CharField(max_length=5, choices=[("dci", "dci"), ("xroad", "xroad")])
    base_url = models.URLField(max_length=300)


class PartnerKey(models.Model):
    """A public key of a partner; an old one stays to verify what it signed while it was in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    key_id = models.CharField(max_length=80)
    # Raw Ed25519: the profile knows no other algorithm.
    public_key = models.BinaryField(max_length=32)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "key_id"], name="checks_key_once")]


class Received(models.Model):
    """A proven message of a partner, waiting for the worker; its id is the nonce that makes a replay harmless.

    The process that faces the network writes this row and nothing else; it seals the body for the worker and cannot
    open it again. The body goes once it was taken up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    body = models.BinaryField(null=True)
    received_at = models.DateTimeField()
    # The nonce must be remembered until the signature has expired.
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "message_id"], name="checks_message_once")]
        indexes = [
            models.Index(fields=["received_at"], condition=models.Q(taken_at__isnull=True), name="checks_message_new")
        ]


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
