"""The door finds the person whom an identity provider has named."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """A function only."""

    dependencies = [("registers", "0006_family")]

    operations = [RowSecurity("registers")]
