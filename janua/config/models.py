"""What this installation is, kept where a copied environment file cannot lie about it."""

from django.db import models


class Installation(models.Model):
    """The one row that says what this database holds: real people, a demo's or a test's."""

    class Kind(models.TextChoices):
        """What the people in this database are."""

        PRODUCTION = "production"
        DEMO = "demo"
        TEST = "test"

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    country = models.CharField(max_length=2)

    class Meta:
        """One row only: an installation is one thing."""

        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="config_installation_one_row"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("production", "demo", "test")), name="config_installation_kind"
            ),
        )

    def __str__(self) -> str:
        """Show what it is and where."""
        return f"{self.kind} ({self.country})"
