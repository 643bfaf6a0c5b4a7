"""Papers that came with an application, what the person says is wrong, and drafts thrown away."""

import django.db.models.deletion
import janua.base.keys.fields
import janua.values.uuids
from django.db import migrations, models
from django.db.models import Q

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Two tables and a column, then their policies."""

    dependencies = [
        ("casework", "0008_answered_by_person"),
        ("documents", "0002_unsent"),
        ("registers", "0006_family"),
    ]

    operations = [
        migrations.AddField(model_name="draft", name="discarded_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="ApplicationPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("attribute", models.CharField(blank=True, max_length=80)),
                ("subject", models.UUIDField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="casework.application"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["application", "document"], name="casework_applicationpaper_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.UUIDField()),
                ("attribute", models.CharField(blank=True, max_length=80)),
                ("known", models.UUIDField(blank=True, null=True)),
                ("stated", models.UUIDField(blank=True, null=True)),
                ("reason", janua.base.keys.fields.SealedField(editable=False, subject="person_id")),
                ("made_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="casework.application"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(attribute="", known__isnull=True, stated__isnull=True) | ~Q(attribute=""),
                        name="casework_remark_about",
                    )
                ]
            },
        ),
        RowSecurity("casework"),
    ]
