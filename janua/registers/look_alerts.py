"""Alerts on looks, in the database: each look at a protected person, how much each officer looks, what is held back."""

from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import OWNER
from janua.registers.look_holds import COVERED, HOLDS

ANSWER = "answer_look_alert"
# Pages on which somebody looks for persons whom they do not know yet, in the words of the access log.
SEARCHES = ("find-person", "api:persons", "look-up")
DAYS_BACK = 28
KEEPER = "keeper"
_KEEPER = f"(select janua_actor_system()) = '{KEEPER}'"
_MUST_BE_KEEPER = f"""IF janua_actor_system() <> '{KEEPER}' THEN
    RAISE EXCEPTION 'janua: only the {KEEPER} counts looks' USING ERRCODE = '42501';
  END IF;"""

# Whatever page it is on and whoever wrote the page: what was shown of a protected person is an alert, in the
# transaction of the look. Machine steps and the persons themselves make none.
ALERT_ON_LOOK = SqlFunction(
    name="registers_alert_on_look",
    returns="trigger",
    volatility="VOLATILE",
    definer=True,
    callers=(OWNER,),
    body="""
BEGIN
  IF NEW.actor LIKE 'system:%' OR cardinality(NEW.persons) = 0 THEN RETURN NULL; END IF;
  INSERT INTO registers_lookalert
    (id, kind, account_id, person_id, area_id, "on", at, access, page, looks, days, colleagues, finding)
  SELECT gen_random_uuid(), 'restricted', NEW.actor::uuid, p.id, coalesce(p.cared_in_id, p.area_id), janua_today(),
    NEW.at, NEW.seq, left(NEW.page, 200), 1, 0, 0, ''
  FROM registers_person p
  WHERE p.id = ANY (NEW.persons) AND p.restricted AND NOT EXISTS (
    SELECT FROM registers_accountlink own
    WHERE own.account_id = NEW.actor::uuid AND own.person_id = p.id AND own.account_kind = 'citizen');
  RETURN NULL;
END
""",
)

# One day of the access log, officer by officer; a day is counted once.
COUNT_LOOKS = SqlFunction(
    name="registers_count_looks",
    arguments="of_day date, zone text",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_work",),
    body=f"""
BEGIN
  {_MUST_BE_KEEPER}
  INSERT INTO registers_lookcount ("on", account_id, persons, searches)
  SELECT of_day, staff.account_id, count(DISTINCT shown.person),
    count(DISTINCT a.seq) FILTER (WHERE a.page = ANY (ARRAY['{"', '".join(SEARCHES)}']))
  FROM audit_access a JOIN accounts_staffprofile staff ON staff.account_id::text = a.actor
  LEFT JOIN LATERAL unnest(a.persons) AS shown(person) ON true
  WHERE a.at >= of_day::timestamp AT TIME ZONE zone AND a.at < (of_day + 1)::timestamp AT TIME ZONE zone
  GROUP BY staff.account_id
  ON CONFLICT DO NOTHING;
END
""",  # noqa: S608  (everything in it is ours)
)

# Of one day: how much each officer looked, what was usual for them before it, and for colleagues with a role of
# theirs. Of several roles the one whose people look most: nobody is asked because of a second, quieter role.
LOOKS_COMPARED = SqlFunction(
    name="registers_looks_compared",
    arguments="of_day date",
    returns="TABLE(account uuid, area int, persons int, searches int, days int, usual_persons int, usual_searches int,"
    " colleagues int, peer_persons int, peer_searches int)",
    definer=True,
    callers=("janua_work",),
    body=f"""
BEGIN
  {_MUST_BE_KEEPER}
  RETURN QUERY
  WITH before AS MATERIALIZED (
    SELECT c.account_id, c.persons, c.searches FROM registers_lookcount c
    WHERE c."on" >= of_day - {DAYS_BACK} AND c."on" < of_day),
  own AS (
    SELECT b.account_id, count(*)::int AS days,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY b.persons)::int AS persons,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY b.searches)::int AS searches
    FROM before b GROUP BY 1),
  held AS MATERIALIZED (
    SELECT DISTINCT r.account_id, r.role_id FROM accounts_roleassignment r
    WHERE r.confirmed_at IS NOT NULL AND r.starts_on <= of_day AND (r.ends_on IS NULL OR r.ends_on >= of_day)
      AND (r.revoked_on IS NULL OR r.revoked_on > of_day)),
  -- The middle of a role, of everybody's own middles: one who works more days does not count more.
  roles AS (
    SELECT h.role_id, count(*)::int AS colleagues,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY o.persons)::int AS persons,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY o.searches)::int AS searches
    FROM held h JOIN own o USING (account_id) GROUP BY 1)
  SELECT c.account_id, office.area_id, c.persons, c.searches, coalesce(own.days, 0), own.persons, own.searches,
    coalesce(max(roles.colleagues), 0), max(roles.persons), max(roles.searches)
  FROM registers_lookcount c
  JOIN accounts_staffprofile staff ON staff.account_id = c.account_id
  JOIN areas_office office ON office.id = staff.office_id
  LEFT JOIN own ON own.account_id = c.account_id
  LEFT JOIN held ON held.account_id = c.account_id
  LEFT JOIN roles ON roles.role_id = held.role_id
  WHERE c."on" = of_day
  GROUP BY c.account_id, office.area_id, c.persons, c.searches, own.days, own.persons, own.searches;
END
""",  # noqa: S608  (everything in it is ours)
)

# How many looks are shown later today, by ground; and files opened in urgency within a year. Once a day: nobody who
# reads it from minute to minute sees that somebody has just asked.
COUNT_HELD = SqlFunction(
    name="registers_count_held",
    arguments="of_day date",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_work",),
    body=f"""
BEGIN
  {_MUST_BE_KEEPER}
  INSERT INTO registers_heldcount ("on", ground, people, looks)
  SELECT of_day, h.ground, count(DISTINCT h.person_id), count(DISTINCT a.seq)
  FROM registers_lookhold h
  LEFT JOIN (audit_access a JOIN accounts_staffprofile staff ON staff.account_id::text = a.actor)
    ON a.persons @> ARRAY[h.person_id] AND {COVERED.format(at="a.at", office="staff.office_id")}
  WHERE {HOLDS}
  GROUP BY h.ground
  UNION ALL
  SELECT of_day, kind, count(DISTINCT u.id), count(DISTINCT a.seq)
  FROM registers_urgentaccess u
  CROSS JOIN LATERAL unnest(ARRAY['urgent', 'unjustified']) AS kind
  LEFT JOIN audit_access a ON a.persons @> ARRAY[u.person_id] AND a.actor = u.account_id::text
    AND a.at BETWEEN u.opened_at AND u.ends_at
  WHERE u.opened_at >= of_day - interval '1 year' AND (kind = 'urgent' OR u.verdict = 'not_justified')
  GROUP BY kind
  ON CONFLICT DO NOTHING;
END
""",  # noqa: S608  (everything in it is ours)
)

# For everybody, signed in or not. Rounded down to fives here, and nothing where there are fewer: no process that
# serves pages learns more, and one more or one less shows nowhere.
HELD_BACK = SqlFunction(
    name="registers_held_back",
    returns="TABLE(counted_on date, ground text, people int, looks int)",
    definer=True,
    callers=("janua_portal",),
    body="""
BEGIN
  RETURN QUERY
  SELECT c."on", c.ground::text, (c.people / 5) * 5, CASE WHEN c.people < 5 THEN 0 ELSE (c.looks / 5) * 5 END
  FROM registers_heldcount c WHERE c."on" = (SELECT max(newest."on") FROM registers_heldcount newest);
END
""",
)

LOOK_ALERT_FUNCTIONS = (ALERT_ON_LOOK, COUNT_LOOKS, LOOKS_COMPARED, COUNT_HELD, HELD_BACK)

_ACCOUNT = "(select janua_actor_account())"
_WHERE = f"(select janua_actor_areas_with('{ANSWER}'))::int[]"
_ANSWERED_HERE = (
    f"(area_id = any({_WHERE}) or (area_id is null and cardinality({_WHERE}) > 0)) and account_id <> {_ACCOUNT}"
)
_OWNER_COUNTS = (
    Policy("owner", "SELECT", using="true", roles=(OWNER,)),
    Policy("owner_counts", "INSERT", check="true", roles=(OWNER,)),
)

LOOK_ALERT_TABLES = (
    TableSecurity(
        "registers_lookalert",
        grants={"janua_workbench": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_workbench": {"UPDATE": ("answered_by_id", "answered_at", "finding", "words")}},
        policies=(
            # Whose looks they are sees no alert on them; the auditor of the whole country sees all.
            Policy("see", "SELECT", using=f"{_KEEPER} or ({_ANSWERED_HERE}) or (select audit_scope()) = 'all'"),
            Policy("add", "INSERT", check=f"{_KEEPER} and kind <> 'restricted'", roles=("janua_work",)),
            Policy(
                "answer",
                "UPDATE",
                using=f"{_ANSWERED_HERE} and answered_by_id is null",
                check=f"answered_by_id = {_ACCOUNT}",
                roles=("janua_workbench",),
            ),
            *_OWNER_COUNTS,
        ),
    ),
    TableSecurity(
        "registers_lookcount",
        grants={"janua_work": ("SELECT",)},
        policies=(Policy("see", "SELECT", using=_KEEPER, roles=("janua_work",)), *_OWNER_COUNTS),
    ),
    TableSecurity(
        "registers_heldcount",
        grants={"janua_work": ("SELECT",)},
        policies=(Policy("see", "SELECT", using=_KEEPER, roles=("janua_work",)), *_OWNER_COUNTS),
    ),
)
