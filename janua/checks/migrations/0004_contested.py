"""A discrepancy may rest on what the person themselves say, with no register asked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column may be empty."""

    dependencies = [("checks", "0003_owner_reads")]

    operations = [
        migrations.AlterField(
            model_name="discrepancy",
            name="check_asked",
            field=models.ForeignKey(
                blank=True,
                db_column="check_id",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="discrepancies",
                to="checks.check",
            ),
        ),
    ]
