"""A whole case may go to an office of another area."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import janua.base.keys.fields
import janua.values.uuids
from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The table, then row security."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0001_initial"),
        ("casework", "0011_answers_with_papers"),
        ("registers", "0009_sorted_and_held"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("moved", "Moved"),
                            ("kin", "Kin"),
                            ("safety", "Safety"),
                            ("skill", "Skill"),
                            ("other", "Other"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", janua.base.keys.fields.SealedField(subject="person_id")),
                ("asked_at", models.DateTimeField()),
                ("is_accepted", models.BooleanField(blank=True, null=True)),
                ("answer", janua.base.keys.fields.SealedField(blank=True, null=True, subject="person_id")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("moved_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="casework.case"
                    ),
                ),
                (
                    "from_area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "from_office",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.office"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
                (
                    "to_area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "to_office",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.office"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(("told_at__isnull", True)), fields=["asked_at"], name="casework_transfer_to_tell"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("from_office", F("to_office")), _negated=True),
                        name="casework_transfer_two_offices",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("is_accepted__isnull", True),
                            ),
                            Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("is_accepted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casework_transfer_answered",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("answered_by__isnull", True),
                            Q(("answered_by", F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="casework_transfer_second_person",
                    ),
                    models.CheckConstraint(
                        condition=Q(("moved_at__isnull", True), ("is_accepted", True), _connector="OR"),
                        name="casework_transfer_moved",
                    ),
                    models.UniqueConstraint(
                        condition=Q(
                            ("answered_at__isnull", True),
                            Q(("is_accepted", True), ("moved_at__isnull", True)),
                            _connector="OR",
                        ),
                        fields=("case",),
                        name="casework_transfer_one_at_a_time",
                    ),
                ],
            },
        ),
        RowSecurity("casework"),
    ]
