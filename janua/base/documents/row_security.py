"""Who may see and add documents: the person, the offices of their area, and the machine steps that need them."""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import RUNTIME

# Nobody is hidden until the register, further up, says who is: it replaces this.
FUNCTIONS: tuple[SqlFunction, ...] = (
    SqlFunction(
        name="janua_actor_hidden_persons",
        returns="SETOF uuid",
        language="sql",
        body="SELECT NULL::uuid FROM (SELECT janua_actor()) acts WHERE false",
    ),
)


def not_hidden(column: str) -> str:
    """Whether a row of an area is about nobody whom the actor may not know of; asked once a query, not once a row."""
    return f"({column} is null or {column} not in (select janua_actor_hidden_persons()))"


NOT_HIDDEN = not_hidden("person_id")

# Whoever may act for the person, whoever works in the area, or a step that writes letters and reads evidence.
_OF_PERSON = "person_id = any((select janua_actor_persons())::uuid[])"
CONCERNED = (
    f"{_OF_PERSON}"
    f" or (area_id = any((select janua_actor_areas())::int[]) and {NOT_HIDDEN})"
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
