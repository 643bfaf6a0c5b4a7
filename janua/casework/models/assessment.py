"""Assessment: what the law says, frozen with all that it read."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from janua.values import uuid7


class KeptJson(models.JSONField):
    """JSON kept letter by letter as it was written: what a digest was taken of is what stands there.

    It is written once and read whole. As `jsonb` the database would take it apart and write it anew, which for the
    explanations of a claim costs more than everything else that is stored for it, and takes a third more room.
    """

    def db_type(self, connection: Any) -> str:
        return "json"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        # The driver reads `json` itself, and leaves `jsonb` to Django.
        return super().from_db_value(value, expression, connection) if isinstance(value, str) else value


class LawText(models.Model):
    """The text of a country's law as it was run, kept as long as a decision points at it."""

    hash = models.CharField(max_length=64, primary_key=True)
    country = models.CharField(max_length=2)
    # path → text of each rule and parameter file, so that a replay needs nothing else.
    files = models.JSONField()
    kept_at = models.DateTimeField()


class Assessment(models.Model):
    """What the rules say of one claim for one period, replayable for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey("casework.Claim", on_delete=models.PROTECT, related_name="assessments")
    # The deciding day: it chooses parameters and the facts true on it.
    on = models.DateField(db_column="deciding_on")
    applied_on = models.DateField()
    event_on = models.DateField(null=True, blank=True)
    period_starts_on = models.DateField()
    period_ends_on = models.DateField()
    # What was known then; a later correction is not read by a replay.
    known_at = models.DateTimeField()
    law = models.ForeignKey(LawText, on_delete=models.PROTECT, related_name="+")
    engine_version = models.CharField(max_length=40)
    outcome = models.CharField(max_length=14)
    amount_kind = models.CharField(max_length=6)
    amount = models.BigIntegerField(help_text="minor units of the currency", null=True, blank=True)
    currency = models.CharField(max_length=3)
    period_unit = models.CharField(max_length=8)
    unit = ArrayField(models.UUIDField())
    # Every register row that was read: facts, relationships, residences, persons.
    inputs = ArrayField(models.UUIDField())
    # Persons by id, without names, addresses or identifiers.
    situation = KeptJson()
    # Conditions, missing, marks, explanation graph: every value on the way.
    result = KeptJson()
    digest = models.BinaryField(max_length=32, help_text="sha256 of situation and result, canonical JSON")

    class Meta:
        indexes = [models.Index(fields=["claim", "period_starts_on"], name="casework_assessment_claim")]
