"""The wrapped data keys."""

import django.db.models.functions.datetime
from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the table."""

    initial = True

    dependencies = [("row_security", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField(help_text="of the key-encryption key that wraps it")),
                ("wrapped", models.BinaryField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "keys_datakey",
                "indexes": [
                    models.Index(
                        condition=models.Q(("wrapped__isnull", False)), fields=["version"], name="keys_datakey_version"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("destroyed_at__isnull", True), ("wrapped__isnull", False)),
                            models.Q(("destroyed_at__isnull", False), ("wrapped__isnull", True)),
                            _connector="OR",
                        ),
                        name="keys_datakey_wrapped_or_destroyed",
                    )
                ],
            },
        ),
        RowSecurity("keys"),
    ]
