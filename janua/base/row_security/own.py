"""The functions that every policy calls, and the tables of others that have no policies.

`janua_actor()` raises where nobody acts: a forgotten actor is an error, not a silently empty page.
"""

from janua.base.actors import SYSTEM_ACTORS
from janua.base.row_security.policy import SqlFunction, TableSecurity
from janua.base.row_security.roles import RUNTIME

_ALLOWED = ", ".join(f"'{role}/{actor.name}'" for actor in SYSTEM_ACTORS for role in actor.roles)

# A machine step's name is good only for its own processes. A superuser (tests, repairs) and the owner may use any;
# the names of the roles come from current_user, which SET ROLE changes too.
ACTOR_SYSTEM = f"""
DECLARE
  name text;
BEGIN
  IF janua_actor() NOT LIKE 'system:%' THEN RETURN ''; END IF;
  name := substr(janua_actor(), 8);
  IF current_user LIKE 'janua\\_%%'
     AND current_user NOT IN ('janua_owner', 'janua_search', 'janua_eraser', 'janua_resealer')
     AND NOT (current_user || '/' || name = ANY (ARRAY[{_ALLOWED}])) THEN
    RAISE EXCEPTION 'janua: % may not act as %', current_user, name USING ERRCODE = '42501';
  END IF;
  RETURN name;
END
"""

FUNCTIONS: tuple[SqlFunction, ...] = (
    SqlFunction(
        name="janua_actor",
        returns="text",
        body="""
DECLARE
  actor text := nullif(current_setting('janua.actor', true), '');
BEGIN
  IF actor IS NULL THEN
    RAISE EXCEPTION 'janua: nobody acts' USING ERRCODE = '28000', HINT = 'Wrap the work in acting_as(actor).';
  END IF;
  RETURN actor;
END
""",
    ),
    SqlFunction(name="janua_actor_system", returns="text", body=ACTOR_SYSTEM),
    SqlFunction(
        name="janua_actor_account",
        returns="uuid",
        body="""
BEGIN
  IF janua_actor() LIKE 'system:%' THEN RETURN NULL; END IF;
  RETURN janua_actor()::uuid;
END
""",
    ),
    SqlFunction(
        name="janua_today",
        returns="date",
        body="BEGIN RETURN coalesce(nullif(current_setting('janua.today', true), ''), current_date::text)::date; END",
    ),
    # Nobody has areas or persons, and nobody audits, until accounts and registers, further up, say whose they are:
    # they replace these.
    SqlFunction(
        name="janua_actor_areas", returns="int[]", body="BEGIN PERFORM janua_actor(); RETURN ARRAY[]::int[]; END"
    ),
    SqlFunction(name="janua_actor_only_reads", returns="boolean", body="BEGIN RETURN false; END"),
    SqlFunction(
        name="janua_actor_persons", returns="uuid[]", body="BEGIN PERFORM janua_actor(); RETURN ARRAY[]::uuid[]; END"
    ),
)

EXEMPT: dict[str, str] = {
    "django_migrations": "which migrations have run; the owner alone writes it, and it names nobody",
    "django_content_type": "names of tables; no personal data",
}

TABLES: tuple[TableSecurity, ...] = (
    # A process that starts compares the migrations it was built with to those that have run.
    TableSecurity("django_migrations", grants=dict.fromkeys(RUNTIME, ("SELECT",))),
)
