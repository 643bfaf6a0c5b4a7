"""Accounts and holds go with their person, to where they live or where their case is."""

from django.db import migrations

from janua.base.row_security import RowSecurity
from janua.base.row_security.statements import function_statements
from janua.payments.definers import FOLLOW_PERSON

_MOVED = (
    "CREATE OR REPLACE TRIGGER payments_follow AFTER UPDATE OF area_id, cared_in_id ON registers_person FOR EACH ROW"
    " WHEN (coalesce(OLD.cared_in_id, OLD.area_id) IS DISTINCT FROM coalesce(NEW.cared_in_id, NEW.area_id))"
    " EXECUTE FUNCTION payments_follow_person()"
)


class Migration(migrations.Migration):
    """The function, the trigger that calls it, and those that were left behind."""

    dependencies = [("payments", "0009_stopped"), ("registers", "0009_sorted_and_held")]

    operations = [
        migrations.RunSQL(function_statements(FOLLOW_PERSON), migrations.RunSQL.noop),
        migrations.RunSQL(_MOVED, "DROP TRIGGER IF EXISTS payments_follow ON registers_person"),
        migrations.RunSQL(
            "UPDATE payments_payeeaccount a SET area_id = coalesce(p.cared_in_id, p.area_id)"
            " FROM registers_person p WHERE p.id = a.payee_id"
            " AND a.area_id IS DISTINCT FROM coalesce(p.cared_in_id, p.area_id)",
            migrations.RunSQL.noop,
        ),
        RowSecurity("payments"),
    ]
