"""Whoever copies the database may note that they did."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """The function that notes a backup."""

    dependencies = [("health", "0001_initial")]
    operations = [RowSecurity("health")]
