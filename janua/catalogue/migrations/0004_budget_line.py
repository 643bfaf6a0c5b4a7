"""A programme says where its cost stands in the budget."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("catalogue", "0003_announcements")]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="budget_line",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
