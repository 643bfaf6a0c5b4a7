"""A payee stops a confirmed account before its first day."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("payments", "0006_preparing")]

    operations = [RowSecurity("payments")]
