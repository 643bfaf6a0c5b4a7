"""The functions that policies call."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Make the functions."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [RowSecurity("row_security")]
