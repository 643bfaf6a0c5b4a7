# Claims refused under the old numbers are decided anew too.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_redecision")]

    operations = [
        migrations.AlterField(
            model_name="redecision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("same", "Same"),
                    ("increased", "Increased"),
                    ("decreased", "Decreased"),
                    ("asked", "Asked"),
                    ("undecided", "Undecided"),
                    ("granted", "Granted"),
                    ("reopened", "Reopened"),
                    ("invited", "Invited"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
        migrations.RemoveConstraint(model_name="redecision", name="casework_redecision_decided"),
        migrations.AddConstraint(
            model_name="redecision",
            constraint=models.CheckConstraint(
                condition=~models.Q(outcome__in=["increased", "decreased", "granted"])
                | models.Q(decision__isnull=False),
                name="casework_redecision_decided",
            ),
        ),
    ]
