"""Holds, lists and the persons on them; the functions that look for persons and erase them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import janua.base.keys.fields
import janua.values.uuids
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Tables, then row security with its functions."""

    initial = True

    dependencies = [
        ("row_security", "0001_initial"),
        ("keys", "0002_rotation"),
        ("accounts", "0004_at_the_door"),
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureList",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("found_on", models.DateField()),
                ("found_at", models.DateTimeField()),
                ("put_forward_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "put_forward_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "db_table": "retention_list",
            },
        ),
        migrations.CreateModel(
            name="ErasureItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("last_on", models.DateField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("found", "found"), ("kept", "kept"), ("erased", "erased"), ("done", "done")],
                        max_length=6,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "erasure_list",
                    models.ForeignKey(
                        db_column="list_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="retention.erasurelist",
                    ),
                ),
            ],
            options={
                "db_table": "retention_item",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("proceedings", "Proceedings"),
                            ("inquiry", "Inquiry"),
                            ("recovery", "Recovery"),
                            ("request", "Request"),
                        ],
                        max_length=12,
                    ),
                ),
                ("law", models.CharField(max_length=200)),
                ("reason", janua.base.keys.fields.SealedField(subject="person_id")),
                ("ends_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("is_confirmed", models.BooleanField(default=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="erasurelist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        ("put_forward_by__isnull", False),
                        models.Q(("approved_by", models.F("put_forward_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="retention_list_by_two",
            ),
        ),
        migrations.AddIndex(
            model_name="erasureitem",
            index=models.Index(
                condition=models.Q(("state__in", ["found", "erased"])), fields=["id"], name="retention_item_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasureitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "found")), fields=("person_id",), name="retention_item_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True), ("is_confirmed", False)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="retention_hold_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("law", ""), _negated=True), name="retention_hold_law"
            ),
        ),
        RowSecurity("retention"),
    ]
