"""Who reads proposed rates in the background says its name."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The policies as they stand now."""

    dependencies = [("catalogue", "0005_rates")]

    operations = [RowSecurity("catalogue")]
