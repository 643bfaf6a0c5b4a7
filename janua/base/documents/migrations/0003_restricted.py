"""Officers who may not know of a person see none of their documents."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("documents", "0002_unsent")]
    operations = [RowSecurity("documents")]
