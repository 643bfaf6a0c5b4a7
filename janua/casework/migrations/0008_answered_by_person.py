"""A person withdraws a claim and answers an offer; and is told which registers were asked."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """Only what row_security.py states."""

    dependencies = [("casework", "0007_officers_work"), ("checks", "0003_owner_reads")]

    operations = [RowSecurity("casework")]
