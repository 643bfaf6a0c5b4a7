"""The catalogue is public to read, and only loading writes it; announcements are public once they are published."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

_READ = dict.fromkeys(RUNTIME, ("SELECT",))
_AREA = "area_id = any((select janua_actor_areas())::int[])"
_CHANGED = (
    *("kind", "titles", "texts", "shows_from", "shows_until", "edition", "written_by_id", "written_at"),
    *("published_by_id", "published_at", "withdrawn_by_id", "withdrawn_at"),
)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity("catalogue_programme", grants=_READ),
    TableSecurity("catalogue_serviceversion", grants=_READ),
    TableSecurity("catalogue_serviceprogramme", grants=_READ),
    TableSecurity(
        "catalogue_announcement",
        grants={"janua_portal": ("SELECT",), "janua_workbench": ("SELECT", "INSERT")},
        columns={"janua_workbench": {"UPDATE": _CHANGED}},
        policies=(
            Policy(
                "everybody_reads_what_is_published",
                "SELECT",
                using="published_at is not null and withdrawn_at is null",
                roles=("janua_portal",),
            ),
            Policy("area_reads", "SELECT", using=_AREA, roles=("janua_workbench",)),
            Policy("area_writes", "INSERT", check=_AREA, roles=("janua_workbench",)),
            Policy("area_changes", "UPDATE", using=_AREA, check=_AREA, roles=("janua_workbench",)),
        ),
    ),
)
EXEMPT: dict[str, str] = {
    "catalogue_programme": "What is on offer is public; run-time roles may only read.",
    "catalogue_serviceversion": "What is on offer is public; run-time roles may only read.",
    "catalogue_serviceprogramme": "What is on offer is public; run-time roles may only read.",
}
