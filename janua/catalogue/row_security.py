"""The catalogue is public to read, and only loading writes it; announcements are public once they are published."""

from janua.base.row_security import Policy, TableSecurity
from janua.base.row_security.roles import RUNTIME

_READ = dict.fromkeys(RUNTIME, ("SELECT",))
_AREA = "area_id = any((select janua_actor_areas())::int[])"
_CHANGED = (
    *("kind", "titles", "texts", "shows_from", "shows_until", "edition", "written_by_id", "written_at"),
    *("published_by_id", "published_at", "withdrawn_by_id", "withdrawn_at"),
)
_RATES_CHANGED = ("approved_by_id", "approved_at", "place", "withdrawn_by_id", "withdrawn_at")

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
    TableSecurity(
        "catalogue_ratechange",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT")},
        columns={
            "janua_workbench": {"UPDATE": _RATES_CHANGED},
            "janua_work": {"UPDATE": ("preview", "previewed_at")},
        },
        policies=(
            # What is approved is the law, and the law is public.
            Policy("everybody_reads_the_law", "SELECT", using="approved_at is not null"),
            Policy("area_reads", "SELECT", using=_AREA, roles=("janua_workbench",)),
            Policy(
                "worker_reads",
                "SELECT",
                using="(select janua_actor_system()) in ('analyst', 'assessor')",
                roles=("janua_work",),
            ),
            Policy("area_proposes", "INSERT", check=_AREA, roles=("janua_workbench",)),
            # What was approved or given up stands.
            Policy(
                "area_changes",
                "UPDATE",
                using=f"{_AREA} and approved_at is null and withdrawn_at is null",
                check=_AREA,
                roles=("janua_workbench",),
            ),
            Policy(
                "worker_previews",
                "UPDATE",
                using="approved_at is null and (select janua_actor_system()) = 'analyst'",
                check="approved_at is null and (select janua_actor_system()) = 'analyst'",
                roles=("janua_work",),
            ),
        ),
    ),
)
EXEMPT: dict[str, str] = {
    "catalogue_programme": "What is on offer is public; run-time roles may only read.",
    "catalogue_serviceversion": "What is on offer is public; run-time roles may only read.",
    "catalogue_serviceprogramme": "What is on offer is public; run-time roles may only read.",
}
