"""A paper that was not handed in yet may be handed in, or thrown away, by the account that stored it."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("documents", "0001_initial")]

    operations = [RowSecurity("documents")]
