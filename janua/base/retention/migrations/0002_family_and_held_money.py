"""The family of whoever has a matter open is kept, and so is whoever's money is held back."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The function that looks for persons."""

    dependencies = [("retention", "0001_initial")]
    operations = [RowSecurity("retention")]
