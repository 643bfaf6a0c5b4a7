"""Whom an officer may not know of is said once, for the tables of every app."""

from django.db import migrations, models
from django.db.models import Q

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The index of restricted persons, then row security."""

    dependencies = [("registers", "0012_sealed_words"), ("documents", "0003_restricted")]
    operations = [
        migrations.AddIndex(
            "person",
            models.Index(fields=["id"], name="registers_person_restricted", condition=Q(restricted=True)),
        ),
        RowSecurity("registers"),
    ]
