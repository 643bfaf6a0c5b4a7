"""The row that says what this installation is."""

from django.db import migrations, models

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the table."""

    initial = True
    dependencies = [("row_security", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("production", "Production"), ("demo", "Demo"), ("test", "Test")], max_length=10
                    ),
                ),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="config_installation_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("production", "demo", "test"))),
                        name="config_installation_kind",
                    ),
                ],
            },
        ),
        RowSecurity("config"),
    ]
