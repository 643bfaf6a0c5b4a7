"""Documents."""

import django.db.models.deletion
from django.db import migrations, models

import janua.values.uuids
from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the table."""

    initial = True

    dependencies = [("areas", "0001_initial"), ("row_security", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField(help_text="bytes of the content")),
                ("salt", models.BinaryField(max_length=16)),
                ("digest", models.BinaryField(max_length=32)),
                ("stored_by", models.TextField()),
                ("stored_at", models.DateTimeField()),
                ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="areas.area")),
            ],
            options={
                "db_table": "documents_document",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="documents_document_not_empty")
                ],
            },
        ),
        RowSecurity("documents"),
    ]
