"""Notices and their deliveries."""

import django.db.models.deletion
from django.db import migrations, models

import janua.base.keys.fields
import janua.base.notices.states
import janua.values.uuids
from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = [("areas", "0001_initial"), ("row_security", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("template", models.CharField(max_length=80)),
                ("language", models.CharField(max_length=10)),
                ("values_json", janua.base.keys.fields.SealedField(subject="person_id")),
                ("about_type", models.CharField(blank=True, default="", max_length=40)),
                ("about_id", models.UUIDField(null=True)),
                ("sent_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="areas.area")),
            ],
            options={
                "db_table": "notices_notice",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                (
                    "channel",
                    models.CharField(
                        choices=[("portal", "Portal"), ("email", "Email"), ("sms", "Sms"), ("post", "Post")],
                        max_length=10,
                    ),
                ),
                ("state", models.CharField(default=janua.base.notices.states.DeliveryState["WAITING"], max_length=10)),
                ("changed_at", models.DateTimeField()),
                ("area", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="areas.area")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="notices.notice"
                    ),
                ),
            ],
            options={
                "db_table": "notices_delivery",
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["person_id", "-sent_at"], name="notices_notice_of_person"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["changed_at"], name="notices_delivery_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("notice", "channel"), name="notices_delivery_once"),
        ),
        RowSecurity("notices"),
    ]
