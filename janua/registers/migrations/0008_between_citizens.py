"""Who asked whom for a consent is a matter of two citizens: the policies ask who acts."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Policies only."""

    dependencies = [("registers", "0007_at_the_door")]

    operations = [RowSecurity("registers")]
