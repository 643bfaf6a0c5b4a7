"""Who pays a run reads what its approver signed."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The policy of signatures."""

    dependencies = [("seals", "0001_initial")]
    operations = [RowSecurity("seals")]
