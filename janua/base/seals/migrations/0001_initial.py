"""Signatures of acts, and the register of sealed papers."""

import django.db.models.deletion
import janua.values.uuids
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = [
        ("accounts", "0004_at_the_door"),
        ("areas", "0001_initial"),
        ("row_security", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_digest", models.BinaryField(unique=True)),
                ("file_digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=40)),
                ("about_type", models.CharField(max_length=40)),
                ("about_id", models.UUIDField()),
                ("reference", models.CharField(max_length=40)),
                ("programme", models.CharField(max_length=20)),
                ("outcome", models.CharField(max_length=20)),
                ("issued_on", models.DateField()),
                ("replaced_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["about_id"], name="seals_paper_about")],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("act", models.CharField(max_length=40)),
                ("object_type", models.CharField(max_length=40)),
                ("object_id", models.UUIDField()),
                ("statement", models.TextField()),
                ("key", models.CharField(max_length=16)),
                ("signature", models.BinaryField()),
                ("signed_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("act", "object_id"), name="seals_signature_once")],
            },
        ),
        RowSecurity("seals"),
    ]
