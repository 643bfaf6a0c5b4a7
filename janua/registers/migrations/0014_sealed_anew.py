"""What is sealed may be sealed anew in rows that are otherwise never changed."""

from django.db import migrations

from janua.base.row_security import SqlFunction
from janua.base.row_security.statements import function_statements

# The resealer has a right to sealed columns alone.
ENDED_ONCE = SqlFunction(
    name="registers_ended_once",
    returns="trigger",
    volatility="VOLATILE",
    body="""
DECLARE
  held record := NEW;
BEGIN
  IF current_user = 'janua_resealer' THEN RETURN NEW; END IF;
  held.known_to := OLD.known_to;
  IF OLD.known_to IS NOT NULL OR NEW.known_to IS NULL OR held IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'janua: % is corrected by a newer row; only known_to is set, once', TG_TABLE_NAME
      USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_ended_once';
  END IF;
  RETURN NEW;
END
""",
)


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("registers", "0013_restricted"), ("keys", "0003_resealing")]

    operations = [migrations.RunSQL(function_statements(ENDED_ONCE), migrations.RunSQL.noop)]
