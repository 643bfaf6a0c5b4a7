"""Signals about files: who looks at them, opens them in urgency, and changes what they say before a decision."""

from janua.analytics.integrity.queries.kinds import SignalKind

# A relative of somebody whose case it is is on that case's pages; whoever did something about a person had a reason.
LOOKS_WITHOUT_CASE = SignalKind(
    code="looks_without_case",
    thresholds={"persons": 5},
    statement="""
WITH looked AS MATERIALIZED (
  SELECT DISTINCT ON (a.actor, person) a.seq, a.actor, a.at, person
  FROM audit_access a CROSS JOIN unnest(a.persons) AS person
  WHERE a.at >= %(since)s AND a.purpose = 'casework' AND a.page <> 'find-person' AND a.actor NOT LIKE 'system:%%'
    AND NOT EXISTS (
      SELECT FROM accounts_roleassignment h JOIN accounts_rolepermission p USING (role_id)
      WHERE h.account_id::text = a.actor AND h.confirmed_at IS NOT NULL AND p.permission = 'read_audit')
  ORDER BY a.actor, person, a.seq),
without AS MATERIALIZED (
  SELECT l.* FROM looked l
  WHERE NOT EXISTS (SELECT FROM casework_case k WHERE k.holder_id = l.person)
    AND NOT EXISTS (SELECT FROM casework_task t WHERE t.person_id = l.person)
    AND NOT EXISTS (
      SELECT FROM registers_relationship r JOIN casework_case k ON k.holder_id IN (r.of_person_id, r.to_person_id)
      WHERE l.person IN (r.of_person_id, r.to_person_id))
    AND NOT EXISTS (
      SELECT FROM registers_residence own JOIN registers_residence beside ON beside.dwelling_id = own.dwelling_id
      JOIN casework_case k ON k.holder_id = beside.person_id WHERE own.person_id = l.person)
    AND NOT EXISTS (
      SELECT FROM audit_entry e WHERE e.actor = l.actor AND e.subject = l.person
        AND e.at BETWEEN l.at - interval '1 day' AND l.at + interval '1 day')),
often AS (SELECT actor FROM without GROUP BY 1 HAVING count(DISTINCT person) >= %(persons)s)
SELECT w.actor || ' ' || %(month)s, 'access', w.seq || ' ' || w.person, w.person, w.actor::uuid, NULL::uuid, o.area_id,
  w.at
FROM without w JOIN often USING (actor)
JOIN accounts_staffprofile s ON s.account_id = w.actor::uuid JOIN areas_office o ON o.id = s.office_id
""",
)

URGENT_OFTEN = SignalKind(
    code="urgent_often",
    thresholds={"files": 4, "not_justified": 1},
    statement="""
WITH opened AS MATERIALIZED (
  SELECT u.*, count(*) OVER by_officer AS files,
    count(*) FILTER (WHERE u.verdict = 'not_justified') OVER by_officer AS wrongly
  FROM registers_urgentaccess u WHERE u.opened_at >= %(since)s WINDOW by_officer AS (PARTITION BY u.account_id))
SELECT account_id || ' ' || %(month)s, 'urgent_access', id::text, person_id, account_id, reviewed_by_id, area_id,
  opened_at
FROM opened
WHERE files >= %(files)s OR (wrongly >= %(not_justified)s AND verdict = 'not_justified')
""",
)

# What an officer wrote about somebody whom the law counts, a few hours before a grant.
FACTS_BEFORE_DECISION = SignalKind(
    code="facts_before_decision",
    thresholds={"decisions": 3, "within_hours": 24},
    statement="""
WITH written AS MATERIALIZED (
  SELECT e.actor, e.subject, e.at FROM audit_entry e
  WHERE e.at >= %(since)s AND e.subject IS NOT NULL AND e.actor NOT LIKE 'system:%%'
    AND e.action IN ('facts.recorded', 'fact.ruled_on', 'discrepancy.rule', 'check.answer_by_hand', 'persons.related',
                     'person.settled')
    AND EXISTS (SELECT FROM accounts_staffprofile s WHERE s.account_id::text = e.actor)),
before AS MATERIALIZED (
  SELECT DISTINCT w.actor, d.id, d.decided_at, d.decided_by_id, c.claimant_id, c.area_id
  FROM written w JOIN casework_assessment s ON s.unit @> ARRAY[w.subject]
  JOIN casework_decision d ON d.assessment_id = s.id JOIN casework_claim c ON c.id = d.claim_id
  WHERE d.outcome = 'grant' AND d.decided_at >= w.at
    AND d.decided_at <= w.at + make_interval(hours => %(within_hours)s)),
often AS (SELECT actor FROM before GROUP BY 1 HAVING count(DISTINCT id) >= %(decisions)s)
SELECT b.actor || ' ' || %(month)s, 'decision', b.id::text, b.claimant_id, b.actor::uuid, b.decided_by_id, b.area_id,
  b.decided_at
FROM before b JOIN often USING (actor)
""",
)

OF_FILES = (LOOKS_WITHOUT_CASE, URGENT_OFTEN, FACTS_BEFORE_DECISION)
