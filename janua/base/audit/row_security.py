"""Who may see the audit trail: everybody adds under their own name, the sealer reads to seal, nobody changes."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

_OWN_NAME = "actor = (select janua_actor())"
_SEALER = "(select janua_actor_system()) = 'sealer'"
_ADD: dict[str, tuple[str, ...]] = dict.fromkeys(RUNTIME, ("INSERT",))

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "audit_entry",
        grants=_ADD | {"janua_work": ("SELECT", "INSERT")},
        policies=(
            Policy("add", "INSERT", check=_OWN_NAME),
            Policy("seal", "SELECT", using=_SEALER),
        ),
    ),
    TableSecurity(
        "audit_access",
        grants=_ADD | {"janua_work": ("SELECT", "INSERT"), "janua_portal": ("SELECT", "INSERT")},
        policies=(
            Policy("add", "INSERT", check=_OWN_NAME),
            Policy("seal", "SELECT", using=_SEALER, roles=("janua_work",)),
            # A citizen reads who looked at the persons they may act for.
            Policy(
                "own",
                "SELECT",
                using="persons && (select janua_actor_persons())::uuid[]",
                roles=("janua_portal",),
            ),
        ),
    ),
    TableSecurity(
        "audit_batch",
        # Seals hold hashes only; whoever may start a process may check them.
        grants={"janua_work": ("SELECT", "INSERT")},
        policies=(
            Policy("read", "SELECT", using="(select janua_actor()) is not null"),
            Policy("seal", "INSERT", check=_SEALER),
        ),
    ),
)
