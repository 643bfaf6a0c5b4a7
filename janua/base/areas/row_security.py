"""Everybody reads the map; only the owner changes it."""

from janua.base.row_security.policy import TableSecurity
from janua.base.row_security.roles import RUNTIME

_READ: dict[str, tuple[str, ...]] = dict.fromkeys(RUNTIME, ("SELECT",))

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity("areas_area", grants=_READ),
    TableSecurity("areas_office", grants=_READ),
)
EXEMPT = {
    "areas_area": "the public map of the country; it names no person",
    "areas_office": "public offices; they name no person",
}
