"""Names in the order of the alphabet, cases handed to another area, looks that are shown later."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Q

import janua.base.keys.fields
import janua.values.uuids
from janua.base.row_security import RowSecurity
from janua.pack.installed import country
from janua.values import WrittenName

BATCH = 5_000
_NAMES = (
    "SELECT id, given, other, family, script FROM registers_personname WHERE sort_by = ''"
    " AND given || other || family <> '' ORDER BY id LIMIT %s"
)
_KEPT = (
    "UPDATE registers_personname n SET sort_by = k.sort_by"
    " FROM unnest(%s::uuid[], %s::bytea[]) AS k(id, sort_by) WHERE n.id = k.id"
)
# The name that the person's own columns are copies of.
_COPIED = """
UPDATE registers_person p SET sort_by = n.sort_by FROM registers_personname n
WHERE n.person_id = p.id AND n.known_to IS NULL AND n.kind = 'legal' AND n.script = p.script
  AND n.given = p.given_names AND n.family = p.family_name AND p.sort_by = ''
"""


def sort_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001  (Django's)
    """Give every name its key; names are never changed else, so their guard is away meanwhile, with the table locked."""
    language = country().languages[0]
    with schema_editor.connection.cursor() as cursor:
        # A table with checks still to be made at the end of the transaction cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("registers_personname", "registers_person"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE registers_personname DISABLE TRIGGER ended_once")
        while True:
            cursor.execute(_NAMES, [BATCH])
            rows = cursor.fetchall()
            if not rows:
                break
            keys = [
                WrittenName(given, family, other).sort_key(language, script=script)
                for _id, given, other, family, script in rows
            ]
            cursor.execute(_KEPT, [[row[0] for row in rows], keys])
        cursor.execute("ALTER TABLE registers_personname ENABLE TRIGGER ended_once")
        cursor.execute(_COPIED)
        for table in ("registers_personname", "registers_person"):
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    """Columns and their values, the table, then row security."""

    dependencies = [
        ("registers", "0008_between_citizens"),
        ("accounts", "0004_at_the_door"),
        ("areas", "0001_initial"),
        ("audit", "0003_auditor"),
        ("keys", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("person", "sort_by", models.BinaryField(db_default=b"")),
        migrations.AddField("personname", "sort_by", models.BinaryField(db_default=b"")),
        migrations.AddField(
            "person",
            "cared_in",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.area",
            ),
        ),
        migrations.RunPython(sort_all, migrations.RunPython.noop),
        migrations.CreateModel(
            name="LookHold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janua.values.uuids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("violence", "Violence"),
                            ("child", "Child"),
                            ("inquiry", "Inquiry"),
                            ("witness", "Witness"),
                        ],
                        max_length=8,
                    ),
                ),
                ("law", models.CharField(max_length=200)),
                ("reason", janua.base.keys.fields.SealedField(subject="person_id")),
                ("since", models.DateField()),
                ("ends_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("provisional_until", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("is_confirmed", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.office",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            ("answered_by__isnull", True),
                            Q(("answered_by", F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="registers_lookhold_second_person",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("answered_at__isnull", True), ("answered_by__isnull", True), ("is_confirmed", False)),
                            Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="registers_lookhold_answered",
                    ),
                    models.CheckConstraint(condition=Q(("ends_on__gte", F("since"))), name="registers_lookhold_order"),
                    models.CheckConstraint(condition=Q(("law", ""), _negated=True), name="registers_lookhold_law"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            Q(("ended_at__isnull", False), ("ended_by__isnull", False), ("is_confirmed", True)),
                            _connector="OR",
                        ),
                        name="registers_lookhold_ended",
                    ),
                ],
            },
        ),
        RowSecurity("registers"),
    ]
