"""Signals and samples are auditors' alone: nobody who decides, approves or pays sees that there is one.

The watcher finds and draws, and never says what was found out; auditors say that, and never change what was found.
"""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import OWNER

_SYSTEM = "(select janua_actor_system())"
_WATCHER = f"{_SYSTEM} = 'watcher'"
# The nightly replay's own actor replays samples too.
_KEEPER = f"{_SYSTEM} = 'keeper'"
_ACCOUNT = "(select janua_actor_account())"
_WORKBENCH = ("janua_workbench",)
_WORK = ("janua_work",)


def _in_area(permission: str, column: str = "area_id") -> str:
    return f"{column} = any((select janua_actor_areas_with('{permission}'))::int[])"


def _everywhere(permission: str) -> str:
    """Who holds it for the whole country."""
    return f"(select integrity_everywhere('{permission}'))"


# Whose work a signal is about does not see it, nor explains it away: whatever else they are now.
_SIGNAL_SEEN = (
    f"({_in_area('watch_integrity')} or {_everywhere('watch_integrity')})"
    " and id <> all ((select integrity_about_actor())::uuid[])"
)
_OF_SIGNAL = "(select janua_actor_kind()) = 'staff' and signal_id in (select id from integrity_signal)"
_WATCHES = "cardinality((select janua_actor_areas_with('watch_integrity'))::int[]) > 0"
_SAMPLES = "(select janua_actor_areas_with('draw_sample'))::int[]"

FUNCTIONS: tuple[SqlFunction, ...] = (
    SqlFunction(
        name="integrity_everywhere",
        arguments="permission text",
        returns="boolean",
        definer=True,
        callers=_WORKBENCH,
        body="""
BEGIN
  RETURN NOT EXISTS (SELECT FROM areas_area
                     WHERE parent_id IS NULL AND id <> ALL (janua_actor_areas_with(permission)));
END
""",
    ),
    # Signals that name the actor as who did something, or as the second person.
    SqlFunction(
        name="integrity_about_actor",
        returns="uuid[]",
        definer=True,
        callers=_WORKBENCH,
        body="""
BEGIN
  RETURN coalesce((
    SELECT array_agg(DISTINCT r.signal_id) FROM integrity_signalrow r
    WHERE janua_actor_account() IN (r.officer_id, r.second_id)), ARRAY[]::uuid[]);
END
""",
    ),
    # Whether two people have something to do with each other, so that one account or telephone for both is no wonder:
    # related, related to one and the same person, of one home, or one acts for the other. As the watcher sees it.
    SqlFunction(
        name="integrity_near",
        arguments="one uuid, other uuid, day date",
        returns="boolean",
        callers=_WORK,
        body="""
BEGIN
  RETURN EXISTS (
      SELECT FROM registers_relationship r
      WHERE r.known_to IS NULL AND (r.of_person_id, r.to_person_id) IN ((one, other), (other, one)))
    OR EXISTS (
      SELECT FROM registers_relationship a JOIN registers_relationship b ON b.known_to IS NULL
        AND CASE one WHEN a.of_person_id THEN a.to_person_id ELSE a.of_person_id END IN (b.of_person_id, b.to_person_id)
      WHERE a.known_to IS NULL AND one IN (a.of_person_id, a.to_person_id)
        AND other IN (b.of_person_id, b.to_person_id))
    OR EXISTS (
      SELECT FROM registers_residence a JOIN registers_residence b ON b.dwelling_id = a.dwelling_id
      WHERE a.person_id = one AND b.person_id = other AND a.known_to IS NULL AND b.known_to IS NULL
        AND coalesce(a.true_to >= day, true) AND coalesce(b.true_to >= day, true))
    OR EXISTS (
      SELECT FROM registers_mandate m
      WHERE m.known_to IS NULL AND (m.giver_id, m.holder_id) IN ((one, other), (other, one))
        AND coalesce(m.true_to >= day, true));
END
""",
    ),
)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "integrity_watch",
        grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("done", "found", "fault", "finished_at")}},
        policies=(
            Policy("looked", "ALL", using=_WATCHER, check=_WATCHER, roles=_WORK),
            Policy("seen", "SELECT", using=_WATCHES, roles=_WORKBENCH),
            Policy(
                "asked",
                "INSERT",
                check=f"{_WATCHES} and asked_by_id = {_ACCOUNT} and done = 0 and finished_at is null",
                roles=_WORKBENCH,
            ),
        ),
    ),
    TableSecurity(
        "integrity_signal",
        grants={"janua_workbench": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("area_id", "threshold", "changed_at")}},
        policies=(
            Policy("found", "ALL", using=_WATCHER, check=_WATCHER, roles=_WORK),
            Policy("seen", "SELECT", using=_SIGNAL_SEEN, roles=_WORKBENCH),
        ),
    ),
    TableSecurity(
        "integrity_signalrow",
        grants={"janua_workbench": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        policies=(
            Policy("found", "ALL", using=_WATCHER, check=_WATCHER, roles=_WORK),
            Policy("seen", "SELECT", using=_OF_SIGNAL, roles=_WORKBENCH),
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
        ),
    ),
    TableSecurity(
        "integrity_finding",
        grants={"janua_workbench": ("SELECT", "INSERT")},
        policies=(
            Policy("seen", "SELECT", using=_OF_SIGNAL, roles=_WORKBENCH),
            Policy("said", "INSERT", check=f"found_by = {_ACCOUNT} and ({_OF_SIGNAL})", roles=_WORKBENCH),
        ),
    ),
    TableSecurity(
        "integrity_telephoneseen",
        grants={"janua_work": ("SELECT", "INSERT", "DELETE")},
        policies=(Policy("digested", "ALL", using=_WATCHER, check=_WATCHER, roles=_WORK),),
    ),
    TableSecurity(
        "integrity_sample",
        grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
        columns={"janua_work": {"UPDATE": ("seal", "seed", "population", "drawn_at")}},
        policies=(
            Policy("drawn_seen", "SELECT", using=f"{_WATCHER} or {_KEEPER}", roles=_WORK),
            Policy("drawn", "UPDATE", using=f"{_WATCHER} and drawn_at is null", check=_WATCHER, roles=_WORK),
            # Each auditor sees every sample that touches their areas: how often somebody drew is no secret among them.
            Policy("seen", "SELECT", using=f"areas && {_SAMPLES}", roles=_WORKBENCH),
            Policy(
                "asked",
                "INSERT",
                check=f"asked_by_id = {_ACCOUNT} and cardinality(areas) > 0 and areas <@ {_SAMPLES}"
                " and drawn_at is null",
                roles=_WORKBENCH,
            ),
        ),
    ),
    TableSecurity(
        "integrity_sampleddecision",
        grants={"janua_workbench": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("replayed_at", "difference_count", "differences")}},
        policies=(
            Policy("drawn", "INSERT", check=f"{_WATCHER} and replayed_at is null", roles=_WORK),
            Policy("replayed_seen", "SELECT", using=f"{_WATCHER} or {_KEEPER}", roles=_WORK),
            Policy("replayed", "UPDATE", using=f"{_KEEPER} and replayed_at is null", check=_KEEPER, roles=_WORK),
            Policy("seen", "SELECT", using=f"{_in_area('draw_sample')}", roles=_WORKBENCH),
        ),
    ),
)
