"""Who may say what of the whole: each process speaks for its own kind, the workers write readings and alarms.

Everything here may be read by every process: it names nobody, and the portal tells the public which registers answer.
"""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import BACKUP, RUNTIME

_WORKERS = ("janua_work", "janua_payments")
_ANY_KIND = "kind in ('portal', 'workbench', 'api', 'work', 'payments')"
_OWN_KIND = "'janua_' || kind = current_user::text"
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
)

EXEMPT: dict[str, str] = {
    "health_reading": "numbers of what waits, under codes; names nobody, and only workers write it",
    "health_standing": "which alarm stood from when to when; names nobody, and only workers write it",
}
