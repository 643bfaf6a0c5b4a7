"""Sessions, second factors, invitations, wrong attempts and kept forms."""

import django.db.models.deletion
import janua.base.keys.fields
import janua.values.uuids
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Make the tables that signing in needs."""

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="second_factor",
                        serialize=False,
                        to="accounts.account",
                    ),
                ),
                ("secret", janua.base.keys.fields.SealedField(subject="account_id")),
                ("last_step", models.BigIntegerField(default=0)),
                ("set_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WrongAttempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("citizen", "Citizen"), ("staff", "Staff")], max_length=10)),
                ("key", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key", "at"], name="accounts_wrongattempt_key"),
                    models.Index(fields=["at"], name="accounts_wrongattempt_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["citizen", "staff"])), name="accounts_wrongattempt_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))), name="accounts_invitation_limit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_by__isnull", True),
                            models.Q(("made_by", models.F("account")), _negated=True),
                            _connector="OR",
                        ),
                        name="accounts_invitation_not_self",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("citizen", "Citizen"), ("staff", "Staff")], max_length=10)),
                ("digest", models.BinaryField(unique=True)),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at"], name="accounts_keptform_ends")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["citizen", "staff"])), name="accounts_keptform_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("kept_at"))), name="accounts_keptform_limit"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("citizen", "Citizen"), ("staff", "Staff")], max_length=10)),
                ("digest", models.BinaryField(unique=True)),
                ("acts_for", models.UUIDField(null=True)),
                ("second_factor_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(help_text="the absolute limit")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed_out", "Signed Out"),
                            ("idle", "Idle"),
                            ("limit", "Limit"),
                            ("replaced", "Replaced"),
                            ("closed", "Closed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["account"], name="accounts_session_open"
                    ),
                    models.Index(fields=["ends_at"], name="accounts_session_ends"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["citizen", "staff"])), name="accounts_session_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("opened_at"))), name="accounts_session_limit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_why", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="accounts_session_ended",
                    ),
                ],
            },
        ),
        RowSecurity("accounts"),
    ]
