"""Who may see and add documents: the person, the offices of their area, and the machine steps that need them."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

# Whoever may act for the person, whoever works in the area, or a step that writes letters and reads evidence.
_OF_PERSON = "person_id = any((select janua_actor_persons())::uuid[])"
CONCERNED = (
    f"{_OF_PERSON}"
    " or area_id = any((select janua_actor_areas())::int[])"
    " or (select janua_actor_system()) = any(array['intake', 'assessor', 'keeper', 'paymaster'])"
)

# A paper that its account has not handed in yet: no office sees it, and it may still be thrown away.
UNSENT = "area_id is null and stored_by = (select janua_actor())"

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "documents_document",
        grants=dict.fromkeys(RUNTIME, ("SELECT", "INSERT")) | {"janua_portal": ("SELECT", "INSERT", "DELETE")},
        # A person moves, or hands a paper in; nothing else of a document ever changes.
        columns={"janua_work": {"UPDATE": ("area_id",)}, "janua_portal": {"UPDATE": ("area_id",)}},
        policies=(
            Policy("read", "SELECT", using=CONCERNED),
            Policy("add", "INSERT", check=CONCERNED),
            Policy("move", "UPDATE", using="(select janua_actor_system()) = 'keeper'"),
            Policy("hand_in", "UPDATE", using=f"{_OF_PERSON} and {UNSENT}", check=_OF_PERSON, roles=("janua_portal",)),
            Policy("discard", "DELETE", using=f"{_OF_PERSON} and {UNSENT}", roles=("janua_portal",)),
        ),
    ),
)
