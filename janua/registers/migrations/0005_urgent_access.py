"""Files opened in urgency by officers of other areas, and what supervisors say of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import janua.base.keys.fields
import janua.values.uuids
from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The table, then row security: it replaces a function of the audit trail, so it comes after accounts' own."""

    dependencies = [
        ("registers", "0004_told_of_others"),
        ("accounts", "0003_auditor"),
        ("areas", "0001_initial"),
        ("audit", "0003_auditor"),
        ("keys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="UrgentAccess",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", janua.base.keys.fields.SealedField(subject="person_id")),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("review_by", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("justified", "Justified"), ("not_justified", "Not Justified")],
                        default="",
                        max_length=13,
                    ),
                ),
                ("note", janua.base.keys.fields.SealedField(null=True, subject="person_id")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "ends_at"], name="registers_urgent_of_account"),
                    models.Index(
                        condition=models.Q(("reviewed_at__isnull", True)),
                        fields=["review_by"],
                        name="registers_urgent_to_review",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(("reviewed_by", models.F("account")), _negated=True),
                            _connector="OR",
                        ),
                        name="registers_urgent_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True), ("verdict", "")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="registers_urgent_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("opened_at"))), name="registers_urgent_ends"
                    ),
                ],
            },
        ),
        RowSecurity("registers"),
    ]
