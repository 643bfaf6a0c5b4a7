"""Alerts on looks, what is counted of looks each day, and what a look shown later says of itself."""

import django.db.models.deletion
import janua.base.keys.fields
import janua.values.uuids
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Tables, row security, then the trigger that makes an alert of each look at a protected person."""

    dependencies = [
        ("accounts", "0004_at_the_door"),
        ("areas", "0001_initial"),
        ("audit", "0003_auditor"),
        ("registers", "0010_holds_by_two"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("ground", models.CharField(max_length=11)),
                ("people", models.PositiveIntegerField()),
                ("looks", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("on", "ground"), name="registers_heldcount_once")],
            },
        ),
        migrations.CreateModel(
            name="LookAlert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("restricted", "Restricted"), ("persons", "Persons"), ("searches", "Searches")],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("access", models.BigIntegerField(blank=True, null=True)),
                ("page", models.CharField(blank=True, default="", max_length=200)),
                ("looks", models.PositiveIntegerField(default=1)),
                ("usual", models.PositiveIntegerField(blank=True, null=True)),
                ("days", models.PositiveIntegerField(default=0)),
                ("peers", models.PositiveIntegerField(blank=True, null=True)),
                ("colleagues", models.PositiveIntegerField(default=0)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("explained", "Explained"), ("followed_up", "Followed Up")],
                        default="",
                        max_length=11,
                    ),
                ),
                ("words", janua.base.keys.fields.SealedField(null=True, subject="account_id")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.account",
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
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["at"],
                        name="registers_lookalert_waits",
                    ),
                    models.Index(fields=["account", "on"], name="registers_lookalert_of"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("account")), _negated=True),
                            _connector="OR",
                        ),
                        name="registers_lookalert_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True), ("finding", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="registers_lookalert_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "restricted"), ("person__isnull", False)),
                            models.Q(models.Q(("kind", "restricted"), _negated=True), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="registers_lookalert_about",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "restricted"), _negated=True),
                        fields=("account", "on", "kind"),
                        name="registers_lookalert_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LookCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("persons", models.PositiveIntegerField()),
                ("searches", models.PositiveIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on"], name="registers_lookcount_on")],
                "constraints": [models.UniqueConstraint(fields=("account", "on"), name="registers_lookcount_once")],
            },
        ),
        # It says more now; a function that gives other columns is made anew.
        migrations.RunSQL(
            "DROP FUNCTION IF EXISTS registers_looks_at(uuid, boolean, bigint, int)", migrations.RunSQL.noop
        ),
        RowSecurity("registers"),
        migrations.RunSQL(
            "CREATE OR REPLACE TRIGGER alert_on_look AFTER INSERT ON audit_access"
            " FOR EACH ROW EXECUTE FUNCTION registers_alert_on_look()",
            migrations.RunSQL.noop,
        ),
    ]
