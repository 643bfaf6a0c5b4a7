"""Nobody sees a signal about their own work."""

from django.db import migrations

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """The policy of signals."""

    dependencies = [("integrity", "0001_signals_and_samples")]
    operations = [RowSecurity("integrity")]
