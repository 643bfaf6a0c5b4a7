"""Audit entries, accesses and their seals."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import janua.base.audit.models
from janua.base.row_security.operation import RowSecurity

# Row security binds run-time roles; the trigger binds the owner and a superuser's slip too.
APPEND_ONLY = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'janua: rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
REVOKE ALL ON FUNCTION audit_refuse_change() FROM PUBLIC;
""" + "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
    for table in ("audit_entry", "audit_access", "audit_batch")
)


class Migration(migrations.Migration):
    """Make the tables, and the trigger that keeps every row as it was written."""

    initial = True

    dependencies = [("row_security", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("from_xid", janua.base.audit.models.TransactionId()),
                ("below_xid", janua.base.audit.models.TransactionId()),
                ("rows", models.IntegerField()),
                ("root", models.BinaryField()),
                ("previous", models.BinaryField(unique=True)),
                ("head", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
                ("public_key", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
            options={
                "db_table": "audit_batch",
            },
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("xid", janua.base.audit.models.TransactionId(db_default=janua.base.audit.models.CurrentTransaction())),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("purpose", models.TextField()),
                ("page", models.TextField()),
                ("persons", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
            ],
            options={
                "db_table": "audit_access",
                "indexes": [
                    models.Index(fields=["xid", "seq"], name="audit_access_xid"),
                    django.contrib.postgres.indexes.GinIndex(fields=["persons"], name="audit_access_persons"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("xid", janua.base.audit.models.TransactionId(db_default=janua.base.audit.models.CurrentTransaction())),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("purpose", models.TextField()),
                ("action", models.TextField()),
                ("subject", models.UUIDField(null=True)),
                ("object_type", models.TextField()),
                ("object_id", models.UUIDField(null=True)),
                ("details", models.JSONField()),
            ],
            options={
                "db_table": "audit_entry",
                "indexes": [
                    models.Index(fields=["xid", "seq"], name="audit_entry_xid"),
                    models.Index(
                        condition=models.Q(("subject__isnull", False)), fields=["subject"], name="audit_entry_subject"
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        RowSecurity("audit"),
    ]
