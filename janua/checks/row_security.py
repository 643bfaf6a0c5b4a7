"""Who may see and write checks: machine steps by name, staff by the person's area.

The process that faces the network may read partners and add received messages, and nothing else.
"""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import OWNER

_SYSTEM = "(select janua_actor_system())"
_STEPS = f"{_SYSTEM} in ('assessor', 'checker', 'exchange', 'keeper')"
_SUBJECT_SEEN = "exists (select 1 from registers_person seen where seen.id = subject_id)"
_STAFF = "(select janua_actor_kind()) = 'staff'"
_OFFICER = f"{_STAFF} and {_SUBJECT_SEEN}"

_ANSWERS = ("state", "answered_at", "facts", "last_trouble")
_SENDS = (*_ANSWERS, "attempts", "next_attempt_at", "message_id", "asked_at")

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "checks_check",
        grants={
            "janua_work": ("SELECT", "INSERT"),
            "janua_workbench": ("SELECT",),
            "janua_portal": ("SELECT",),
            "janua_payments": ("SELECT",),
        },
        columns={"janua_work": {"UPDATE": _SENDS}, "janua_workbench": {"UPDATE": _ANSWERS}},
        policies=(
            # A citizen sees which registers were asked about the persons they may act for.
            Policy("seen", "SELECT", using=f"{_STEPS} or {_SUBJECT_SEEN}"),
            Policy("asked", "INSERT", check=f"{_SYSTEM} in ('assessor', 'checker')"),
            Policy("answered", "UPDATE", using=f"{_STEPS} or ({_OFFICER})", check=f"{_STEPS} or ({_OFFICER})"),
            # For the function that tells a person which registers their claim waits for, and nothing of the answers.
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
        ),
    ),
    TableSecurity(
        "checks_discrepancy",
        grants={
            "janua_work": ("SELECT", "INSERT"),
            "janua_workbench": ("SELECT", "INSERT"),
            "janua_payments": ("SELECT",),
        },
        columns={"janua_workbench": {"UPDATE": ("ruling",)}},
        policies=(
            Policy("seen", "SELECT", using=f"{_STEPS} or {_SYSTEM} = 'paymaster' or ({_OFFICER})"),
            Policy("found", "INSERT", check=f"{_STEPS} or ({_OFFICER})"),
            Policy("ruled", "UPDATE", using=_OFFICER, check=_OFFICER),
        ),
    ),
    TableSecurity(
        "checks_partner",
        grants={"janua_api": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("sender_id", "wire", "base_url")}},
        policies=(
            Policy("seen", "SELECT", using=_STEPS),
            Policy("made", "INSERT", check=f"{_SYSTEM} = 'checker'"),
            Policy("changed", "UPDATE", using=f"{_SYSTEM} = 'checker'"),
        ),
    ),
    TableSecurity(
        "checks_partnerkey",
        grants={"janua_api": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("valid_to",)}},
        policies=(
            Policy("seen", "SELECT", using=_STEPS),
            Policy("made", "INSERT", check=f"{_SYSTEM} = 'checker'"),
            Policy("ended", "UPDATE", using=f"{_SYSTEM} = 'checker'"),
        ),
    ),
    TableSecurity(
        "checks_received",
        grants={"janua_api": ("INSERT",), "janua_work": ("SELECT", "DELETE")},
        columns={"janua_work": {"UPDATE": ("body", "taken_at", "outcome")}},
        policies=(
            Policy("add", "INSERT", check=f"{_SYSTEM} = 'exchange'", roles=("janua_api",)),
            Policy("seen", "SELECT", using=f"{_SYSTEM} in ('exchange', 'keeper')", roles=("janua_work",)),
            Policy("taken", "UPDATE", using=f"{_SYSTEM} = 'exchange'", roles=("janua_work",)),
            Policy("forgotten", "DELETE", using=f"{_SYSTEM} = 'keeper'", roles=("janua_work",)),
        ),
    ),
    TableSecurity(
        "checks_subscription",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("state", "code", "message_id", "asked_at")}},
        policies=(
            Policy("seen", "SELECT", using=_STEPS),
            Policy("made", "INSERT", check=f"{_SYSTEM} = 'checker'"),
            Policy("changed", "UPDATE", using=f"{_SYSTEM} in ('checker', 'exchange')"),
        ),
    ),
)
EXEMPT: dict[str, str] = {}
