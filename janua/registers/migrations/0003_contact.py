"""Contacts, sealed."""

import django.db.models.deletion
import janua.base.keys.fields
import janua.values.uuids
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The table, its guard, its policies."""

    dependencies = [("registers", "0002_guards"), ("keys", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PersonContact",
            fields=[
                ("true_from", models.DateField(blank=True, null=True)),
                ("true_to", models.DateField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("telephone", "Telephone"), ("email", "Email"), ("post", "Post")], max_length=10
                    ),
                ),
                ("value", janua.base.keys.fields.SealedField(subject="person_id")),
                ("source", models.CharField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="registers.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("true_to__gte", models.F("true_from"))),
                        name="registers_personcontact_true_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("known_to__gte", models.F("known_from"))),
                        name="registers_personcontact_known_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        fields=("person", "kind"),
                        name="registers_contact_one_in_use",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE OR REPLACE TRIGGER ended_once BEFORE UPDATE ON registers_personcontact"
            " FOR EACH ROW EXECUTE FUNCTION registers_ended_once()",
            migrations.RunSQL.noop,
        ),
        RowSecurity("registers"),
    ]
