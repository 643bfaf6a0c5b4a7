"""A run is prepared by the paymaster in steps, may be limited to programmes, and ends where nothing is in it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Columns, the lines that are asked again, then row security with its functions."""

    dependencies = [
        ("accounts", "0004_at_the_door"),
        ("areas", "0001_initial"),
        ("casework", "0005_letters"),
        ("payments", "0005_own_orders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_on", models.DateField()),
                ("amount", models.BigIntegerField(help_text="minor units of the currency", null=True)),
                ("persons", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("reason", models.CharField(blank=True, max_length=60, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="run",
            name="payments_run_sent_only_approved",
        ),
        migrations.AddField(
            model_name="leftout",
            name="until_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="begun_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="fault",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="run",
            name="filled_to",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="persons_done",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="persons_due",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="run",
            name="prepared_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="programmes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=[
                    ("preparing", "preparing"),
                    ("prepared", "prepared"),
                    ("empty", "empty"),
                    ("approved", "approved"),
                    ("sending", "sending"),
                    ("sent", "sent"),
                    ("reconciled", "reconciled"),
                    ("cancelled", "cancelled"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["preparing", "prepared", "empty", "cancelled"]),
                    ("approved_by__isnull", False),
                    _connector="OR",
                ),
                name="payments_run_sent_only_approved",
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="claim",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.claim"
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="line",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.entitlementline",
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rechecks", to="payments.run"
            ),
        ),
        migrations.AddIndex(
            model_name="recheck",
            index=models.Index(
                condition=models.Q(("reason", None)), fields=["run", "claim"], name="payments_recheck_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.UniqueConstraint(fields=("run", "line"), name="payments_recheck_once"),
        ),
        migrations.RunSQL(
            "UPDATE payments_run SET begun_at = frozen_at, prepared_at = frozen_at", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            [
                "DROP FUNCTION IF EXISTS payments_fill_run(uuid, date, uuid[], text[])",
                "DROP FUNCTION IF EXISTS payments_changed_lines(uuid, text)",
                "DROP FUNCTION IF EXISTS payments_take_out(uuid, date)",
            ],
            migrations.RunSQL.noop,
        ),
        RowSecurity("payments"),
    ]
