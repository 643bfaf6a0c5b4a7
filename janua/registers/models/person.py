"""Person: who it is, by which names and numbers."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from janua.base.areas.models import Area
from janua.registers.models.known import Known, KnownManager, never_overlapping
from janua.values import Name, WrittenName, uuid7

# What every pack calls these two facts; the columns born_on and died_on are copies of what is accepted of them.
BIRTH, DEATH = "date_of_birth", "date_of_death"


class Person(models.Model):
    """A human being whom we know of. The id is never given to anybody else.

    The columns are hot copies, derived in the action that records the rows they come from; lists read them alone.

    given_names …    name in force, in the papers' own script
    found_by         all names in all scripts, folded, for the search
    identifier       the first identifier that is in force, to tell people of one name apart
    sort_by          key of the name in force in the country's own alphabet, for lists (see WrittenName.sort_key)
    area             of the registered residence; row security reads it
    cared_in         area of the office that has the person's case, handed over from the area of residence
    restricted       adoption, shelter, witness: only named roles see this person
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    given_names = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    script = models.CharField(max_length=4, default="Latn")
    found_by = models.TextField(blank=True)
    identifier = models.CharField(max_length=80, blank=True)
    sort_by = models.BinaryField(db_default=b"", editable=False)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    restricted = models.BooleanField(default=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cared_in = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        """Found by name through trigrams, listed by area."""

        indexes = (
            GinIndex(OpClass("found_by", name="gin_trgm_ops"), name="registers_person_found_by"),
            # Asked by the policies of every table that names a person: whom hardly anybody may know of.
            models.Index(fields=["id"], name="registers_person_restricted", condition=Q(restricted=True)),
        )

    def __str__(self) -> str:
        """Show no name: logs print rows."""
        return f"person {self.id}"

    @property
    def name(self) -> str:
        """The name in force, for people to read; of somebody who was erased, that they were."""
        if not (self.given_names or self.other_names or self.family_name):
            return _("A person who was erased")
        return WrittenName(self.given_names, self.family_name, self.other_names).full()

    @property
    def kept_in(self) -> int | None:
        """Area whose office keeps the person's matters: where their case is, else where they live."""
        area: int | None = self.cared_in_id or self.area_id
        return area


class PersonName(Known):
    """A name that a person bears or bore, one row a script.

    sort_by   key of this name in the country's own alphabet; made when the name is written
    """

    class Kind(models.TextChoices):
        """What the name is for."""

        LEGAL = "legal"
        BIRTH = "birth"
        KNOWN_AS = "known_as"
        ALIAS = "alias"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LEGAL)
    script = models.CharField(max_length=4)
    place = models.PositiveSmallIntegerField(default=0, help_text="0 is the script of the papers")
    given = models.CharField(max_length=200, blank=True)
    other = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    sort_by = models.BinaryField(db_default=b"", editable=False)
    source = models.CharField(max_length=40)

    objects = KnownManager["PersonName"]()

    class Meta(Known.Meta):
        """One name of a kind and script at a time."""

        constraints = (
            *Known.Meta.constraints,
            models.CheckConstraint(condition=~Q(given="", other="", family=""), name="registers_personname_some_part"),
            never_overlapping("registers_personname_once", "person", "kind", "script"),
        )

    def __str__(self) -> str:
        """Show no name: logs print rows."""
        return f"{self.kind} name of person {self.person_id}"

    @staticmethod
    def name_of(rows: "list[PersonName]") -> Name:
        """Put the rows of one name together, own script first."""
        ordered = sorted(rows, key=lambda row: (row.place, row.script))
        return Name(tuple((row.script, WrittenName(row.given, row.family, row.other)) for row in ordered))


class PersonIdentifier(Known):
    """A number by which a register knows a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    source = models.CharField(max_length=40)

    objects = KnownManager["PersonIdentifier"]()

    class Meta(Known.Meta):
        """A number of a scheme belongs to one person as long as we hold it for right, now or in the past."""

        constraints = (
            *Known.Meta.constraints,
            models.UniqueConstraint(
                fields=["scheme", "value"], condition=Q(known_to__isnull=True), name="registers_identifier_unique"
            ),
        )

    def __str__(self) -> str:
        """Show the scheme, not the number."""
        return f"{self.scheme} of person {self.person_id}"
