"""Keys are renewed while the system runs: what a data key was before, and the renewals themselves."""

from django.db import migrations, models
from django.db.models import Q

import janua.values.uuids
from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Three columns that may be empty, and a table."""

    dependencies = [("keys", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Rotation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("master", "master"), ("data", "data")], max_length=6)),
                (
                    "version",
                    models.PositiveSmallIntegerField(help_text="of the key-encryption key that wraps afterwards"),
                ),
                (
                    "started_by",
                    models.CharField(
                        help_text="the operator, as the system they signed in to names them", max_length=80
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "keys_rotation"},
        ),
        migrations.AddField("datakey", "previous", models.BinaryField(null=True)),
        migrations.AddField("datakey", "previous_version", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("datakey", "renewed_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "datakey",
            models.Index(
                condition=Q(previous__isnull=False), fields=["previous_version"], name="keys_datakey_previous"
            ),
        ),
        migrations.AddConstraint(
            "datakey",
            models.CheckConstraint(
                condition=Q(previous__isnull=True, previous_version__isnull=True)
                | Q(previous__isnull=False, previous_version__isnull=False, wrapped__isnull=False),
                name="keys_datakey_previous_whole",
            ),
        ),
        migrations.AddConstraint(
            "rotation",
            models.UniqueConstraint(condition=Q(ended_at__isnull=True), fields=["kind"], name="keys_rotation_one"),
        ),
        RowSecurity("keys"),
    ]
