"""Nobody who has died receives for somebody else: such orders are not made, or are taken out."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The functions that fill a run and take orders out of it."""

    dependencies = [("payments", "0012_sums_of_a_run"), ("seals", "0002_paymaster")]
    operations = [RowSecurity("payments")]
