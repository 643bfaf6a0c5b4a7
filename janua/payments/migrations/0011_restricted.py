"""Officers who may not know of a person see no account or hold of theirs."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("payments", "0010_follow_person"), ("registers", "0013_restricted")]
    operations = [RowSecurity("payments")]
