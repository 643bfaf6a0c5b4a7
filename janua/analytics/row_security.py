"""Snapshots are the analyst's alone, who makes and reads them, and the keeper's, who deletes them.

What officers try over one is their area's to see: counts and sums.
"""

from janua.base.row_security import Policy, TableSecurity

_SYSTEM = "(select janua_actor_system())"
_ANALYST = f"{_SYSTEM} = 'analyst'"
_KEEPER = f"{_SYSTEM} = 'keeper'"
_AREA = "area_id = any((select janua_actor_areas())::int[])"
_ACCOUNT = "(select janua_actor_account())"
_TRIED = ("snapshot_id", "known", "done", "result", "fault", "finished_at")
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
    TableSecurity(
        "analytics_simulation",
        grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
        columns={"janua_work": {"UPDATE": _TRIED}},
        policies=(
            Policy("area_reads", "SELECT", using=_AREA, roles=("janua_workbench",)),
            Policy(
                "asked",
                "INSERT",
                check=f"{_AREA} and asked_by_id = {_ACCOUNT} and finished_at is null",
                roles=("janua_workbench",),
            ),
            Policy("tried", "SELECT", using=_ANALYST, roles=("janua_work",)),
            # What came out stands.
            Policy(
                "kept", "UPDATE", using=f"{_ANALYST} and finished_at is null", check=_ANALYST, roles=("janua_work",)
            ),
        ),
    ),
)
