"""Policies that stand on many tables at once: auditors write nothing, the watcher reads what its signals ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from janua.base.row_security.policy import Policy, TableSecurity
from janua.base.row_security.roles import ERASER, RESEALER

# Who looks at what was done makes none of it: whatever other policies say, an auditor writes no row.
AUDITORS_WRITE_NOTHING = Policy(
    "auditors_write_nothing",
    "ALL",
    using="true",
    check="not (select janua_actor_only_reads())",
    restrictive=True,
)
# But for the trace of their own reading, their own forms, and their own work.
AUDITORS_WRITE: Mapping[str, str] = {
    "audit_entry": "what they did, under their own name",
    "audit_access": "at whom they looked, under their own name",
    "registers_lookalert": "the alert that their own look at a protected person makes",
    "accounts_keptform": "a form of their own, kept over a sign-in",
    "keys_datakey": "the key of a note of their own",
    "integrity_watch": "they have the signals looked for",
    "integrity_finding": "what they found out about a signal",
    "integrity_sample": "they ask for a sample of decisions",
}

_WATCHER = "(select janua_actor_system()) = 'watcher'"
# Every table that the watcher reads, with the rows of it; it writes none of them.
WATCHED: Mapping[str, str] = {
    "accounts_roleassignment": _WATCHER,
    "audit_access": _WATCHER,
    "audit_entry": _WATCHER,
    "casework_assessment": _WATCHER,
    "casework_case": _WATCHER,
    "casework_claim": _WATCHER,
    "casework_decision": _WATCHER,
    "casework_entitlement": _WATCHER,
    "casework_entitlementline": _WATCHER,
    "casework_handover": _WATCHER,
    "casework_task": _WATCHER,
    "payments_accountchange": _WATCHER,
    "payments_order": _WATCHER,
    "payments_orderline": _WATCHER,
    "payments_payeeaccount": _WATCHER,
    "payments_run": _WATCHER,
    "registers_accountlink": f"{_WATCHER} and account_kind = 'staff'",
    "registers_mandate": _WATCHER,
    # To leave restricted persons out of samples; of the others it reads no name.
    "registers_person": f"{_WATCHER} and restricted",
    "registers_personcontact": f"{_WATCHER} and kind = 'telephone' and known_to is null",
    "registers_relationship": _WATCHER,
    "registers_residence": _WATCHER,
    "registers_ruling": _WATCHER,
    "registers_urgentaccess": _WATCHER,
}


# Where persons lie plain, or rows of theirs are ended: the function that erases somebody reaches these alone, and it
# asks for the approval of two before it does anything (janua.base.retention).
ERASED: frozenset[str] = frozenset(
    {
        *("accounts_account", "accounts_keptform", "accounts_session"),
        *("casework_assessment", "casework_claim", "casework_decision", "casework_draft", "casework_entitlement"),
        *("casework_entitlementline", "casework_intendeddecision", "casework_reconsideration", "casework_rulingtaken"),
        *("casework_task", "checks_check", "checks_discrepancy", "keys_datakey"),
        *("payments_accountchange", "payments_hold", "payments_order", "payments_payeeaccount", "payments_run"),
        *("registers_accountlink", "registers_dwelling", "registers_event", "registers_fact", "registers_mandate"),
        *("registers_membership", "registers_person", "registers_personcontact", "registers_personidentifier"),
        *("registers_personname", "registers_relationship", "registers_residence", "registers_ruling"),
        *("retention_hold", "retention_item", "retention_list"),
    }
)
_ERASING = Policy("erasing", "ALL", using="true", check="true", roles=(ERASER,))


@dataclass(frozen=True)
class SealedColumns:
    """Where a table holds what was sealed under data keys.

    subject  the column of whose key it is
    key      the table's primary key, a uuid, which is part of what each value is bound to
    """

    subject: str
    columns: tuple[str, ...]
    key: str = "id"


# Every sealed column. The functions that seal anew reach these alone, and of each table nothing but the key, the
# subject and the sealed bytes (janua.base.keys.resealing).
RESEALED: Mapping[str, SealedColumns] = {
    "accounts_secondfactor": SealedColumns("account_id", ("secret",), key="account_id"),
    "casework_draft": SealedColumns("account_id", ("answers",)),
    "casework_handover": SealedColumns("person_id", ("words",)),
    "casework_intendeddecision": SealedColumns("person_id", ("answer",)),
    "casework_note": SealedColumns("person_id", ("text",)),
    "casework_question": SealedColumns("person_id", ("text", "answer")),
    "casework_reconsideration": SealedColumns("person_id", ("grounds",)),
    "casework_remark": SealedColumns("person_id", ("reason",)),
    "casework_transfer": SealedColumns("person_id", ("words", "answer")),
    "integrity_finding": SealedColumns("signal_id", ("words",)),
    "integrity_sampleddecision": SealedColumns("person_id", ("differences",)),
    "notices_notice": SealedColumns("person_id", ("values_json",)),
    "payments_payeeaccount": SealedColumns("payee_id", ("sealed_number",)),
    "registers_lookalert": SealedColumns("account_id", ("words",)),
    "registers_lookhold": SealedColumns("person_id", ("reason",)),
    "registers_mandate": SealedColumns("giver_id", ("ground",)),
    "registers_personcontact": SealedColumns("person_id", ("value",)),
    "registers_ruling": SealedColumns("subject_id", ("reason",)),
    "registers_urgentaccess": SealedColumns("person_id", ("reason", "note")),
    "retention_hold": SealedColumns("person_id", ("reason",)),
}
# Sealed under a key that is made of a data key and of something that we do not hold: it cannot be sealed anew, and is
# over within the hour. Table → what is read to know of it.
_WAITED_FOR: Mapping[str, tuple[str, ...]] = {"accounts_keptform": ("account_id", "kept_at", "ends_at")}
_RESEALING = Policy("resealing", "ALL", using="true", check="true", roles=(RESEALER,))


def columns_of(table: TableSecurity) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give every right on some columns only: the table's own, and the resealer's."""
    if not table.policies:
        return table.columns
    if table.table in _WAITED_FOR:
        return {**table.columns, RESEALER: {"SELECT": _WAITED_FOR[table.table]}}
    sealed = RESEALED.get(table.table)
    if sealed is None:
        return table.columns
    read = tuple(sorted({sealed.key, sealed.subject, *sealed.columns}))
    return {**table.columns, RESEALER: {"SELECT": read, "UPDATE": sealed.columns}}


def grants_of(table: TableSecurity) -> Mapping[str, tuple[str, ...]]:
    """Give every right on a whole table: its own, and the eraser's."""
    if table.table not in ERASED or not table.policies:
        return table.grants
    return {**table.grants, ERASER: ("SELECT", "INSERT", "UPDATE", "DELETE")}


def policies_of(table: TableSecurity) -> tuple[Policy, ...]:
    """Give every policy of a table: its own, and those that stand on many."""
    policies = list(table.policies)
    if not policies:
        return ()
    if table.table in WATCHED:
        policies.append(Policy("watched", "SELECT", using=WATCHED[table.table], roles=("janua_work",)))
    if table.table in ERASED:
        policies.append(_ERASING)
    if table.table in RESEALED or table.table in _WAITED_FOR:
        policies.append(_RESEALING)
    if table.table not in AUDITORS_WRITE:
        policies.append(AUDITORS_WRITE_NOTHING)
    return tuple(policies)
