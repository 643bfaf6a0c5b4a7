"""Dwelling, Residence, Household, Membership: who lives where and with whom."""

from django.db import models

from janua.base.areas.models import Area
from janua.registers.models.known import Known, KnownManager, never_overlapping
from janua.registers.models.person import Person
from janua.values import uuid7


class Dwelling(models.Model):
    """A place where people live. Rooms and rent are facts of it; its address does not change: another is another.

    reference   the number that the register of addresses or the loader gave it; unique where there is one
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=80, null=True, blank=True, unique=True)
    street = models.CharField(max_length=200, blank=True)
    locality = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        """Show no address: logs print rows."""
        return f"dwelling {self.id}"


class Residence(Known):
    """A person lives in a dwelling. Two kinds may stand side by side, one kind not."""

    class Kind(models.TextChoices):
        """In which sense somebody lives there."""

        REGISTERED = "registered"
        ACTUAL = "actual"
        TEMPORARY = "temporary"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="residences")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=40)
    evidence_id = models.UUIDField(null=True, blank=True)

    objects = KnownManager["Residence"]()

    class Meta(Known.Meta):
        """One residence of a kind at a time."""

        constraints = (
            *Known.Meta.constraints,
            never_overlapping("registers_residence_once", "person", "kind"),
        )

    def __str__(self) -> str:
        """Show person and dwelling by id."""
        return f"{self.kind} residence of {self.person_id} in {self.dwelling_id}"


class Household(models.Model):
    """People who share a budget, as they declared or as a register has it."""

    class Kind(models.TextChoices):
        """Who says so."""

        DECLARED = "declared"
        REGISTERED = "registered"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, null=True, blank=True, related_name="households")
    source = models.CharField(max_length=40)
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        """Show the kind and id."""
        return f"{self.kind} household {self.id}"


class Membership(Known):
    """A person belongs to a household."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")

    objects = KnownManager["Membership"]()

    class Meta(Known.Meta):
        """Nobody belongs twice to one household at a time."""

        constraints = (
            *Known.Meta.constraints,
            never_overlapping("registers_membership_once", "household", "person"),
        )

    def __str__(self) -> str:
        """Show both by id."""
        return f"{self.person_id} in household {self.household_id}"
