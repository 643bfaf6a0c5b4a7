"""Signals about how work is done: approvals in bulk or at odd hours, hand-overs, overrides, officers unknown."""

from janua.analytics.integrity.queries.kinds import APPROVED, SignalKind

BULK_APPROVALS = SignalKind(
    code="bulk_approvals",
    thresholds={"approvals": 10, "within_minutes": 10},
    statement=f"""
WITH {APPROVED},
counted AS (
  SELECT a.*, count(*) OVER (PARTITION BY officer ORDER BY at
    RANGE BETWEEN make_interval(mins => %(within_minutes)s) PRECEDING AND CURRENT ROW) AS together
  FROM approved a),
full_ AS (SELECT officer, at FROM counted WHERE together >= %(approvals)s)
SELECT DISTINCT a.officer || ' ' || a.here::date, 'entry', a.seq::text, a.subject, a.officer, NULL::uuid, o.area_id,
  a.at
FROM approved a JOIN full_ f ON f.officer = a.officer
  AND a.at BETWEEN f.at - make_interval(mins => %(within_minutes)s) AND f.at
JOIN accounts_staffprofile s ON s.account_id = a.officer JOIN areas_office o ON o.id = s.office_id
""",  # noqa: S608  (everything in it is ours)
)

ODD_HOURS = SignalKind(
    code="odd_hours",
    thresholds={"approvals": 3},
    statement=f"""
WITH {APPROVED},
odd AS (
  SELECT a.* FROM approved a
  WHERE a.here::time NOT BETWEEN %(opens)s AND %(closes)s OR extract(isodow FROM a.here) <> ALL (%(week)s)
    OR a.here::date = ANY (%(holidays)s)),
often AS (SELECT officer FROM odd GROUP BY 1 HAVING count(*) >= %(approvals)s)
SELECT a.officer || ' ' || %(month)s, 'entry', a.seq::text, a.subject, a.officer, NULL::uuid, o.area_id, a.at
FROM odd a JOIN often USING (officer)
JOIN accounts_staffprofile s ON s.account_id = a.officer JOIN areas_office o ON o.id = s.office_id
""",  # noqa: S608  (everything in it is ours)
)

# Against the lot, or against what a register says: each lawful with its reason; here an office has many more of them,
# for the work it does, than all the others together.
OVERRIDES_BY_OFFICE = SignalKind(
    code="overrides_by_office",
    thresholds={"overrides": 5, "times_the_others": 3},
    statement="""
WITH overridden AS MATERIALIZED (
  SELECT t.office_id, 'hand_over' AS thing, h.id, h.person_id, h.handed_by AS officer, h.confirmed_by_id AS second,
    h.handed_at AS at
  FROM casework_handover h JOIN casework_task t ON t.id = h.task_id
  WHERE h.to_owner_id IS NOT NULL AND h.handed_at >= %(since)s
  UNION ALL
  SELECT s.office_id, 'ruling', r.id, CASE r.subject_kind WHEN 1 THEN r.subject_id END, r.ruled_by, NULL, r.known_from
  FROM registers_ruling r JOIN accounts_staffprofile s ON s.account_id = r.ruled_by WHERE r.known_from >= %(since)s),
worked AS (SELECT office_id, count(*) AS tasks FROM casework_task WHERE opened_at >= %(since)s GROUP BY 1),
counted AS (
  SELECT o.office_id, count(*) AS overrides, coalesce(max(w.tasks), 0) AS tasks
  FROM overridden o LEFT JOIN worked w USING (office_id) GROUP BY 1),
whole AS (
  SELECT (SELECT count(*) FROM overridden) AS overrides, (SELECT coalesce(sum(tasks), 0) FROM worked) AS tasks),
outlying AS (
  SELECT c.office_id FROM counted c, whole w
  WHERE c.overrides >= %(overrides)s
    -- (own / own work) >= times x (others / others' work), without dividing by nothing
    AND c.overrides * greatest(w.tasks - c.tasks, 1)
        >= %(times_the_others)s * (w.overrides - c.overrides) * greatest(c.tasks, 1))
SELECT o.office_id || ' ' || %(month)s, o.thing, o.id::text, o.person_id, o.officer, o.second, f.area_id, o.at
FROM overridden o JOIN outlying USING (office_id) JOIN areas_office f ON f.id = o.office_id
""",
)

# Whom a task came to after its officer let it go: named, or drawn by a lot in which hardly anybody else was left.
HAND_OVERS_TO_ONE = SignalKind(
    code="hand_overs_to_one",
    thresholds={"hand_overs": 4, "percent": 70},
    statement="""
WITH handed AS MATERIALIZED (
  SELECT h.id, h.person_id, h.area_id, h.handed_by AS giver, h.handed_at AS at,
    coalesce(h.to_owner_id, (
      SELECT (e.details->>'owner')::uuid FROM audit_entry e
      WHERE e.object_id = h.task_id AND e.action = 'task.deal' AND e.at >= h.handed_at ORDER BY e.seq LIMIT 1)) AS taker
  FROM casework_handover h WHERE h.handed_at >= %(since)s),
pairs AS (
  SELECT giver, taker, count(*) AS to_one, sum(count(*)) OVER (PARTITION BY giver) AS in_all
  FROM handed WHERE taker IS NOT NULL GROUP BY 1, 2)
SELECT h.giver || ' ' || h.taker || ' ' || %(month)s, 'hand_over', h.id::text, h.person_id, h.giver, h.taker, h.area_id,
  h.at
FROM handed h JOIN pairs p USING (giver, taker)
WHERE p.to_one >= %(hand_overs)s AND p.to_one * 100 >= %(percent)s * p.in_all
""",
)

# Kin are found through the register: an officer whom it does not know has none.
OFFICER_UNKNOWN = SignalKind(
    code="officer_unknown",
    thresholds={"days_in_service": 30},
    statement="""
SELECT 'office ' || s.office_id, 'staff', s.account_id::text, NULL::uuid, s.account_id,
  min(r.confirmed_by_id::text)::uuid, o.area_id, min(r.confirmed_at)
FROM accounts_staffprofile s JOIN areas_office o ON o.id = s.office_id
JOIN accounts_roleassignment r ON r.account_id = s.account_id
WHERE r.confirmed_at IS NOT NULL AND r.starts_on <= %(today)s - %(days_in_service)s
  AND coalesce(r.ends_on >= %(today)s, true) AND coalesce(r.revoked_on > %(today)s, true)
  AND coalesce(s.left_on > %(today)s, true)
  AND EXISTS (SELECT FROM accounts_rolepermission p WHERE p.role_id = r.role_id AND p.permission IN (
    'decide_claim', 'reconsider_claim', 'rule_on_fact', 'confirm_account', 'propose_account', 'approve_run'))
  AND NOT EXISTS (SELECT FROM registers_accountlink l WHERE l.account_id = s.account_id AND l.known_to IS NULL)
GROUP BY s.account_id, s.office_id, o.area_id
""",
)

# The link by which a colleague sets up their sign-in anew takes two administrators: one has the link, the other a code.
# Who got the code as well, by talking or by agreement, is two people, the one who proposes and the one who confirms; or
# uses two such links, and is both of them.
SECOND_PERSON_SET_UP = SignalKind(
    code="second_person_set_up",
    thresholds={"confirmations": 1, "within_days": 14},
    statement="""
WITH again AS MATERIALIZED (
  SELECT i.actor::uuid AS inviter, i.object_id AS account, i.at FROM audit_entry i
  WHERE i.action = 'account.invite' AND i.at >= %(since)s AND i.actor NOT LIKE 'system:%%'
    AND EXISTS (
      SELECT FROM audit_entry e WHERE e.object_id = i.object_id AND e.action = 'account.set_up' AND e.at < i.at)
    AND EXISTS (
      SELECT FROM audit_entry e WHERE e.object_id = i.object_id AND e.action = 'account.set_up' AND e.at > i.at)),
confirmed AS (
  SELECT 'role' AS thing, r.id, r.proposed_by_id AS first, r.confirmed_by_id AS second, r.confirmed_at AS at, r.area_id
  FROM accounts_roleassignment r
  UNION ALL SELECT 'payee_account', a.id, c.proposed_by_id, c.confirmed_by_id, c.confirmed_at, a.area_id
  FROM payments_accountchange c JOIN payments_payeeaccount a ON a.id = c.account_id
  UNION ALL SELECT 'run', r.id, r.prepared_by_id, r.approved_by_id, r.approved_at, r.area_id FROM payments_run r),
both_ AS (
  SELECT DISTINCT c.*, a.inviter
  FROM again a JOIN confirmed c ON c.second = a.account
    AND c.at BETWEEN a.at AND a.at + make_interval(days => %(within_days)s)
  WHERE c.first = a.inviter OR EXISTS (
    SELECT FROM again f WHERE f.account = c.first AND f.inviter = a.inviter
      AND c.at BETWEEN f.at AND f.at + make_interval(days => %(within_days)s))),
often AS (SELECT first, second FROM both_ GROUP BY 1, 2 HAVING count(*) >= %(confirmations)s)
SELECT first || ' ' || second || ' ' || %(month)s, thing, id::text, NULL::uuid, second, first, area_id, at
FROM both_ JOIN often USING (first, second)
""",
)

OF_WORK = (
    *(BULK_APPROVALS, ODD_HOURS, OVERRIDES_BY_OFFICE, HAND_OVERS_TO_ONE, OFFICER_UNKNOWN),
    SECOND_PERSON_SET_UP,
)
