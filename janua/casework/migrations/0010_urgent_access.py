"""A person's file may be read in urgency by an officer of another area."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("casework", "0009_papers_and_remarks"), ("registers", "0006_family")]

    operations = [RowSecurity("casework")]
