"""A payee says that they did not ask for an account, and an office looks into it."""

from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """When it was said and when it became work, with who may write that."""

    dependencies = [("payments", "0008_stopped_in_time")]

    operations = [
        migrations.AddField("accountchange", "stopped_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("accountchange", "followed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "accountchange",
            models.Index(
                fields=["stopped_at"],
                condition=models.Q(stopped_at__isnull=False, followed_at__isnull=True),
                name="payments_account_stopped",
            ),
        ),
        RowSecurity("payments"),
    ]
