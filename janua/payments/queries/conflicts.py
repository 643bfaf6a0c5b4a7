"""What keeps an officer from approving a run: their own kin in it, or their own earlier work behind it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import connection

KIN, DECIDED, PROPOSED = "kin", "decided", "proposed"
_STATEMENTS: Mapping[str, str] = {
    KIN: """
SELECT EXISTS (SELECT FROM payments_order o WHERE o.run_id = %(run)s AND o.state = 'prepared'
  AND (o.person_id = ANY ((SELECT registers_own_kin(%(on)s))::uuid[])
       OR o.payee_id = ANY ((SELECT registers_own_kin(%(on)s))::uuid[])))
""",
    # From the decisions of this one officer to the orders: hardly any approver has ever decided.
    DECIDED: """
SELECT EXISTS (SELECT FROM casework_decision d
  JOIN casework_entitlement e ON e.decision_id = d.id
  JOIN casework_entitlementline l ON l.entitlement_id = e.id
  JOIN payments_orderline ol ON ol.line_id = l.id
  JOIN payments_order o ON o.id = ol.order_id
  WHERE d.decided_by_id = %(account)s AND o.run_id = %(run)s AND o.state = 'prepared')
""",
    PROPOSED: """
SELECT EXISTS (SELECT FROM payments_accountchange c JOIN payments_order o ON o.account_id = c.account_id
  WHERE c.proposed_by_id = %(account)s AND o.run_id = %(run)s AND o.state = 'prepared')
""",
}


def conflict_of(*, run: UUID, account: UUID, on: date) -> str:
    """Say why this officer may not approve a run: kin, decided, proposed; empty where nothing stands against it.

    Roles that exclude each other are never held at one time; this finds who held one after the other.
    """
    with connection.cursor() as cursor:
        for conflict, statement in _STATEMENTS.items():
            cursor.execute(statement, {"run": run, "account": account, "on": on})
            if cursor.fetchone()[0]:
                return conflict
    return ""
