"""The functions through which what is sealed is sealed anew."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Functions only; the rights to each table come with `janua db migrate`."""

    dependencies = [("keys", "0002_rotation")]

    operations = [RowSecurity("keys")]
