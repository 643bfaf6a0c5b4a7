"""What a citizen may learn of those around them before anything is decided: functions of the database.

Who belongs to the family is no secret among its members; what is known of another adult is, without their consent. A
restricted person is named to nobody but an adoptive parent, or a parent who is restricted too.
"""

from janua.base.accounts.row_security import CALLER
from janua.base.row_security.policy import SqlFunction
from janua.registers.definers import SEE_VALUES

_CUSTODY = "('parent', 'adoptive_parent', 'guardian')"
_EQUALS = "('spouse', 'civil_partner', 'cohabitant')"
_HOLDS = (
    "{0}.known_to IS NULL AND coalesce({0}.true_from <= janua_today(), true)"
    " AND coalesce({0}.true_to >= janua_today(), true)"
)

# Children in the custody of whom the actor may act for; computed once a query, like the persons themselves.
_WARDS = SqlFunction(
    name="registers_actor_wards",
    returns="uuid[]",
    definer=True,
    body=f"""
BEGIN
  RETURN coalesce((
    SELECT array_agg(DISTINCT child.id)
    FROM registers_relationship r
    JOIN registers_person child ON child.id = r.to_person_id
    JOIN registers_person parent ON parent.id = r.of_person_id
    WHERE r.of_person_id = ANY (janua_actor_persons()) AND r.kind IN {_CUSTODY} AND {_HOLDS.format("r")}
      AND coalesce(r.share_numerator > 0, true)
      AND child.died_on IS NULL AND child.born_on > janua_today() - interval '18 years'
      AND (NOT child.restricted OR r.kind = 'adoptive_parent' OR parent.restricted)),
    ARRAY[]::uuid[]);
END
""",
)

# Adults who let the person that the actor is see what is known of them; it is not handed on to a mandate's holder.
_CONFIDED = SqlFunction(
    name="registers_actor_confided",
    returns="uuid[]",
    definer=True,
    body=f"""
BEGIN
  RETURN coalesce((
    SELECT array_agg(DISTINCT c.person_id) FROM registers_consent c
    JOIN registers_person p ON p.id = c.person_id
    WHERE c.purpose = '{SEE_VALUES}' AND c.recipient = registers_actor_person()::text AND {_HOLDS.format("c")}
      AND NOT p.restricted),
    ARRAY[]::uuid[]);
END
""",
)

_FAMILY = SqlFunction(
    name="registers_family",
    arguments="of_person uuid",
    returns="TABLE(id uuid, role text, kind text, given_names text, other_names text, family_name text,"
    " born_on date, language text)",
    definer=True,
    body=f"""
BEGIN
  IF NOT of_person = ANY (janua_actor_persons()) THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, 'partner', r.kind::text, p.given_names::text, p.other_names::text, p.family_name::text, p.born_on,
      p.language::text
    FROM registers_relationship r
    JOIN registers_person p
      ON p.id = CASE r.of_person_id WHEN of_person THEN r.to_person_id ELSE r.of_person_id END
    WHERE of_person IN (r.of_person_id, r.to_person_id) AND r.kind IN {_EQUALS} AND {_HOLDS.format("r")}
      AND NOT p.restricted AND p.died_on IS NULL
    UNION ALL
    SELECT p.id, 'child', r.kind::text, p.given_names::text, p.other_names::text, p.family_name::text, p.born_on,
      p.language::text
    FROM registers_relationship r
    JOIN registers_person p ON p.id = r.to_person_id
    JOIN registers_person parent ON parent.id = r.of_person_id
    WHERE r.of_person_id = of_person AND r.kind IN {_CUSTODY} AND {_HOLDS.format("r")}
      AND coalesce(r.share_numerator > 0, true) AND p.died_on IS NULL
      AND (NOT p.restricted OR r.kind = 'adoptive_parent' OR parent.restricted)
    ORDER BY 2 DESC, 7, 1;
END
""",
)

# That something is known of somebody of the family, by whom and since when: never what.
_KNOWN_OF_FAMILY = SqlFunction(
    name="registers_known_of_family",
    arguments="of_person uuid, names text[]",
    returns="TABLE(subject_id uuid, attribute text, source text, status smallint, known_from timestamptz)",
    definer=True,
    body="""
BEGIN
  RETURN QUERY
    SELECT f.subject_id, f.attribute::text, f.source::text, f.status, max(f.known_from)
    FROM registers_fact f
    WHERE f.subject_id IN (SELECT near.id FROM registers_family(of_person) near)
      AND f.attribute = ANY (names) AND f.known_to IS NULL
    GROUP BY 1, 2, 3, 4;
END
""",
)

# Whoever knows number, family name and day of birth of somebody may name them in a mandate; nothing else is told.
_IDENTIFY = SqlFunction(
    name="registers_identify",
    arguments="of_value text, of_family text, of_birth date",
    returns="uuid",
    definer=True,
    body="""
BEGIN
  PERFORM janua_actor();
  RETURN (
    SELECT p.id FROM registers_personidentifier i JOIN registers_person p ON p.id = i.person_id
    WHERE i.value = upper(btrim(of_value)) AND i.known_to IS NULL
      AND lower(unaccent(p.family_name)) = lower(unaccent(btrim(of_family))) AND p.born_on = of_birth
      AND p.died_on IS NULL AND NOT p.restricted LIMIT 1);
END
""",
)

# Names of the other side of the actor's own mandates and consents: who gives is known to who holds, and back.
_OTHER_SIDES = SqlFunction(
    name="registers_other_sides",
    returns="TABLE(id uuid, given_names text, other_names text, family_name text)",
    definer=True,
    body="""
DECLARE
  own uuid := registers_actor_person();
BEGIN
  RETURN QUERY
    SELECT p.id, p.given_names::text, p.other_names::text, p.family_name::text FROM registers_person p
    WHERE p.id IN (
      SELECT CASE m.giver_id WHEN own THEN m.holder_id ELSE m.giver_id END FROM registers_mandate m
      WHERE own IN (m.giver_id, m.holder_id)
      UNION SELECT c.person_id FROM registers_consent c WHERE c.recipient = own::text
      UNION SELECT q.id FROM registers_consent c JOIN registers_person q ON q.id::text = c.recipient
        WHERE c.person_id = own
      UNION SELECT CASE a.asker_id WHEN own THEN a.asked_id ELSE a.asker_id END FROM registers_consentrequest a
        WHERE own IN (a.asker_id, a.asked_id));
END
""",
)

# Asked before an officer decides, who may see neither every relative nor every other account: told are accounts
# of staff alone. Relatives of relatives count: brothers are two children of one mother.
_KIN = SqlFunction(
    name="registers_kin_accounts",
    arguments="of_person uuid, day date",
    returns="uuid[]",
    definer=True,
    callers=("janua_workbench", "janua_work"),
    body="""
BEGIN
  PERFORM janua_actor();
  RETURN coalesce((
    WITH near AS (
      SELECT of_person AS id
      UNION SELECT CASE r.of_person_id WHEN of_person THEN r.to_person_id ELSE r.of_person_id END
      FROM registers_relationship r
      WHERE of_person IN (r.of_person_id, r.to_person_id) AND r.known_to IS NULL
        AND coalesce(r.true_from <= day, true) AND coalesce(r.true_to >= day, true)),
    kin AS (
      SELECT id FROM near
      UNION SELECT r.to_person_id FROM near JOIN registers_relationship r ON r.of_person_id = near.id
      WHERE r.known_to IS NULL AND coalesce(r.true_from <= day, true) AND coalesce(r.true_to >= day, true)
      UNION SELECT r.of_person_id FROM near JOIN registers_relationship r ON r.to_person_id = near.id
      WHERE r.known_to IS NULL AND coalesce(r.true_from <= day, true) AND coalesce(r.true_to >= day, true)
      UNION SELECT beside.person_id FROM registers_residence own
      JOIN registers_residence beside ON beside.dwelling_id = own.dwelling_id
      WHERE own.person_id = of_person AND own.known_to IS NULL AND beside.known_to IS NULL
        AND coalesce(own.true_from <= day, true) AND coalesce(own.true_to >= day, true)
        AND coalesce(beside.true_from <= day, true) AND coalesce(beside.true_to >= day, true))
    SELECT array_agg(link.account_id) FROM registers_accountlink link
    WHERE link.person_id IN (SELECT id FROM kin) AND link.account_kind = 'staff' AND link.known_to IS NULL),
    ARRAY[]::uuid[]);
END
""",
)

# The same the other way round, for what is about thousands of people at once: whom the acting officer is kin to. Told
# are their own relatives alone, and to nobody but themselves.
_OWN_KIN = SqlFunction(
    name="registers_own_kin",
    arguments="day date",
    returns="uuid[]",
    definer=True,
    callers=("janua_workbench",),
    body="""
DECLARE
  own uuid := (SELECT link.person_id FROM registers_accountlink link
               WHERE link.account_id = janua_actor_account() AND link.account_kind = 'staff' AND link.known_to IS NULL);
BEGIN
  IF own IS NULL THEN RETURN ARRAY[]::uuid[]; END IF;
  RETURN (
    WITH related AS (
      SELECT r.of_person_id AS one, r.to_person_id AS other FROM registers_relationship r
      WHERE r.known_to IS NULL AND coalesce(r.true_from <= day, true) AND coalesce(r.true_to >= day, true)),
    near AS (
      SELECT own AS id
      UNION SELECT other FROM related WHERE one = own UNION SELECT one FROM related WHERE other = own),
    kin AS (
      SELECT id FROM near
      UNION SELECT r.other FROM near JOIN related r ON r.one = near.id
      UNION SELECT r.one FROM near JOIN related r ON r.other = near.id
      UNION SELECT beside.person_id FROM registers_residence mine
      JOIN registers_residence beside ON beside.dwelling_id = mine.dwelling_id
      WHERE mine.person_id = own AND mine.known_to IS NULL AND beside.known_to IS NULL
        AND coalesce(mine.true_from <= day, true) AND coalesce(mine.true_to >= day, true)
        AND coalesce(beside.true_from <= day, true) AND coalesce(beside.true_to >= day, true))
    SELECT array_agg(id) FROM kin);
END
""",
)

# Who a citizen is who did something for another: named to the machine steps that write letters, and to officers and
# auditors of the areas in which they, or somebody whose mandate they hold or held, live.
_CITIZEN_OF = SqlFunction(
    name="registers_citizen_of",
    arguments="of_account uuid",
    returns="TABLE(person uuid, name text)",
    definer=True,
    callers=("janua_workbench", "janua_work"),
    body=f"""
DECLARE
  machine boolean := {CALLER} = 'janua_work' AND janua_actor_system() IN ('assessor', 'keeper');
  areas int[] := janua_actor_areas();
BEGIN
  RETURN QUERY
    SELECT p.id, concat_ws(' ', nullif(p.given_names, ''), nullif(p.other_names, ''), nullif(p.family_name, ''))
    FROM registers_accountlink l JOIN registers_person p ON p.id = l.person_id
    WHERE l.account_id = of_account AND l.account_kind = 'citizen' AND NOT p.restricted
      AND (machine OR p.area_id = ANY (areas) OR p.cared_in_id = ANY (areas) OR EXISTS (
        SELECT FROM registers_mandate m JOIN registers_person g ON g.id = m.giver_id
        WHERE m.holder_id = p.id AND (g.area_id = ANY (areas) OR g.cared_in_id = ANY (areas))))
    ORDER BY l.known_to NULLS FIRST, l.id LIMIT 1;
END
""",
)

FAMILY_FUNCTIONS: tuple[SqlFunction, ...] = (
    _WARDS,
    _CONFIDED,
    _FAMILY,
    _KNOWN_OF_FAMILY,
    _IDENTIFY,
    _OTHER_SIDES,
    _KIN,
    _OWN_KIN,
    _CITIZEN_OF,
)
