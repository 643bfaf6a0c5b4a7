"""Who may use wrapped data keys: every process reads and makes them, the keeper alone re-wraps and destroys."""

from janua.base.row_security import Policy, TableSecurity

_ANYBODY = "(select janua_actor()) is not null"
_KEEPER = "(select janua_actor_system()) = 'keeper'"

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "keys_datakey",
        # A wrapped key opens nothing without the key-encryption key, which lies outside the database. Who may
        # read what was sealed is decided by the policies of the table it lies in.
        grants={
            "janua_portal": ("SELECT", "INSERT"),
            "janua_workbench": ("SELECT", "INSERT"),
            "janua_api": ("SELECT", "INSERT"),
            "janua_work": ("SELECT", "INSERT"),
            "janua_payments": ("SELECT", "INSERT"),
        },
        columns={
            "janua_work": {
                "UPDATE": ("version", "wrapped", "destroyed_at", "previous_version", "previous", "renewed_at")
            }
        },
        policies=(
            Policy("read", "SELECT", using=_ANYBODY),
            Policy("make", "INSERT", check=f"{_ANYBODY} and destroyed_at is null"),
            # The keeper may not bring back what was destroyed.
            Policy("keep", "UPDATE", using=f"{_KEEPER} and destroyed_at is null", check=_KEEPER),
        ),
    ),
    TableSecurity(
        "keys_rotation",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("done", "ended_at")}},
        policies=(
            Policy("read", "SELECT", using=_KEEPER),
            Policy("begin", "INSERT", check=f"{_KEEPER} and ended_at is null"),
            Policy("go_on", "UPDATE", using=f"{_KEEPER} and ended_at is null", check=_KEEPER),
        ),
    ),
)
