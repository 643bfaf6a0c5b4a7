"""What a run pays by programme, budget line and area is added up once, when it is prepared."""

from django.db import migrations, models

from janua.base.row_security import RowSecurity


class Migration(migrations.Migration):
    """A column, and the function that fills it; runs prepared before are added up at each look."""

    dependencies = [("payments", "0011_restricted")]
    operations = [
        migrations.AddField("run", "sums", models.JSONField(blank=True, null=True)),
        RowSecurity("payments"),
    ]
