"""What must always hold of payments (design, section 9): each SELECT gives the ids of what breaks it."""

from janua.base.invariants import Invariant
from janua.payments.queries.signed import DIGEST

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "payments.order_has_a_decision_in_force",
        "SELECT count(*) FROM payments_order WHERE state IN ('prepared', 'approved', 'sent', 'paid')",
        # A decision that was replaced after the money left is no fault of the order: arrears and recovery see to it.
        "SELECT DISTINCT o.id FROM payments_order o"
        " LEFT JOIN payments_orderline ol ON ol.order_id = o.id"
        " LEFT JOIN casework_entitlementline l ON l.id = ol.line_id"
        " LEFT JOIN casework_entitlement e ON e.id = l.entitlement_id"
        " LEFT JOIN casework_decision d ON d.id = e.decision_id"
        " WHERE o.state IN ('prepared', 'approved', 'sent', 'paid') AND (d.id IS NULL OR d.outcome <> 'grant')",
    ),
    Invariant(
        "payments.line_paid_once",
        "SELECT count(DISTINCT line_id) FROM payments_orderline",
        "SELECT ol.line_id FROM payments_orderline ol JOIN payments_order o ON o.id = ol.order_id"
        " WHERE o.state IN ('prepared', 'approved', 'sent', 'paid') GROUP BY ol.line_id HAVING count(*) > 1",
    ),
    Invariant(
        "payments.line_is_held_while_its_order_may_pay",
        "SELECT count(*) FROM payments_orderline",
        "SELECT DISTINCT o.id FROM payments_orderline ol JOIN payments_order o ON o.id = ol.order_id"
        " WHERE ol.holds <> (o.state IN ('prepared', 'approved', 'sent', 'paid'))",
    ),
    Invariant(
        "payments.order_is_the_sum_of_its_lines",
        "SELECT count(*) FROM payments_order",
        "SELECT o.id FROM payments_order o LEFT JOIN payments_orderline ol ON ol.order_id = o.id"
        " GROUP BY o.id HAVING o.amount <> coalesce(sum(ol.amount), 0)",
    ),
    Invariant(
        "payments.order_pays_what_the_line_says",
        "SELECT count(*) FROM payments_orderline",
        "SELECT DISTINCT ol.order_id FROM payments_orderline ol JOIN casework_entitlementline l ON l.id = ol.line_id"
        " JOIN payments_order o ON o.id = ol.order_id"
        " WHERE ol.amount <> l.amount OR o.currency <> l.currency OR o.person_id <> l.person_id",
    ),
    Invariant(
        "payments.run_is_the_sum_of_its_orders",
        "SELECT count(*) FROM payments_run",
        "SELECT r.id FROM payments_run r LEFT JOIN payments_order o ON o.run_id = r.id AND o.state <> 'taken_out'"
        " WHERE r.state <> 'cancelled'"
        " GROUP BY r.id HAVING r.control_sum <> coalesce(sum(o.amount), 0) OR r.order_count <> count(o.id)",
    ),
    Invariant(
        "payments.file_is_the_sum_of_its_orders",
        "SELECT count(*) FROM payments_sentfile",
        "SELECT f.run_id FROM payments_sentfile f"
        " LEFT JOIN payments_order o"
        " ON o.run_id = f.run_id AND o.state IN ('sent', 'paid', 'returned', 'rejected')"
        " GROUP BY f.run_id HAVING f.control_sum <> coalesce(sum(o.amount), 0) OR f.order_count <> count(o.id)",
    ),
    Invariant(
        "payments.run_sent_was_approved_by_another",
        "SELECT count(*) FROM payments_run WHERE state IN ('approved', 'sending', 'sent', 'reconciled')",
        "SELECT r.id FROM payments_run r LEFT JOIN payments_sentfile f ON f.run_id = r.id"
        " WHERE (r.state IN ('approved', 'sending', 'sent', 'reconciled') OR f.run_id IS NOT NULL)"
        " AND (r.approved_by_id IS NULL OR r.approved_by_id = r.prepared_by_id)"
        " OR (r.state IN ('sending', 'sent', 'reconciled') AND f.run_id IS NULL)"
        " OR (r.state IN ('preparing', 'prepared', 'empty', 'cancelled') AND f.run_id IS NOT NULL)",
    ),
    Invariant(
        "payments.order_stands_where_the_bank_put_it",
        "SELECT count(*) FROM payments_order WHERE state IN ('sent', 'paid', 'returned', 'rejected')",
        "SELECT o.id FROM payments_order o LEFT JOIN payments_disbursement d ON d.order_id = o.id"
        " GROUP BY o.id HAVING (o.state IN ('paid', 'returned', 'rejected', 'sent') OR count(d.id) > 0)"
        " AND o.state <> CASE WHEN bool_or(d.outcome = 'returned') THEN 'returned'"
        " WHEN bool_or(d.outcome = 'paid') THEN 'paid' WHEN bool_or(d.outcome = 'rejected') THEN 'rejected'"
        " ELSE 'sent' END",
    ),
    Invariant(
        "payments.bank_word_is_the_order_amount",
        "SELECT count(*) FROM payments_disbursement",
        "SELECT d.order_id FROM payments_disbursement d JOIN payments_order o ON o.id = d.order_id"
        " WHERE d.amount <> o.amount",
    ),
    Invariant(
        "payments.run_reconciled_has_every_last_word",
        "SELECT count(*) FROM payments_run WHERE state = 'reconciled'",
        "SELECT DISTINCT r.id FROM payments_run r JOIN payments_order o ON o.run_id = r.id"
        " WHERE r.state = 'reconciled' AND o.state IN ('prepared', 'approved', 'sent')",
    ),
    Invariant(
        "payments.ledger_balances",
        "SELECT count(*) FROM (SELECT FROM payments_ledgerentry GROUP BY order_id, journal) AS booked",
        "SELECT order_id FROM payments_ledgerentry"
        " GROUP BY order_id, journal, programme, currency HAVING sum(amount) <> 0",
    ),
    # Σ orders = Σ bank + Σ returns + Σ outstanding = ledger, order by order.
    Invariant(
        "payments.ledger_is_what_orders_say",
        "SELECT count(*) FROM payments_order",
        "SELECT o.id FROM payments_order o LEFT JOIN payments_ledgerentry e ON e.order_id = o.id GROUP BY o.id HAVING"
        " coalesce(sum(e.amount) FILTER (WHERE e.account = 'sent'), 0)"
        " <> CASE WHEN o.state = 'sent' THEN -o.amount ELSE 0 END"
        " OR coalesce(sum(e.amount) FILTER (WHERE e.account = 'bank'), 0)"
        " <> CASE WHEN o.state = 'paid' THEN -o.amount ELSE 0 END"
        " OR (o.state IN ('prepared', 'taken_out') AND count(e.id) > 0)",
    ),
    Invariant(
        "payments.cost_is_booked_once_a_line",
        "SELECT count(*) FROM payments_ledgerentry WHERE journal = 'due' AND account = 'expense'",
        "SELECT booked.person_id FROM ("
        "  SELECT e.person_id, e.programme, sum(e.amount) AS amount FROM payments_ledgerentry e"
        "  WHERE e.account = 'expense' GROUP BY e.person_id, e.programme) AS booked"
        " FULL JOIN ("
        "  SELECT one.person_id, one.programme, sum(one.amount) AS amount FROM ("
        "    SELECT DISTINCT ON (ol.line_id) ol.line_id, o.person_id, ol.programme, ol.amount"
        "    FROM payments_orderline ol JOIN payments_order o ON o.id = ol.order_id"
        "    WHERE o.state NOT IN ('prepared', 'taken_out') ORDER BY ol.line_id) AS one"
        "  GROUP BY one.person_id, one.programme) AS owed"
        " ON owed.person_id = booked.person_id AND owed.programme = booked.programme"
        " WHERE booked.amount IS DISTINCT FROM owed.amount",
    ),
    Invariant(
        "payments.account_was_confirmed_by_another",
        "SELECT count(*) FROM payments_payeeaccount WHERE state = 'confirmed'",
        "SELECT a.id FROM payments_payeeaccount a LEFT JOIN payments_accountchange c ON c.account_id = a.id"
        " WHERE a.state = 'confirmed' AND (c.confirmed_by_id IS NULL OR c.confirmed_by_id = c.proposed_by_id)",
    ),
    Invariant(
        "payments.approval_is_signed",
        "SELECT count(*) FROM payments_run WHERE approved_by_id IS NOT NULL",
        "SELECT r.id FROM payments_run r LEFT JOIN seals_signature s ON s.act = 'approve_run' AND s.object_id = r.id"  # noqa: S608  (ours)
        " WHERE r.approved_by_id IS NOT NULL AND r.approved_at >="
        " (SELECT min(signed_at) - interval '1 s' FROM seals_signature)"
        " AND (s.id IS NULL OR s.account_id <> r.approved_by_id"
        "   OR (s.statement::jsonb ->> 'control_sum')::bigint IS DISTINCT FROM r.control_sum"
        "   OR s.statement::jsonb ->> 'run' IS DISTINCT FROM r.id::text"
        "   OR (s.statement::jsonb ->> 'orders')::int IS DISTINCT FROM r.order_count"
        "   OR s.statement::jsonb ->> 'digest' IS DISTINCT FROM (" + DIGEST + "r.id))",
    ),
)
