"""What a citizen may be told of others, as functions of the database: the household wall stands here.

Row security shows a citizen their own rows and those of whoever gave them a mandate. A decision also rests on facts of
their children and partner. These functions say of whom values may be shown, where such a value comes from, and who
looked at the person's own data: they run as the owner, ask for whom the caller may act, and give nothing else back.
"""

from janua.base.row_security.policy import SqlFunction
from janua.registers.look_holds import COVERED, HELD_UNTIL, HOLDS

# A consent for this purpose, with a person's id as recipient, lets that person see one's values in their own decisions.
SEE_VALUES = "see_values"
# A mandate of these scopes lets its holder see what the giver has.
SEES = ("all", "see")
ADULT = 18
_TELLERS = "array['assessor', 'keeper']"
_HOLDS = "{0}.known_to IS NULL AND coalesce({0}.true_from <= day, true) AND coalesce({0}.true_to >= day, true)"
_MAY_ASK = f"(of_person = ANY (janua_actor_persons()) OR janua_actor_system() = ANY ({_TELLERS}))"
# What adults allowed is theirs to whom they gave it; it is not handed on to a mandate's holder.
_THEMSELVES = "(of_person = registers_actor_person() OR janua_actor_system() <> '')"

# The person, their minor children, and the adults who allowed it by consent or mandate. A restricted
# child is shown to an adoptive parent, or to a parent who is restricted too; a restricted adult to nobody.
SHOWN_PERSONS = SqlFunction(
    name="registers_shown_persons",
    arguments="of_person uuid, day date",
    returns="TABLE(person uuid, given_names text, other_names text, family_name text, born_on date, why text)",
    definer=True,
    callers=("janua_owner", "janua_portal", "janua_work"),
    body=f"""
BEGIN
  IF NOT {_MAY_ASK} THEN RETURN; END IF;
  RETURN QUERY
  WITH shown AS (
    SELECT of_person AS id, 'self' AS why, 1 AS place
    UNION ALL
    SELECT r.to_person_id, 'child', 2 FROM registers_relationship r
    JOIN registers_person c ON c.id = r.to_person_id
    JOIN registers_person parent ON parent.id = r.of_person_id
    WHERE r.of_person_id = of_person AND r.kind IN ('parent', 'adoptive_parent', 'guardian', 'foster_parent')
      AND {_HOLDS.format("r")} AND coalesce(r.share_numerator > 0, true)
      AND c.born_on > day - interval '{ADULT} years'
      AND (NOT c.restricted OR r.kind = 'adoptive_parent' OR parent.restricted)
    UNION ALL
    SELECT m.giver_id, 'mandate', 3 FROM registers_mandate m JOIN registers_person g ON g.id = m.giver_id
    WHERE m.holder_id = of_person AND m.scope && ARRAY['{"', '".join(SEES)}']::varchar[] AND {_HOLDS.format("m")}
      AND NOT g.restricted AND {_THEMSELVES}
    UNION ALL
    SELECT s.person_id, 'consent', 4 FROM registers_consent s JOIN registers_person g ON g.id = s.person_id
    WHERE s.purpose = '{SEE_VALUES}' AND s.recipient = of_person::text AND {_HOLDS.format("s")}
      AND NOT g.restricted AND {_THEMSELVES})
  SELECT DISTINCT ON (p.born_on, p.id)
    p.id, p.given_names::text, p.other_names::text, p.family_name::text, p.born_on, shown.why
  FROM shown JOIN registers_person p ON p.id = shown.id
  ORDER BY p.born_on, p.id, shown.place;
END
""",  # noqa: S608  (everything in it is ours)
)

# What was stated in these rows, by whom and since when we know it, of those persons alone; of anybody else's rows there
# is no answer. A relationship has a source and no value.
SHOWN_FACTS = SqlFunction(
    name="registers_shown_facts",
    arguments="of_person uuid, stated uuid[], on_day date",
    returns="TABLE(row_id uuid, attribute text, item text, number bigint, words text, day date, truth boolean,"
    " source text, known_from timestamptz)",
    definer=True,
    callers=("janua_owner", "janua_portal", "janua_work"),
    body="""
BEGIN
  RETURN QUERY
  WITH shown AS MATERIALIZED (SELECT s.person FROM registers_shown_persons(of_person, on_day) s)
  SELECT f.id, f.attribute::text, f.item::text, f.number, f.words::text, f.day, f.truth, f.source::text, f.known_from
  FROM registers_fact f
  WHERE f.id = ANY (stated) AND (f.subject_id IN (SELECT shown.person FROM shown) OR (
    f.subject_kind = 2 AND EXISTS (
      SELECT FROM registers_residence h JOIN shown ON shown.person = h.person_id WHERE h.dwelling_id = f.subject_id)))
  UNION ALL
  SELECT r.id, '', '', NULL, NULL, NULL, NULL, r.source::text, r.known_from FROM registers_relationship r
  WHERE r.id = ANY (stated) AND r.of_person_id IN (SELECT shown.person FROM shown);
END
""",
)

# People who looked at one person's record: what they are and where, never who; and nothing of whom else they saw. A
# look that was shown later says so, with its law, once nothing is held back any more; one made in urgency, what a
# supervisor said of it.
LOOKS_AT = SqlFunction(
    name="registers_looks_at",
    arguments="of_person uuid, own boolean, before bigint, highest int",
    returns="TABLE(seq bigint, at timestamptz, page text, purpose text, who text, roles text[], office int,"
    " later_ground text, later_law text, later_until date, later_confirmed boolean, urgent text)",
    definer=True,
    callers=("janua_portal",),
    body=f"""
BEGIN
  IF NOT of_person = ANY (janua_actor_persons()) THEN RETURN; END IF;
  RETURN QUERY
  WITH hidden AS MATERIALIZED (
    SELECT EXISTS (SELECT FROM registers_lookhold h WHERE h.person_id = of_person AND {HOLDS}) AS now),
  looked AS (
    SELECT a.seq, a.at, a.page, a.purpose, a.actor::uuid AS account,
      EXISTS (SELECT FROM registers_accountlink l WHERE l.account_id = a.actor::uuid AND l.person_id = of_person
              AND l.account_kind = 'citizen') AS is_own
    FROM audit_access a
    WHERE a.persons @> ARRAY[of_person] AND a.actor NOT LIKE 'system:%' AND a.seq < before
      AND NOT registers_look_is_held(of_person, a.actor::uuid, a.at)
      -- Looks at the hold itself, from whatever office and day, would tell that there is one.
      AND NOT (a.page LIKE '%look-hold%' AND (SELECT hidden.now FROM hidden)))
  SELECT l.seq, l.at, l.page, l.purpose,
    CASE WHEN l.is_own THEN 'self' WHEN c.kind = 'staff' THEN 'staff' WHEN l.purpose = 'family' THEN 'family'
      ELSE 'mandate' END,
    coalesce((SELECT array_agg(DISTINCT held.role_id::text) FROM accounts_roleassignment held
      WHERE held.account_id = l.account AND held.confirmed_at IS NOT NULL AND held.starts_on <= l.at::date
        AND (held.ends_on IS NULL OR held.ends_on >= l.at::date)
        AND (held.revoked_on IS NULL OR held.revoked_on > l.at::date)), ARRAY[]::text[]),
    staff.office_id::int, later.ground::text, later.law::text, later.until, later.is_confirmed, u.said
  FROM looked l LEFT JOIN accounts_account c ON c.id = l.account
  LEFT JOIN accounts_staffprofile staff ON staff.account_id = l.account
  LEFT JOIN LATERAL (
    SELECT h.ground, h.law, h.is_confirmed, {HELD_UNTIL}::date AS until FROM registers_lookhold h
    WHERE h.person_id = of_person AND staff.account_id IS NOT NULL AND NOT (SELECT hidden.now FROM hidden)
      AND {COVERED.format(at="l.at", office="staff.office_id")} AND l.at::date <= {HELD_UNTIL}::date
    ORDER BY h.asked_at DESC LIMIT 1) later ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(nullif(opened.verdict, ''), 'waits')::text AS said FROM registers_urgentaccess opened
    WHERE opened.person_id = of_person AND opened.account_id = l.account
      AND l.at BETWEEN opened.opened_at AND opened.ends_at
    ORDER BY opened.opened_at DESC LIMIT 1) u ON true
  WHERE l.is_own = own
  ORDER BY l.seq DESC LIMIT least(highest, 200);
END
""",  # noqa: S608  (everything in it is ours)
)

# Machine steps that read one person's record, day by day.
MACHINE_LOOKS_AT = SqlFunction(
    name="registers_machine_looks_at",
    arguments="of_person uuid, since timestamptz, zone text",
    returns="TABLE(day date, step text, looks bigint)",
    definer=True,
    callers=("janua_portal",),
    body="""
BEGIN
  IF NOT of_person = ANY (janua_actor_persons()) THEN RETURN; END IF;
  RETURN QUERY
  SELECT (a.at AT TIME ZONE zone)::date, substr(a.actor, 8), count(*) FROM audit_access a
  WHERE a.persons @> ARRAY[of_person] AND a.actor LIKE 'system:%' AND a.at >= since
  GROUP BY 1, 2 ORDER BY 1 DESC, 2;
END
""",
)

# Ends every session of a person's accounts for an officer who keeps them: how many; -1 where they may not. Neither the
# accounts nor the sessions are shown.
SIGN_OUT = SqlFunction(
    name="registers_sign_out",
    arguments="of_person uuid, at_time timestamptz",
    returns="int",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_workbench",),
    body="""
DECLARE
  ended int;
BEGIN
  IF NOT EXISTS (
    SELECT FROM registers_person WHERE id = of_person AND area_id = ANY (janua_actor_areas_with('keep_register'))
    AND (NOT restricted OR area_id = ANY (janua_actor_areas_with('see_restricted'))))
  THEN RETURN -1; END IF;
  UPDATE accounts_session SET ended_at = at_time, ended_why = 'office' WHERE ended_at IS NULL AND account_id IN (
    SELECT account_id FROM registers_accountlink
    WHERE person_id = of_person AND account_kind = 'citizen' AND known_to IS NULL);
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
""",
)

FUNCTIONS = (SHOWN_PERSONS, SHOWN_FACTS, LOOKS_AT, MACHINE_LOOKS_AT, SIGN_OUT)
