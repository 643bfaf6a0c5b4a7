"""No file leaves with an account that its payee may still stop."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("payments", "0007_undo_account")]

    operations = [RowSecurity("payments")]
