# What an analyst tries over the population.

import django.contrib.postgres.fields
import django.db.models.deletion
import janua.values.uuids
from django.conf import settings
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0001_snapshot"),
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Simulation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("files", models.JSONField()),
                (
                    "programmes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("base_hash", models.CharField(max_length=64)),
                ("law_hash", models.CharField(max_length=64)),
                ("on", models.DateField(db_column="asked_on")),
                ("asked_at", models.DateTimeField()),
                ("known", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("result", models.JSONField(null=True)),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[("outdated", "Outdated"), ("no_place", "No Place")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="analytics.snapshot",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-asked_at", "-id"], name="analytics_simulation_newest"),
                    models.Index(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["asked_at"],
                        name="analytics_simulation_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fault", ""), ("finished_at__isnull", True), ("result__isnull", True)),
                            models.Q(("fault", ""), ("finished_at__isnull", False), ("result__isnull", False)),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("result__isnull", True),
                                models.Q(("fault", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="analytics_simulation_ends_one_way",
                    )
                ],
            },
        ),
        RowSecurity("analytics"),
    ]
