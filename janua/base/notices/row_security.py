"""Who may see and send notices: the addressee and the office see; the office and machine steps send."""

from janua.base.documents.row_security import NOT_HIDDEN
from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

_ADDRESSEE = "person_id = any((select janua_actor_persons())::uuid[])"
_OFFICE = f"(area_id = any((select janua_actor_areas())::int[]) and {NOT_HIDDEN})"
_STEPS = "(select janua_actor_system()) = any(array['intake', 'assessor', 'checker', 'paymaster', 'keeper'])"

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "notices_notice",
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT")),
        columns={"janua_portal": {"UPDATE": ("read_at",)}},
        policies=(
            Policy("read", "SELECT", using=f"{_ADDRESSEE} or {_OFFICE} or {_STEPS}"),
            Policy("send", "INSERT", check=f"{_ADDRESSEE} or {_OFFICE} or {_STEPS}"),
            Policy("open", "UPDATE", using=_ADDRESSEE, roles=("janua_portal",)),
        ),
    ),
    TableSecurity(
        "notices_delivery",
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT")),
        columns={"janua_work": {"UPDATE": ("state", "changed_at")}},
        policies=(
            Policy("read", "SELECT", using=f"{_ADDRESSEE} or {_OFFICE} or {_STEPS}"),
            Policy("send", "INSERT", check=f"{_ADDRESSEE} or {_OFFICE} or {_STEPS}"),
            Policy("carry", "UPDATE", using="(select janua_actor_system()) = 'keeper'", roles=("janua_work",)),
        ),
    ),
)
