"""Officers who may not know of a person see none of their notices."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("notices", "0001_initial"), ("documents", "0003_restricted")]
    operations = [RowSecurity("notices")]
