"""Whoever looked sees no task to ask about their looks."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("casework", "0016_withdrawn"), ("registers", "0013_restricted")]
    operations = [RowSecurity("casework")]
