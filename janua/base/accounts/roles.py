"""The roles that every installation starts with, as data: what each allows, and which exclude each other.

A ministry changes them by loading others. The permissions are the words that actions ask for.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class RoleDefinition:
    """A role: its code, its names by language, what it allows."""

    code: str
    names: Mapping[str, str]
    permissions: tuple[str, ...]


@dataclass(frozen=True)
class ForbiddenPair:
    """Two roles that nobody may hold together, and why."""

    first: str
    second: str
    reason: str


# What an auditor may: look at everything of their areas, and write nothing but what they found. Whoever holds none but
# these writes nothing else, whatever a policy of a table says (janua_actor_only_reads).
ONLY_READ = ("read_audit", "replay_decision", "read_case", "read_money", "watch_integrity", "draw_sample")

ROLES: tuple[RoleDefinition, ...] = (
    RoleDefinition(
        "case_officer",
        {"en": "Case officer"},
        (
            "read_case",
            "submit_application",
            "keep_register",
            "prepare_decision",
            "answer_discrepancy",
            "rule_on_fact",
            "write_note",
            "open_urgent_access",
            "transfer_case",
            "do_task",
        ),
    ),
    RoleDefinition(
        "decision_officer",
        {"en": "Decision officer"},
        ("read_case", "decide_claim", "rule_on_fact", "write_note", "open_urgent_access", "do_task"),
    ),
    RoleDefinition(
        "reconsideration_officer",
        {"en": "Reconsideration officer"},
        ("read_case", "reconsider_claim", "write_note", "do_task"),
    ),
    # Persons whom hardly anybody may find: adopted, sheltered, witnesses.
    RoleDefinition(
        "protection_officer",
        {"en": "Protection officer"},
        (
            "read_case",
            "keep_register",
            "see_restricted",
            "hold_looks",
            "write_note",
            "open_urgent_access",
            "do_task",
        ),
    ),
    # Looks at what officers did alone: files opened in urgency, cases handed over, looks that are shown later.
    RoleDefinition(
        "supervisor",
        {"en": "Supervisor"},
        (
            "read_case",
            "review_urgent_access",
            "confirm_hand_over",
            "hold_looks",
            "confirm_look_hold",
            "transfer_case",
            "accept_transfer",
            "answer_look_alert",
            "do_task",
        ),
    ),
    # Asks officers about their looks, and sees nobody's case.
    RoleDefinition("data_protection_officer", {"en": "Data protection officer"}, ("answer_look_alert", "read_audit")),
    RoleDefinition(
        "payments_preparer", {"en": "Payments officer (prepares)"}, ("prepare_run", "propose_account", "do_task")
    ),
    RoleDefinition(
        "payments_approver", {"en": "Payments officer (approves)"}, ("approve_run", "confirm_account", "do_task")
    ),
    # Answers for what the registers say: rules between statements, and decides nobody's claim.
    RoleDefinition(
        "steward",
        {"en": "Data steward"},
        ("read_case", "keep_register", "rule_on_fact", "answer_discrepancy", "do_task"),
    ),
    # Answer for how long data are kept: one puts forward, the other approves.
    RoleDefinition("records_officer", {"en": "Records officer"}, ("put_erasure_forward", "ask_hold")),
    RoleDefinition("records_supervisor", {"en": "Records supervisor"}, ("approve_erasure", "confirm_hold")),
    RoleDefinition("communications_writer", {"en": "Communications (writes)"}, ("write_announcement",)),
    RoleDefinition("communications_publisher", {"en": "Communications (publishes)"}, ("publish_announcement",)),
    RoleDefinition("rates_proposer", {"en": "Rates (proposes)"}, ("propose_rates",)),
    RoleDefinition("rates_approver", {"en": "Rates (approves)"}, ("approve_rates",)),
    # Tries other numbers of law over everybody at once, and sees counts and no person.
    RoleDefinition("policy_analyst", {"en": "Analyst (tries reforms)"}, ("simulate",)),
    RoleDefinition("administrator", {"en": "Administrator"}, ("open_staff_account", "grant_role")),
    # Keeps the machines running: sees numbers and no person.
    RoleDefinition("operator", {"en": "Operator"}, ("see_health",)),
    RoleDefinition("auditor", {"en": "Auditor"}, ONLY_READ),
)
FORBIDDEN: tuple[ForbiddenPair, ...] = (
    ForbiddenPair("payments_preparer", "payments_approver", "who prepares a payment does not approve it"),
    ForbiddenPair("decision_officer", "payments_preparer", "who grants a right does not pay it out"),
    ForbiddenPair("decision_officer", "payments_approver", "who grants a right does not pay it out"),
    ForbiddenPair("case_officer", "payments_approver", "who prepares a case does not approve its payment"),
    ForbiddenPair("decision_officer", "reconsideration_officer", "a decision is looked at again by somebody else"),
    ForbiddenPair("records_officer", "records_supervisor", "who puts somebody forward for erasure does not approve it"),
    ForbiddenPair("rates_proposer", "rates_approver", "who proposes numbers of law does not approve them"),
    ForbiddenPair("administrator", "payments_preparer", "who grants roles does not handle money"),
    ForbiddenPair("administrator", "payments_approver", "who grants roles does not handle money"),
    ForbiddenPair("operator", "payments_approver", "who keeps the machines does not handle money"),
    *(
        ForbiddenPair("auditor", role.code, "who looks at the trail does not make it")
        for role in ROLES
        if role.code != "auditor"
    ),
    ForbiddenPair("data_protection_officer", "protection_officer", "who asks about looks does not make them"),
    ForbiddenPair("data_protection_officer", "case_officer", "who asks about looks does not make them"),
    ForbiddenPair("data_protection_officer", "decision_officer", "who asks about looks does not make them"),
)
