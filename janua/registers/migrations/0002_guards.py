"""What the tables guard by themselves: no row is changed but ended, and no source contradicts itself."""

from django.db import migrations

from janua.base.row_security import RowSecurity, SqlFunction
from janua.base.row_security.statements import function_statements

ENDED_ONCE = SqlFunction(
    name="registers_ended_once",
    returns="trigger",
    volatility="VOLATILE",
    body="""
DECLARE
  held record := NEW;
BEGIN
  held.known_to := OLD.known_to;
  IF OLD.known_to IS NOT NULL OR NEW.known_to IS NULL OR held IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'janua: % is corrected by a newer row; only known_to is set, once', TG_TABLE_NAME
      USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_ended_once';
  END IF;
  RETURN NEW;
END
""",
)

# Locks the subjects first, so that of two statements about one person the second sees the first; then compares all
# new rows with all rows held for right about the same subjects in one go. A row at a time, or an exclusion
# constraint, costs three times as much (docs/decisions/0025-facts.md).
FACT_CONSISTENT = SqlFunction(
    name="registers_fact_consistent",
    returns="trigger",
    volatility="VOLATILE",
    definer=True,
    body="""
DECLARE
  locked bigint;
  more bigint;
  wrong record;
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'janua: facts are not written in repeatable read, where a contradiction could not be seen'
      USING ERRCODE = '25001';
  END IF;
  PERFORM 1 FROM registers_person
  WHERE id IN (SELECT subject_id FROM stated WHERE subject_kind = 1) ORDER BY id FOR NO KEY UPDATE;
  GET DIAGNOSTICS locked = ROW_COUNT;
  PERFORM 1 FROM registers_dwelling
  WHERE id IN (SELECT subject_id FROM stated WHERE subject_kind = 2) ORDER BY id FOR NO KEY UPDATE;
  GET DIAGNOSTICS more = ROW_COUNT;
  IF locked + more <> (SELECT count(*) FROM (SELECT DISTINCT subject_id, subject_kind FROM stated) s) THEN
    RAISE EXCEPTION 'janua: a fact is about a person or dwelling that is not in the register'
      USING ERRCODE = '23503', CONSTRAINT = 'registers_fact_subject_known';
  END IF;
  WITH beside AS MATERIALIZED (
    SELECT f.id, f.subject_id, f.attribute, f.source, f.item, f.true_from, f.true_to
    FROM (SELECT DISTINCT subject_id FROM stated) s JOIN registers_fact f USING (subject_id)
    WHERE f.known_to IS NULL)
  SELECT n.attribute, n.source, n.subject_id INTO wrong
  FROM stated n JOIN beside f
    ON f.subject_id = n.subject_id AND f.attribute = n.attribute AND f.source = n.source AND f.item = n.item
    AND f.id <> n.id AND daterange(f.true_from, f.true_to, '[]') && daterange(n.true_from, n.true_to, '[]')
  WHERE n.known_to IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'janua: % contradicts itself about % of %', wrong.source, wrong.attribute, wrong.subject_id
      USING ERRCODE = '23P01', CONSTRAINT = 'registers_fact_consistent',
            HINT = 'End the earlier statement (known_to) before the new one is written.';
  END IF;
  RETURN NULL;
END
""",
)

TWO_AXES = (
    "registers_personname",
    "registers_personidentifier",
    "registers_relationship",
    "registers_residence",
    "registers_membership",
    "registers_fact",
    "registers_ruling",
    "registers_mandate",
    "registers_consent",
    "registers_accountlink",
)


class Migration(migrations.Migration):
    """Functions, triggers, then row security."""

    dependencies = [("registers", "0001_initial"), ("accounts", "0001_initial"), ("row_security", "0001_initial")]
    operations = [
        migrations.RunSQL(function_statements(ENDED_ONCE), migrations.RunSQL.noop),
        migrations.RunSQL(function_statements(FACT_CONSISTENT), migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                f"CREATE OR REPLACE TRIGGER ended_once BEFORE UPDATE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION registers_ended_once()"
                for table in TWO_AXES
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE OR REPLACE TRIGGER consistent AFTER INSERT ON registers_fact REFERENCING NEW TABLE AS stated"
            " FOR EACH STATEMENT EXECUTE FUNCTION registers_fact_consistent()",
            migrations.RunSQL.noop,
        ),
        RowSecurity("registers"),
    ]
