"""The catalogue is public to read; only loading an installation writes it."""

from janua.base.row_security import TableSecurity
from janua.base.row_security.roles import RUNTIME

_READ = dict.fromkeys(RUNTIME, ("SELECT",))

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity("catalogue_programme", grants=_READ),
    TableSecurity("catalogue_serviceversion", grants=_READ),
    TableSecurity("catalogue_serviceprogramme", grants=_READ),
)
EXEMPT: dict[str, str] = {
    "catalogue_programme": "What is on offer is public; run-time roles may only read.",
    "catalogue_serviceversion": "What is on offer is public; run-time roles may only read.",
    "catalogue_serviceprogramme": "What is on offer is public; run-time roles may only read.",
}
