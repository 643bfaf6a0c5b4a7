"""What was refused or tried in vain, by account."""

from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """A table that faces add to, and auditors read."""

    dependencies = [("health", "0002_backup"), ("accounts", "0003_auditor")]
    operations = [
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("process", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign_in", "Sign In"),
                            ("step_up", "Step Up"),
                            ("limit", "Limit"),
                            ("token", "Stale"),
                            ("body", "Body"),
                            ("method", "Method"),
                            ("unproved", "Unproved"),
                            ("refused", "Refused"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("page", models.CharField(max_length=120)),
                ("status", models.PositiveSmallIntegerField()),
                ("account", models.UUIDField(null=True)),
                ("origin", models.CharField(blank=True, default="", max_length=16)),
                ("times", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "health_securityevent",
                "indexes": [
                    models.Index(fields=["at"], name="health_securityevent_at"),
                    models.Index(fields=["account", "at"], name="health_securityevent_account"),
                ],
            },
        ),
        RowSecurity("health"),
    ]
