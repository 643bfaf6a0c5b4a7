# What proposed rates would mean is worked out anew, over a snapshot; approved ones lose what was counted otherwise.

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_rates_read_by_name")]

    operations = [
        migrations.RunSQL(
            "UPDATE catalogue_ratechange SET preview = NULL,"
            " previewed_at = CASE WHEN approved_at IS NULL THEN NULL ELSE previewed_at END WHERE NOT preview ? 'on'",
            migrations.RunSQL.noop,
        )
    ]
