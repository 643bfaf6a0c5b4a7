"""What the tables guard by themselves: the ledger balances and is only added to, and who may do what."""

from django.db import migrations

from janua.base.row_security import RowSecurity, SqlFunction
from janua.base.row_security.statements import function_statements

# One look at all rows of a statement: a deferred trigger a row would cost more than the rows. It is stricter too: the
# ledger balances after every statement, not only at the commit.
BALANCED = SqlFunction(
    name="payments_ledger_balances",
    returns="trigger",
    volatility="VOLATILE",
    body="""
BEGIN
  IF EXISTS (SELECT FROM written GROUP BY order_id, journal, programme, currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'janua: the two sides of a booking differ'
      USING ERRCODE = '23514', CONSTRAINT = 'payments_ledger_balances';
  END IF;
  RETURN NULL;
END
""",
)

ADDED_ONLY = SqlFunction(
    name="payments_added_only",
    returns="trigger",
    volatility="VOLATILE",
    body="""
BEGIN
  RAISE EXCEPTION 'janua: rows of % are added, never changed or removed', TG_TABLE_NAME
    USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_added_only';
END
""",
)


class Migration(migrations.Migration):
    """Functions, triggers, then row security."""

    dependencies = [
        ("payments", "0001_initial"),
        ("registers", "0002_guards"),
        ("casework", "0001_initial"),
        ("row_security", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(function_statements(BALANCED), migrations.RunSQL.noop),
        migrations.RunSQL(function_statements(ADDED_ONLY), migrations.RunSQL.noop),
        migrations.RunSQL(
            "CREATE OR REPLACE TRIGGER balances AFTER INSERT ON payments_ledgerentry REFERENCING NEW TABLE AS written"
            " FOR EACH STATEMENT EXECUTE FUNCTION payments_ledger_balances()",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            [
                f"CREATE OR REPLACE TRIGGER added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION payments_added_only()"
                for table in ("payments_ledgerentry", "payments_sentfile", "payments_disbursement")
            ],
            migrations.RunSQL.noop,
        ),
        # Which facts ceased to hold since a run was frozen: few, and costs nothing when a fact is written.
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS payments_fact_ended ON registers_fact (known_to) WHERE known_to IS NOT NULL",
            "DROP INDEX IF EXISTS payments_fact_ended",
        ),
        RowSecurity("payments"),
    ]
