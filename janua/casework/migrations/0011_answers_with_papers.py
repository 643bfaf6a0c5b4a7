"""An answer to a notice may bring papers."""

import django.contrib.postgres.fields
from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """A column and what row_security.py states."""

    dependencies = [("casework", "0010_urgent_access")]

    operations = [
        migrations.AddField(
            model_name="intendeddecision",
            name="documents",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        RowSecurity("casework"),
    ]
