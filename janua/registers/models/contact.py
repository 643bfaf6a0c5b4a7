"""PersonContact: where a person can be reached, sealed."""

from django.db import models

from janua.base.keys import SealedField
from janua.registers.models.known import Known, KnownManager
from janua.registers.models.person import Person
from janua.values import uuid7


class PersonContact(Known):
    """A telephone number, an e-mail address, a postal address; sealed under the person's own key.

    Members of one household never see each other's. An earlier one stays, so that news of a change can go there.
    """

    class Kind(models.TextChoices):
        """How the person is reached."""

        TELEPHONE = "telephone"
        EMAIL = "email"
        POST = "post"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = SealedField(subject="person_id")
    source = models.CharField(max_length=40)

    objects = KnownManager["PersonContact"]()

    class Meta(Known.Meta):
        """One of a kind is in use."""

        constraints = (
            *Known.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(known_to__isnull=True),
                name="registers_contact_one_in_use",
            ),
        )

    def __str__(self) -> str:
        """Show the kind, not the value."""
        return f"{self.kind} of person {self.person_id}"
