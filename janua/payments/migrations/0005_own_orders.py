"""A person reads their own orders without asking about runs."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("payments", "0004_reasons")]

    operations = [RowSecurity("payments")]
