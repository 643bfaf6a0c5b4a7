"""Relationship: what one person is to another."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from janua.registers.models.known import Known, KnownManager, never_overlapping
from janua.registers.models.person import Person
from janua.values import uuid7


class Relationship(Known):
    """`of_person` is the `kind` of `to_person`: Anna is the parent of Ben.

    share   part of the custody, an exact fraction; None where nobody stated one
    """

    class Kind(models.TextChoices):
        """What one is to the other. Those between equals are written once a couple."""

        PARENT = "parent"
        ADOPTIVE_PARENT = "adoptive_parent"
        FOSTER_PARENT = "foster_parent"
        GUARDIAN = "guardian"
        CARER = "carer"
        SPOUSE = "spouse"
        CIVIL_PARTNER = "civil_partner"
        COHABITANT = "cohabitant"

    BETWEEN_EQUALS = (Kind.SPOUSE, Kind.CIVIL_PARTNER, Kind.COHABITANT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="is_to")
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="has")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    share_numerator = models.PositiveSmallIntegerField(null=True, blank=True)
    share_denominator = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=40)
    evidence_id = models.UUIDField(null=True, blank=True)

    objects = KnownManager["Relationship"]()

    class Meta(Known.Meta):
        """Nobody is anything to themselves; a share is a proper fraction; a couple is written once."""

        constraints = (
            *Known.Meta.constraints,
            models.CheckConstraint(condition=~Q(of_person=F("to_person")), name="registers_relationship_two_people"),
            models.CheckConstraint(
                condition=~Q(kind__in=("spouse", "civil_partner", "cohabitant")) | Q(of_person__lt=F("to_person")),
                name="registers_relationship_couple_order",
            ),
            models.CheckConstraint(
                condition=Q(share_numerator__isnull=True, share_denominator__isnull=True)
                | Q(
                    share_numerator__isnull=False,
                    share_denominator__isnull=False,
                    share_denominator__gt=0,
                    share_numerator__lte=F("share_denominator"),
                ),
                name="registers_relationship_share",
            ),
            never_overlapping("registers_relationship_once", "of_person", "to_person", "kind"),
        )

    def __str__(self) -> str:
        """Show both persons by id."""
        return f"{self.of_person_id} is {self.kind} of {self.to_person_id}"

    @property
    def share(self) -> Fraction | None:
        """Part of the custody."""
        if self.share_numerator is None or self.share_denominator is None:
            return None
        return Fraction(self.share_numerator, self.share_denominator)
