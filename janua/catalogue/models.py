"""The rows of the catalogue: programmes and the versions of their services."""

from django.db import models
from django.db.models import F, Q

from janua.values import uuid7


class Programme(models.Model):
    """A benefit or care scheme with a legal basis."""

    code = models.CharField(max_length=20, primary_key=True)
    # language → name
    names = models.JSONField()
    legal_basis = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)


class ServiceVersion(models.Model):
    """One door of one or more programmes, as described from one day to another.

    An application keeps the version that it was made under.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=60)
    blueprint = models.JSONField()
    digest = models.CharField(max_length=64, help_text="sha256 of the blueprint's canonical JSON")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(ends_on__isnull=True), name="catalogue_service_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="catalogue_service_period"
            ),
        ]


class ServiceProgramme(models.Model):
    """Which programmes a version of a service leads to."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="programmes")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "programme"], name="catalogue_service_programme")]
