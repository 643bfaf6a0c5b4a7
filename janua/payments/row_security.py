"""Who may see and write the rows of payments.

Officers see the runs of their areas and what is in them; a person sees what they are paid; the paymaster's machine
steps prepare, send and reconcile. Orders come only from the functions in `filling.py`, which run as the owner: no
process may insert one. Sent files, bank reports and disbursements come only from the process that holds the bank's key.
"""

from janua.base.documents.row_security import NOT_HIDDEN, not_hidden
from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import OWNER
from janua.payments.definers import FUNCTIONS as OF_OFFICERS
from janua.payments.filling import FUNCTIONS as OF_PAYMASTER

__all__ = ["EXEMPT", "FUNCTIONS", "TABLES"]

_SYSTEM = "(select janua_actor_system())"
_PAYMASTER = f"{_SYSTEM} = 'paymaster'"
# The keeper looks for broken invariants.
_READS_ALL = f"{_SYSTEM} in ('paymaster', 'keeper')"
_AREA = "area_id = any((select janua_actor_areas())::int[])"
# Accounts and holds name their person. Runs and orders do not: restricted persons are paid in them under an alias.
_PAYEE_HERE = f"({_AREA} and {not_hidden('payee_id')})"
_PERSON_HERE = f"({_AREA} and {NOT_HIDDEN})"
_OWN = "any((select janua_actor_persons())::uuid[])"
_ACCOUNT = "(select janua_actor_account())"
_STAFF = "(select janua_actor_kind()) = 'staff'"
_OF_RUN = f"{_READS_ALL} or run_id in (select id from payments_run)"
_OF_ORDER = f"{_READS_ALL} or exists (select from payments_order mine where mine.id = order_id)"
_OF_ACCOUNT = f"{_READS_ALL} or exists (select from payments_payeeaccount mine where mine.id = account_id)"

# The functions of definers.py and filling.py run as the owner, which FORCE binds too.
_OWNER = Policy("owner", "ALL", using="true", check="true", roles=(OWNER,))

_READ: dict[str, tuple[str, ...]] = dict.fromkeys(("janua_workbench", "janua_work", "janua_payments"), ("SELECT",))
_READ_BY_PERSON = _READ | {"janua_portal": ("SELECT",)}
_PAYS: dict[str, tuple[str, ...]] = {"janua_payments": ("SELECT", "INSERT")}

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "payments_payeeaccount",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT"), "janua_portal": ("SELECT", "INSERT")},
        columns={
            "janua_workbench": {"UPDATE": ("state", "usable_from_on", "ended_on")},
            "janua_portal": {"UPDATE": ("state",)},
        },
        policies=(
            Policy("seen", "SELECT", using=f"{_READS_ALL} or {_PAYEE_HERE} or payee_id = {_OWN}"),
            Policy("proposed", "INSERT", check=f"state = 'proposed' and ({_PAYEE_HERE} or payee_id = {_OWN})"),
            Policy("changed", "UPDATE", using=f"{_STAFF} and {_PAYEE_HERE}"),
            # What they proposed themselves, as long as nobody has confirmed it.
            Policy(
                "taken_back",
                "UPDATE",
                using=f"state = 'proposed' and payee_id = {_OWN}",
                check=f"state = 'withdrawn' and payee_id = {_OWN}",
                roles=("janua_portal",),
            ),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_accountchange",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT"), "janua_portal": ("SELECT", "INSERT")},
        columns={
            "janua_workbench": {
                "UPDATE": ("confirmed_by_id", "confirmed_at", "refused_by_id", "refused_at", "refused_for")
            },
            "janua_portal": {"UPDATE": ("stopped_at",)},
            "janua_payments": {"UPDATE": ("followed_at",)},
        },
        policies=(
            Policy("seen", "SELECT", using=_OF_ACCOUNT),
            Policy("proposed", "INSERT", check=f"proposed_by_id = {_ACCOUNT} and confirmed_by_id is null"),
            # The second person writes their own name under a yes or a no, and it is another than the first.
            Policy(
                "answered",
                "UPDATE",
                using=f"({_OF_ACCOUNT}) and confirmed_by_id is null and refused_by_id is null"
                f" and proposed_by_id <> {_ACCOUNT}",
                check=f"confirmed_by_id = {_ACCOUNT} or (refused_by_id = {_ACCOUNT} and confirmed_by_id is null)",
                roles=("janua_workbench",),
            ),
            # Said once by the payee, and taken up once.
            Policy(
                "stopped",
                "UPDATE",
                using=f"({_OF_ACCOUNT}) and stopped_at is null",
                check="stopped_at is not null",
                roles=("janua_portal",),
            ),
            Policy(
                "followed",
                "UPDATE",
                using=f"{_PAYMASTER} and stopped_at is not null and followed_at is null",
                check="followed_at is not null",
                roles=("janua_payments",),
            ),
        ),
    ),
    TableSecurity(
        "payments_run",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT")},
        columns={
            "janua_payments": {"UPDATE": ("state", "sent_at", "fault")},
            "janua_workbench": {"UPDATE": ("fault",)},
        },
        policies=(
            Policy("seen", "SELECT", using=f"{_READS_ALL} or {_AREA}"),
            Policy(
                "prepared",
                "INSERT",
                check=f"{_AREA} and state = 'preparing' and prepared_by_id = {_ACCOUNT} and order_count = 0"
                " and begun_at is null",
            ),
            # A fault is noted by the machine, and taken away by whoever has it tried again.
            Policy("stopped", "UPDATE", using=f"{_PAYMASTER} and state = 'preparing'", roles=("janua_payments",)),
            Policy(
                "tried_again",
                "UPDATE",
                using=f"{_STAFF} and {_AREA} and state = 'preparing'",
                check=f"{_AREA} and state = 'preparing' and fault = ''",
                roles=("janua_workbench",),
            ),
            # Nothing of an unapproved run is sent.
            Policy("sent", "UPDATE", using=f"{_PAYMASTER} and approved_by_id is not null", roles=("janua_payments",)),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_order",
        grants=_READ_BY_PERSON,
        columns={"janua_payments": {"UPDATE": ("state",)}},
        policies=(
            Policy("seen", "SELECT", using=_OF_RUN, roles=("janua_workbench", "janua_work", "janua_payments")),
            # A policy of its own: the portal may not even ask about runs.
            Policy("own", "SELECT", using=f"person_id = {_OWN} or payee_id = {_OWN}", roles=("janua_portal",)),
            Policy("answered", "UPDATE", using=f"{_PAYMASTER} and state <> 'prepared'", roles=("janua_payments",)),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_orderline",
        grants=_READ_BY_PERSON,
        columns={"janua_payments": {"UPDATE": ("holds",)}},
        policies=(
            Policy("seen", "SELECT", using=_OF_ORDER),
            Policy("freed", "UPDATE", using=_PAYMASTER, roles=("janua_payments",)),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_recheck",
        grants=dict.fromkeys(("janua_workbench", "janua_payments"), ("SELECT",)),
        columns={"janua_payments": {"UPDATE": ("reason",)}},
        policies=(
            Policy("seen", "SELECT", using=_OF_RUN),
            Policy("asked", "UPDATE", using=f"{_PAYMASTER} and reason is null", check=_PAYMASTER),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_leftout",
        grants=_READ,
        policies=(Policy("seen", "SELECT", using=_OF_RUN), _OWNER),
    ),
    TableSecurity(
        "payments_hold",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT")} | _PAYS,
        columns={"janua_workbench": {"UPDATE": ("lifted_at", "lifted_by")}},
        policies=(
            Policy("seen", "SELECT", using=f"{_READS_ALL} or {_PERSON_HERE}"),
            Policy("opened", "INSERT", check=f"{_PAYMASTER} or {_PERSON_HERE}"),
            Policy("lifted", "UPDATE", using=f"{_STAFF} and {_PERSON_HERE}"),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_ledgerentry",
        grants=_READ_BY_PERSON | _PAYS,
        policies=(
            Policy("seen", "SELECT", using=f"{_READS_ALL} or person_id = {_OWN} or ({_OF_ORDER})"),
            Policy("booked", "INSERT", check=_PAYMASTER),
            _OWNER,
        ),
    ),
    TableSecurity(
        "payments_sentfile",
        grants=_READ | _PAYS,
        policies=(
            Policy("seen", "SELECT", using=_OF_RUN),
            Policy("written", "INSERT", check=_PAYMASTER, roles=("janua_payments",)),
        ),
    ),
    TableSecurity(
        "payments_bankreport",
        grants=_PAYS | {"janua_work": ("SELECT",)},
        columns={"janua_payments": {"UPDATE": ("taken_at", "fault", "kind")}},
        policies=(
            Policy("seen", "SELECT", using=_READS_ALL),
            Policy("received", "INSERT", check=_PAYMASTER),
            Policy("taken", "UPDATE", using=_PAYMASTER),
        ),
    ),
    TableSecurity(
        "payments_bankfile",
        grants=_PAYS | {"janua_work": ("SELECT",)},
        policies=(Policy("seen", "SELECT", using=_READS_ALL), Policy("fetched", "INSERT", check=_PAYMASTER)),
    ),
    TableSecurity(
        "payments_disbursement",
        grants=_READ_BY_PERSON | _PAYS,
        policies=(
            Policy("seen", "SELECT", using=_OF_ORDER),
            Policy("said", "INSERT", check=_PAYMASTER),
        ),
    ),
)
FUNCTIONS = (*OF_OFFICERS, *OF_PAYMASTER)
EXEMPT: dict[str, str] = {}
