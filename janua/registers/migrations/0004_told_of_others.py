"""Functions that tell a citizen of others: what may be shown, from which source, and who looked."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("registers", "0003_contact"), ("audit", "0001_initial"), ("accounts", "0001_initial")]

    operations = [RowSecurity("registers")]
