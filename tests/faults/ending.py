"""How it ended for one claimant: everything that a fault could have lost, doubled or changed."""

from decimal import Decimal
from typing import Any

from tests.faults.town import Town

# Each query takes the claimant's identity card. Times, references and ids differ from town to town and are left out.
_QUERIES = {
    "claims": "SELECT c.programme, c.state, c.origin, count(*) FROM casework_claim c JOIN who ON who.id = c.claimant_id"
    " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    "decisions": "SELECT c.programme, d.outcome, d.amount, d.decided_by_system, count(l.id) AS letters"
    " FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id JOIN who ON who.id = c.claimant_id"
    " LEFT JOIN casework_letter l ON l.decision_id = d.id GROUP BY d.id, 1, 2, 3, 4 ORDER BY 1, 2, 3",
    "lines": "SELECT l.programme, l.starts_on, l.ends_on, l.due_on, l.amount, l.state FROM casework_entitlementline l"
    " JOIN who ON who.id = l.person_id ORDER BY 1, 2, 5",
    "tasks": "SELECT t.kind, t.state, count(*) FROM casework_task t JOIN who ON who.id = t.person_id"
    " GROUP BY 1, 2 ORDER BY 1, 2",
    "checks": "SELECT k.register, k.kind, p.identifier, k.state, count(DISTINCT k.id) FROM checks_check k"
    " JOIN casework_claimcheck l ON l.check_id = k.id JOIN casework_claim c ON c.id = l.claim_id"
    " JOIN who ON who.id = c.claimant_id JOIN registers_person p ON p.id = k.subject_id"
    " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3",
    "facts": "SELECT p.identifier, f.source, f.attribute, f.item, f.true_from, count(*) FROM registers_fact f"
    " JOIN registers_person p ON p.id = f.subject_id WHERE f.known_to IS NULL AND f.source IN ('civil', 'revenue')"
    " AND f.subject_id IN (SELECT k.subject_id FROM checks_check k JOIN casework_claimcheck l ON l.check_id = k.id"
    " JOIN casework_claim c ON c.id = l.claim_id JOIN who ON who.id = c.claimant_id)"
    " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
    "paid": "SELECT d.outcome, sum(d.amount)::bigint AS amount FROM payments_disbursement d"
    " JOIN payments_order o ON o.id = d.order_id JOIN who ON who.id = o.person_id GROUP BY 1 ORDER BY 1",
    "ledger": "SELECT e.account, e.programme, sum(e.amount)::bigint AS amount FROM payments_ledgerentry e"
    " JOIN who ON who.id = e.person_id GROUP BY 1, 2 ORDER BY 1, 2",
}
_WHO = "WITH who AS (SELECT person_id AS id FROM registers_personidentifier WHERE value = %s AND known_to IS NULL) "


Ending = dict[str, list[tuple[Any, ...]]]


def ending_of(town: Town, card: str) -> Ending:
    """What stands for a claimant, by kind of row."""
    return {name: [tuple(row.values()) for row in town.rows(_WHO + query, card)] for name, query in _QUERIES.items()}


def changed(town: Town, cards: list[str], expected: dict[str, Ending]) -> dict[str, dict[str, Any]]:
    """What ended otherwise than expected: claimant → kind of row → what is there and what should be."""
    found = {card: ending_of(town, card) for card in cards}
    return {
        card: {kind: (rows, expected[card][kind]) for kind, rows in ending.items() if rows != expected[card][kind]}
        for card, ending in found.items()
        if ending != expected[card]
    }


def bank_says(town: Town) -> dict[str, Any]:
    """What the bank has booked, and what we say that it has."""
    booked = town.order("bank", "bookings", {})
    ours = town.rows(
        "SELECT o.end_to_end_id, d.amount FROM payments_disbursement d JOIN payments_order o ON o.id = d.order_id"
        " WHERE d.outcome = 'paid'"
    )
    return {
        "bank": (sorted(booked["paid"]), Decimal(booked["debits"]), Decimal(booked["credits"])),
        "ours": (
            sorted(row["end_to_end_id"] for row in ours),
            Decimal(sum(row["amount"] for row in ours)) / 100,
            Decimal(0),
        ),
    }
