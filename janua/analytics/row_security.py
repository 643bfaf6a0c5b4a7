"""Snapshots are the analyst's alone, who makes and reads them; the keeper deletes them. Nobody else sees any."""

from janua.base.row_security import Policy, TableSecurity

_SYSTEM = "(select janua_actor_system())"
_ANALYST = f"{_SYSTEM} = 'analyst'"
_KEEPER = f"{_SYSTEM} = 'keeper'"
_FILLED = ("done", "left_out", "parts", "behind", "digest", "finished_at", "deletes_at")

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "analytics_snapshot",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": (*_FILLED, "deleted_at")}},
        policies=(
            Policy("seen", "SELECT", using=f"{_SYSTEM} in ('analyst', 'keeper')"),
            Policy("begun", "INSERT", check=f"{_ANALYST} and deleted_at is null"),
            # What is deleted stays deleted.
            Policy("filled", "UPDATE", using=f"{_ANALYST} and deleted_at is null", check=_ANALYST),
            Policy("ended", "UPDATE", using=f"{_KEEPER} and deleted_at is null", check=_KEEPER),
        ),
    ),
)
