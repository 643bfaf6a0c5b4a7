"""Citizens are told who looked by functions; they read the log itself no more."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("audit", "0001_initial")]

    operations = [RowSecurity("audit")]
