from django.db import migrations

from janua.casework.models.assessment import KeptJson


class Migration(migrations.Migration):
    """What assessments read and found, kept as it was written."""

    dependencies = [("casework", "0005_letters")]
    operations = [
        migrations.AlterField(model_name="assessment", name="situation", field=KeptJson()),
        migrations.AlterField(model_name="assessment", name="result", field=KeptJson()),
    ]
