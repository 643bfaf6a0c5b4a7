"""Officers who may not know of a person see no case, claim, task or note of theirs."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("casework", "0014_refused_anew"), ("registers", "0013_restricted")]
    operations = [RowSecurity("casework")]
