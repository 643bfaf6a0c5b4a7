"""A person who asks at the desk is signed out everywhere."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """A function only."""

    dependencies = [("registers", "0014_sealed_anew"), ("accounts", "0005_links_take_two")]

    operations = [RowSecurity("registers")]
