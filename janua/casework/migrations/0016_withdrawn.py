"""Claims that were taken back are found without reading all claims."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index."""

    dependencies = [("casework", "0015_restricted")]
    operations = [
        migrations.AddIndex(
            "claim",
            models.Index(condition=models.Q(("state", "withdrawn")), fields=["id"], name="casework_claim_withdrawn"),
        ),
    ]
