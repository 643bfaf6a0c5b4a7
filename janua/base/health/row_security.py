"""Who may say what of the whole: each process speaks for its own kind, the workers write readings and alarms.

What names nobody may be read by every process: the portal tells the public which registers answer. What was refused
names accounts, and is for auditors.
"""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import BACKUP, RUNTIME

_WORKERS = ("janua_work", "janua_payments")
_ANY_KIND = "kind in ('portal', 'workbench', 'api', 'work', 'payments')"
_OWN_KIND = "'janua_' || kind = current_user::text"
_EVENTS_OF = ("janua_portal", "janua_workbench", "janua_api")
_KEEPER = "(select janua_actor_system()) = 'keeper'"
_WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE")

# Whoever copies everything may write nothing but this one number.
NOTE_BACKUP = SqlFunction(
    name="health_note_backup",
    arguments="at timestamptz, bytes double precision",
    returns="void",
    language="sql",
    volatility="VOLATILE",
    definer=True,
    callers=(BACKUP, "janua_work"),
    body="""
INSERT INTO health_reading AS old (measure, label, queue, number, taken_at, trail, trail_at)
VALUES ('backup_made', '', 'work', bytes, at, ARRAY[bytes], at)
ON CONFLICT (measure, label) DO UPDATE SET number = bytes, taken_at = at, trail = (old.trail || bytes)[
  greatest(1, cardinality(old.trail) - 58):], trail_at = at
""",
)
FUNCTIONS: tuple[SqlFunction, ...] = (NOTE_BACKUP,)
TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "health_process",
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT", "UPDATE")) | {"janua_work": _WRITE},
        policies=(
            Policy("read", "SELECT", using=_ANY_KIND),
            Policy("begin", "INSERT", check=_OWN_KIND),
            Policy("go on", "UPDATE", using=_OWN_KIND, check=_OWN_KIND),
            Policy("forget", "DELETE", using=_ANY_KIND, roles=("janua_work",)),
        ),
    ),
    TableSecurity(
        "health_reading",
        grants=dict.fromkeys(RUNTIME, ("SELECT",)) | dict.fromkeys(_WORKERS, _WRITE),
    ),
    TableSecurity(
        "health_standing",
        grants=dict.fromkeys(RUNTIME, ("SELECT",)) | dict.fromkeys(_WORKERS, _WRITE),
    ),
    # A face adds its own and can neither read nor change what it wrote; who audits the whole country reads.
    TableSecurity(
        "health_securityevent",
        grants=dict.fromkeys(_EVENTS_OF, ("INSERT",))
        | {"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT", "DELETE")},
        policies=(
            Policy("add", "INSERT", check=_OWN_KIND.replace("kind", "process"), roles=_EVENTS_OF),
            Policy(
                "read",
                "SELECT",
                using="(select janua_actor()) <> '' and (select audit_scope()) = 'all'",
                roles=("janua_workbench",),
            ),
            Policy("look", "SELECT", using=_KEEPER, roles=("janua_work",)),
            Policy("forget", "DELETE", using=_KEEPER, roles=("janua_work",)),
        ),
    ),
)

EXEMPT: dict[str, str] = {
    "health_reading": "numbers of what waits, under codes; names nobody, and only workers write it",
    "health_standing": "which alarm stood from when to when; names nobody, and only workers write it",
}
