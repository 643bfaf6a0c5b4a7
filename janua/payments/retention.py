"""What payments keep of a person, and how they let go of it: ledger and orders stay, persons by number alone."""

# Everything in these statements is ours.
# ruff: noqa: S608
from janua.base.retention.words import LastActs

_LAST = "CASE WHEN r.state IN ('reconciled', 'cancelled', 'empty') THEN r.execute_on ELSE 'infinity'::date END"

ACTS: tuple[LastActs, ...] = (
    *(
        LastActs("payment", f"SELECT o.{side}, {_LAST} FROM payments_order o JOIN payments_run r ON r.id = o.run_id")
        for side in ("person_id", "payee_id")
    ),
    # Money that is kept back is not decided about yet.
    LastActs("payment", "SELECT person_id, 'infinity'::date FROM payments_hold WHERE lifted_at IS NULL"),
)

CLEARS: tuple[str, ...] = (
    "UPDATE payments_accountchange SET reason = 'erased', refused_for = '' WHERE account_id IN"
    " (SELECT id FROM payments_payeeaccount WHERE payee_id = who)",
    # What is sealed opens no more; the digest that finds equal numbers goes with it.
    "UPDATE payments_payeeaccount SET holder_name = '', number_index = sha256(id::text::bytea) WHERE payee_id = who",
)
