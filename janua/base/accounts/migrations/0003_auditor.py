"""Who reads the audit trail, and where somebody holds one permission."""

from django.db import migrations

from janua.base.row_security.operation import RowSecurity


class Migration(migrations.Migration):
    """Replaces a function of the audit trail, so it comes after it."""

    dependencies = [("accounts", "0002_signing_in"), ("audit", "0003_auditor")]

    operations = [RowSecurity("accounts")]
