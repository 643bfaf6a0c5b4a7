"""Who may see and write these tables, as row_security.py says."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Policies and grants."""

    dependencies = [("casework", "0002_initial"), ("row_security", "0001_initial")]
    operations = [RowSecurity("casework")]
