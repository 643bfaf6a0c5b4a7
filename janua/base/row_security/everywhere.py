"""Policies that stand on many tables at once: auditors write nothing, the watcher reads what its signals ask for."""

from collections.abc import Mapping

from janua.base.row_security.policy import Policy, TableSecurity
from janua.base.row_security.roles import ERASER

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
        *("payments_accountchange", "payments_order", "payments_payeeaccount", "payments_run"),
        *("registers_accountlink", "registers_dwelling", "registers_event", "registers_fact", "registers_mandate"),
        *("registers_membership", "registers_person", "registers_personcontact", "registers_personidentifier"),
        *("registers_personname", "registers_relationship", "registers_residence", "registers_ruling"),
        *("retention_hold", "retention_item", "retention_list"),
    }
)
_ERASING = Policy("erasing", "ALL", using="true", check="true", roles=(ERASER,))


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
    if table.table not in AUDITORS_WRITE:
        policies.append(AUDITORS_WRITE_NOTHING)
    return tuple(policies)
