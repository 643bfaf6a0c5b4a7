"""Signs of life, readings and alarms."""

import django.contrib.postgres.fields
from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = [("row_security", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Process",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("host", models.CharField(max_length=80)),
                ("pid", models.IntegerField()),
                ("version", models.CharField(max_length=40)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ready", models.BooleanField()),
                (
                    "why",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("skew", models.FloatField(default=0.0)),
                ("recent", models.JSONField(default=dict)),
                ("reached", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "health_process",
                "indexes": [models.Index(fields=["seen_at"], name="health_process_seen")],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("measure", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=120)),
                ("queue", models.CharField(max_length=10)),
                ("number", models.FloatField()),
                ("taken_at", models.DateTimeField()),
                (
                    "trail",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), default=list, size=None),
                ),
                ("trail_at", models.DateTimeField()),
            ],
            options={
                "db_table": "health_reading",
                "constraints": [models.UniqueConstraint(fields=("measure", "label"), name="health_reading_once")],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("alarm", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=120)),
                ("number", models.FloatField()),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "health_standing",
                "indexes": [models.Index(fields=["ended_at"], name="health_standing_ended")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("alarm", "label"),
                        name="health_standing_once",
                    )
                ],
            },
        ),
        RowSecurity("health"),
    ]
