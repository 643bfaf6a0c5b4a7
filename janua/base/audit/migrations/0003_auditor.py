"""An auditor's look-up: who may read, and the indexes that it asks by."""

import django.contrib.postgres.indexes
from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Indexes, then row security."""

    dependencies = [("audit", "0002_owner_reads")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("object_id__isnull", False)), fields=["object_id"], name="audit_entry_object"
            ),
        ),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["actor", "seq"], name="audit_entry_actor")),
        migrations.AddIndex(
            model_name="entry", index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="audit_entry_at")
        ),
        migrations.AddIndex(
            model_name="access", index=models.Index(fields=["actor", "seq"], name="audit_access_actor")
        ),
        migrations.AddIndex(
            model_name="access", index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="audit_access_at")
        ),
        RowSecurity("audit"),
    ]
