"""Areas and offices: reference data that a country's pack or its ministry supplies."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language


class Area(models.Model):
    """A part of the country: the whole, a region, a district, a locality.

    path  ids from the top of the tree down to this area, so that `path && some_areas` means "in or below these"
    """

    id = models.IntegerField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    names = models.JSONField(help_text="language → name")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = ArrayField(models.IntegerField())

    class Meta:
        """The path ends with the area itself, and only a top area has no parent."""

        indexes = (GinIndex(fields=["path"], name="areas_area_path"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(path__0=F("id"), parent__isnull=True) | Q(parent__isnull=False), name="areas_area_top_path"
            ),
        )

    def __str__(self) -> str:
        """Show the code, which people of the ministry know."""
        return self.code

    @property
    def name(self) -> str:
        """The name in the language of the page, else in English, else the code."""
        return str(self.names.get(get_language() or "en") or self.names.get("en") or self.code)


class Office(models.Model):
    """An office where people come and officers work; it serves an area with all that lies below it."""

    id = models.IntegerField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(help_text="language → name")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="offices")
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)

    class Meta:
        """An office does not close before it opens."""

        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")), name="areas_office_period"
            ),
        )

    def __str__(self) -> str:
        """Show the code, which people of the ministry know."""
        return self.code

    @property
    def name(self) -> str:
        """The name in the language of the page, else in English, else the code."""
        return str(self.names.get(get_language() or "en") or self.names.get("en") or self.code)
