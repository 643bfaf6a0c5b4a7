"""Event: news about a person, left for the apps above."""

from django.db import models

from janua.registers.models.person import Person
from janua.values import uuid7


class Event(models.Model):
    """Something happened: a birth, a death, a job lost, a move.

    Whoever takes it up writes an answer row of its own, unique by this row; nothing here is ever changed.

    person      whom it happened to (the child of a birth)
    about       whose file it belongs to (the mother of a birth); the same person where nobody else is meant
    reference   the source's own number, so that the same news twice is one event
    details     ids and codes that the taker needs, never free text
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events_about")
    source = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    happened_on = models.DateField()
    details = models.JSONField(default=dict, blank=True)
    known_from = models.DateTimeField()

    class Meta:
        """The same news twice is one event."""

        constraints = (models.UniqueConstraint(fields=["source", "reference"], name="registers_event_once"),)

    def __str__(self) -> str:
        """Show what happened to whom."""
        return f"{self.kind} of person {self.person_id}"
