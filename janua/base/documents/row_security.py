"""Who may see and add documents: the person, the offices of their area, and the machine steps that need them."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

# Whoever may act for the person, whoever works in the area, or a step that writes letters and reads evidence.
CONCERNED = (
    "person_id = any((select janua_actor_persons())::uuid[])"
    " or area_id = any((select janua_actor_areas())::int[])"
    " or (select janua_actor_system()) = any(array['intake', 'assessor', 'keeper', 'paymaster'])"
)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "documents_document",
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT")),
        # A person moves; nothing else of a document ever changes.
        columns={"janua_work": {"UPDATE": ("area_id",)}},
        policies=(
            Policy("read", "SELECT", using=CONCERNED),
            Policy("add", "INSERT", check=CONCERNED),
            Policy("move", "UPDATE", using="(select janua_actor_system()) = 'keeper'"),
        ),
    ),
)
