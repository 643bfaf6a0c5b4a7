"""The door takes back a try that was right; a form is kept over a step-up by its owner."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Policies only."""

    dependencies = [("accounts", "0003_auditor")]

    operations = [RowSecurity("accounts")]
