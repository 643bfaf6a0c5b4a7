"""Asking for a consent; a parent's children, and an adult who consented."""

import django.db.models.deletion
import janua.values.uuids
from django.db import migrations, models
from django.db.models import F, Q

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The table, then functions and policies."""

    dependencies = [("registers", "0005_urgent_access")]

    operations = [
        migrations.CreateModel(
            name="ConsentRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("purpose", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("given", "Given"), ("declined", "Declined")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.CheckConstraint(condition=~Q(asker=F("asked")), name="registers_consentrequest_two_people"),
                    models.UniqueConstraint(
                        fields=["asker", "asked", "purpose"],
                        condition=Q(answer="waiting"),
                        name="registers_consentrequest_once",
                    ),
                )
            },
        ),
        RowSecurity("registers"),
    ]
