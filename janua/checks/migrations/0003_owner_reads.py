"""A person is told which registers their claim waits for, by a function of casework."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("checks", "0002_row_security")]

    operations = [RowSecurity("checks")]
