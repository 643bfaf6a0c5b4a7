"""A message in the inbox is sealed until it is taken up."""

from django.db import migrations, models

from janua.base.row_security import RowSecurity

# A message that waits was acknowledged: it may not be thrown away, and the owner has no key to seal it with.
_EMPTY_FIRST = """
DO $$
BEGIN
  IF EXISTS (SELECT FROM checks_received WHERE body IS NOT NULL) THEN
    RAISE EXCEPTION 'Messages wait in the inbox: stop serving api, let the worker take them up, then migrate.';
  END IF;
END
$$
"""


class Migration(migrations.Migration):
    """The column holds sealed bytes in place of JSON."""

    dependencies = [("checks", "0004_contested")]

    operations = [
        # The migration runs as the owner, whom no policy of this table lets see a row.
        migrations.RunSQL("ALTER TABLE checks_received NO FORCE ROW LEVEL SECURITY"),
        migrations.RunSQL(_EMPTY_FIRST),
        migrations.RunSQL("ALTER TABLE checks_received FORCE ROW LEVEL SECURITY"),
        migrations.RemoveField("received", "body"),
        migrations.AddField("received", "body", models.BinaryField(null=True)),
        # The right to set the column went with the column.
        RowSecurity("checks"),
    ]
