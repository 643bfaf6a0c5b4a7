"""Areas and offices."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = [("row_security", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("names", models.JSONField(help_text="language → name")),
                ("path", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="areas.area"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("names", models.JSONField(help_text="language → name")),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offices", to="areas.area"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="area",
            index=django.contrib.postgres.indexes.GinIndex(fields=["path"], name="areas_area_path"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("path__0", models.F("id"))),
                    ("parent__isnull", False),
                    _connector="OR",
                ),
                name="areas_area_top_path",
            ),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_on__isnull", True), ("closes_on__gte", models.F("opens_on")), _connector="OR"
                ),
                name="areas_office_period",
            ),
        ),
        RowSecurity("areas"),
    ]
