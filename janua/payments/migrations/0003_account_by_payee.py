"""A payee proposes an account and may take it back; whether the holder bears another name."""

from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """A column, a state and what row_security.py states."""

    dependencies = [("payments", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="accountchange",
            name="holder_differs",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AlterField(
            model_name="payeeaccount",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("confirmed", "confirmed"),
                    ("refused", "refused"),
                    ("withdrawn", "withdrawn"),
                ],
                max_length=9,
            ),
        ),
        RowSecurity("payments"),
    ]
