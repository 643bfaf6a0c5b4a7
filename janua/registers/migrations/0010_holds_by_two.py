"""Nobody hides looks alone by asking anew, and looks at a hold tell nobody that there is one."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("registers", "0009_sorted_and_held")]
    operations = [RowSecurity("registers")]
