"""Look-up before somebody is registered, in the database: who is likely known already, and how often one has asked."""

from janua.base.row_security.policy import SqlFunction
from janua.base.row_security.roles import SEARCH

LOOK_UP = "look-up"

LOOKING_UP_FUNCTIONS: tuple[SqlFunction, ...] = (
    # Whoever bears the number, else whoever was born on that day and is called nearly so: in which area, and whether
    # the asker may see them there. Protected persons are as if they were not there, but for whom they are shown to.
    SqlFunction(
        name="registers_likely_known",
        arguments="words text, born date, of_number text",
        returns="TABLE(person uuid, area int, is_here boolean)",
        definer=True,
        owner=SEARCH,
        callers=("janua_workbench",),
        body="""
DECLARE
  sought text := lower(unaccent(words));
  number text := upper(btrim(of_number));
  areas int[] := janua_actor_areas();
  restricted_too boolean := registers_sees_restricted();
BEGIN
  IF cardinality(janua_actor_areas_with('keep_register')) = 0 THEN RETURN; END IF;
  RETURN QUERY
    WITH likely AS (
      SELECT i.person_id AS id FROM registers_personidentifier i
      WHERE i.value = number AND number <> '' AND i.known_to IS NULL
      UNION
      SELECT q.id FROM registers_person q WHERE length(sought) >= 3 AND q.found_by %> sought AND q.born_on = born)
    SELECT p.id, coalesce(p.cared_in_id, p.area_id)::int,
      coalesce(p.area_id = any(areas), false) OR coalesce(p.cared_in_id = any(areas), false)
    FROM likely JOIN registers_person p USING (id)
    WHERE coalesce(p.cared_in_id, p.area_id) IS NOT NULL
      AND (NOT p.restricted OR (restricted_too AND (p.area_id = any(areas) OR p.cared_in_id = any(areas))))
    ORDER BY p.id LIMIT 5;
END
""",
    ),
    # How often the asker has looked somebody up within a day: for the limit.
    SqlFunction(
        name="registers_look_ups_of_a_day",
        returns="int",
        definer=True,
        callers=("janua_workbench",),
        body=f"""
BEGIN
  RETURN (SELECT count(*)::int FROM audit_access a
          WHERE a.actor = janua_actor() AND a.page = '{LOOK_UP}' AND a.at > clock_timestamp() - interval '1 day');
END
""",  # noqa: S608  (everything in it is ours)
    ),
)
