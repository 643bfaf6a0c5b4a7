"""What an officer does with a run that is prepared, as functions of the database that see more than they do.

Restricted persons are paid in every run, and the officer sees none of their facts: these functions compare and copy
ids and amounts, run as the owner, and give nothing else back. Casework's own policies still bind them to the
officer's areas. Each checks again what its action has checked. `filling.py` has those that the paymaster calls.
"""

from janua.base.row_security import SqlFunction

# External codes with which a bank says that the account is at fault: what went there is not sent there again.
ACCOUNT_AT_FAULT = ("AC01", "AC03", "AC04", "AC06", "AC13", "AC14", "AG01", "BE01", "MD07")
# Keys carry the time they were made: rows made before this are older than whatever is asked about.
EARLIER = "interval '10 minutes'"
# A row may be committed a little after the instant it bears.
LATE = "interval '2 minutes'"

# Every row of the register that began or ceased to hold since an instant, by each person whom it concerns.
CHANGED_PERSONS = SqlFunction(
    name="payments_changed_persons",
    arguments="since timestamptz",
    returns="TABLE(person uuid, changed uuid, kind text, began_at timestamptz, ended_at timestamptz)",
    definer=True,
    callers=("janua_owner",),
    body="""
DECLARE
  lowest uuid := (lpad(to_hex((extract(epoch FROM since) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
BEGIN
  RETURN QUERY
  WITH facts AS MATERIALIZED (
    SELECT f.subject_id, f.subject_kind, f.id, f.known_from, f.known_to FROM registers_fact f WHERE f.id >= lowest
    UNION ALL
    SELECT f.subject_id, f.subject_kind, f.id, f.known_from, f.known_to FROM registers_fact f
    WHERE f.known_to > since AND f.id < lowest),
  rulings AS MATERIALIZED (
    SELECT r.subject_id, r.subject_kind, r.id, r.known_from, r.known_to FROM registers_ruling r
    WHERE r.id >= lowest OR r.known_to > since),
  stated AS MATERIALIZED (
    SELECT 'changed_fact' AS kind, f.* FROM facts f UNION ALL SELECT 'ruling', r.* FROM rulings r),
  moved AS MATERIALIZED (
    SELECT r.person_id, r.dwelling_id, r.id, r.known_from, r.known_to FROM registers_residence r
    WHERE r.id >= lowest OR r.known_to > since)
  SELECT s.subject_id, s.id, s.kind, s.known_from, s.known_to FROM stated s WHERE s.subject_kind = 1
  UNION ALL
  SELECT r.person_id, s.id, s.kind, s.known_from, s.known_to
  FROM stated s JOIN registers_residence r ON r.dwelling_id = s.subject_id WHERE s.subject_kind = 2
  UNION ALL
  SELECT m.person_id, m.id, 'changed_fact', m.known_from, m.known_to FROM moved m
  UNION ALL
  SELECT r.person_id, m.id, 'changed_fact', m.known_from, m.known_to
  FROM moved m JOIN registers_residence r ON r.dwelling_id = m.dwelling_id AND r.person_id <> m.person_id
  UNION ALL
  SELECT concerned.person, r.id, 'changed_fact', r.known_from, r.known_to
  FROM registers_relationship r, LATERAL (VALUES (r.of_person_id), (r.to_person_id)) AS concerned(person)
  WHERE r.id >= lowest OR r.known_to > since
  UNION ALL
  SELECT concerned.person, e.id, 'event', e.known_from, NULL
  FROM registers_event e, LATERAL (VALUES (e.person_id), (e.about_id)) AS concerned(person)
  WHERE e.id >= lowest
  UNION ALL
  SELECT m.giver_id, m.id, 'mandate', m.known_from, m.known_to FROM registers_mandate m
  WHERE m.id >= lowest OR m.known_to > since;
END
""",
)


# Orders whose ground has moved since the run was frozen, taken out and named; nothing else of the run changes.
TAKE_OUT = SqlFunction(
    name="payments_take_out",
    arguments="of_run uuid",
    returns="TABLE(taken uuid, person uuid, reason text)",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_workbench",),
    body=f"""
DECLARE
  run payments_run;
BEGIN
  SELECT * INTO run FROM payments_run WHERE id = of_run AND state = 'prepared' FOR UPDATE;
  IF NOT FOUND OR janua_actor_account() IS NULL THEN
    RAISE EXCEPTION 'janua: orders are taken out of a prepared run, by a person' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
  WITH mine AS MATERIALIZED (
    SELECT o.id, o.person_id, o.account_id, ol.line_id, ol.programme
    FROM payments_order o JOIN payments_orderline ol ON ol.order_id = o.id
    WHERE o.run_id = of_run AND o.state = 'prepared'),
  changed AS MATERIALIZED (
    SELECT c.* FROM payments_changed_persons(run.frozen_at - {EARLIER}) c
    WHERE c.began_at > run.frozen_at - {EARLIER} OR c.ended_at > run.frozen_at),
  replaced AS MATERIALIZED (SELECT supersedes_id FROM casework_decision WHERE supersedes_id IS NOT NULL),
  moved(order_id, reason) AS (
    SELECT read.id, c.kind
    FROM (SELECT m.id, m.person_id, a.claim_id, unnest(a.unit || m.person_id) AS concerned
          FROM mine m JOIN casework_entitlementline l ON l.id = m.line_id
          JOIN casework_assessment a ON a.id = l.assessment_id
          WHERE EXISTS (SELECT FROM changed)) AS read
    JOIN changed c ON c.person = read.concerned
    WHERE (c.kind = 'mandate' AND c.person = read.person_id
           AND (c.began_at > run.frozen_at OR c.ended_at > run.frozen_at))
       OR (c.kind = 'event' AND c.began_at > run.frozen_at)
       OR (c.kind NOT IN ('mandate', 'event') AND (c.ended_at > run.frozen_at
           OR (c.began_at > run.frozen_at - {LATE} AND c.ended_at IS NULL AND NOT EXISTS (
               SELECT FROM casework_assessment x WHERE x.claim_id = read.claim_id AND x.known_at <= run.frozen_at
                 AND c.changed = ANY (x.inputs)))))
    UNION ALL
    SELECT m.id, 'hold' FROM mine m JOIN payments_hold h
      ON h.person_id = m.person_id AND h.lifted_at IS NULL AND h.programme IN ('', m.programme)
    UNION ALL
    SELECT m.id, CASE WHEN l.state <> 'due' THEN 'line_' || l.state ELSE 'entitlement_' || e.state END
    FROM mine m JOIN casework_entitlementline l ON l.id = m.line_id
    JOIN casework_entitlement e ON e.id = l.entitlement_id
    WHERE l.state <> 'due' OR e.state <> 'in_force'
    UNION ALL
    SELECT m.id, 'decision_superseded'
    FROM mine m JOIN casework_entitlementline l ON l.id = m.line_id
    JOIN casework_entitlement e ON e.id = l.entitlement_id JOIN replaced r ON r.supersedes_id = e.decision_id
    UNION ALL
    SELECT m.id, 'account_changed' FROM mine m JOIN payments_payeeaccount a ON a.id = m.account_id
    WHERE a.state <> 'confirmed' OR a.ended_on < run.execute_on
    UNION ALL
    SELECT o.id, 'mandate' FROM payments_order o JOIN registers_person p ON p.id = o.payee_id
    WHERE o.run_id = of_run AND o.state = 'prepared' AND o.payee_id <> o.person_id AND p.died_on <= run.execute_on),
  named AS (
    SELECT DISTINCT ON (m.order_id) m.order_id, m.reason FROM moved m
    ORDER BY m.order_id, array_position(ARRAY['hold', 'ruling', 'event', 'changed_fact', 'mandate'], m.reason),
      m.reason),
  out AS (
    UPDATE payments_order o SET state = 'taken_out', taken_out_for = n.reason FROM named n WHERE o.id = n.order_id
    RETURNING o.id, o.person_id, o.taken_out_for),
  freed AS (
    UPDATE payments_orderline ol SET holds = false FROM named n WHERE ol.order_id = n.order_id)
  SELECT o.id, o.person_id, o.taken_out_for::text FROM out o ORDER BY o.id;
  -- What was added up of all orders no longer holds, and is added up at each look from now on.
  UPDATE payments_run SET (order_count, control_sum, sums) = (
    SELECT count(*), coalesce(sum(o.amount), 0), NULL::jsonb FROM payments_order o
    WHERE o.run_id = of_run AND o.state = 'prepared')
  WHERE id = of_run AND EXISTS (
    SELECT FROM payments_order o WHERE o.run_id = of_run AND o.state = 'taken_out');
END
""",  # noqa: S608  (everything in it is ours)
)

# The second person's yes: the database itself asks that it is another one than who prepared. Books what is newly owed.
APPROVE_RUN = SqlFunction(
    name="payments_approve_run",
    arguments="of_run uuid, of_on date, of_at timestamptz",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_workbench",),
    body="""
BEGIN
  UPDATE payments_run SET state = 'approved', approved_by_id = janua_actor_account(), approved_at = of_at
  WHERE id = of_run AND state = 'prepared' AND order_count > 0 AND prepared_by_id <> janua_actor_account();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'janua: a run is approved once, by another person than who prepared it' USING ERRCODE = '42501';
  END IF;
  UPDATE payments_order SET state = 'approved' WHERE run_id = of_run AND state = 'prepared';
  INSERT INTO payments_ledgerentry
    (order_id, journal, account, person_id, programme, amount, currency, booked_on)
  SELECT due.id, 'due', side.account, due.person_id, due.programme, side.sign * due.amount, due.currency, of_on
  FROM (
    SELECT o.id, o.person_id, o.currency, ol.programme, sum(ol.amount)::bigint AS amount
    FROM payments_order o JOIN payments_orderline ol ON ol.order_id = o.id
    WHERE o.run_id = of_run AND o.state = 'approved'
      -- A line that came back with an earlier order is owed already.
      AND NOT EXISTS (SELECT FROM payments_orderline b JOIN payments_order q ON q.id = b.order_id
                      WHERE b.line_id = ol.line_id AND b.order_id <> o.id AND q.state IN ('rejected', 'returned'))
    GROUP BY o.id, o.person_id, o.currency, ol.programme) AS due,
    (VALUES ('expense', 1), ('owed', -1)) AS side(account, sign);
END
""",
)

CANCEL_RUN = SqlFunction(
    name="payments_cancel_run",
    arguments="of_run uuid, of_at timestamptz, of_reason text",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_workbench",),
    body="""
BEGIN
  UPDATE payments_run
  SET state = 'cancelled', cancelled_by_id = janua_actor_account(), cancelled_at = of_at, cancelled_for = of_reason
  WHERE id = of_run AND state IN ('preparing', 'prepared');
  IF NOT FOUND OR janua_actor_account() IS NULL THEN
    RAISE EXCEPTION 'janua: a run is cancelled before it is approved, by a person' USING ERRCODE = '42501';
  END IF;
  UPDATE payments_orderline SET holds = false
  WHERE holds AND order_id IN (SELECT id FROM payments_order WHERE run_id = of_run);
  UPDATE payments_order SET state = 'taken_out', taken_out_for = 'run_cancelled'
  WHERE run_id = of_run AND state = 'prepared';
END
""",
)

# An account that is not used yet, stopped by its payee: the one before it goes on.
UNDO_ACCOUNT = SqlFunction(
    name="payments_undo_account",
    arguments="of_account uuid, of_on date",
    returns="boolean",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_portal",),
    body="""
DECLARE
  stopped payments_payeeaccount;
BEGIN
  UPDATE payments_payeeaccount SET state = 'withdrawn'
  WHERE id = of_account AND payee_id = ANY (janua_actor_persons()) AND state = 'confirmed' AND ended_on IS NULL
    AND usable_from_on > of_on
    AND EXISTS (SELECT FROM payments_payeeaccount b WHERE b.payee_id = payments_payeeaccount.payee_id
                AND b.state = 'confirmed' AND b.ended_on = payments_payeeaccount.usable_from_on - 1)
  RETURNING * INTO stopped;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE payments_payeeaccount SET ended_on = NULL
  WHERE payee_id = stopped.payee_id AND state = 'confirmed' AND ended_on = stopped.usable_from_on - 1;
  RETURN true;
END
""",
)

# What payments keep of a person goes with them, to where they live or where their case is.
FOLLOW_PERSON = SqlFunction(
    name="payments_follow_person",
    returns="trigger",
    volatility="VOLATILE",
    definer=True,
    callers=(),
    body="""
BEGIN
  UPDATE payments_payeeaccount SET area_id = coalesce(NEW.cared_in_id, NEW.area_id) WHERE payee_id = NEW.id;
  UPDATE payments_hold SET area_id = coalesce(NEW.cared_in_id, NEW.area_id)
  WHERE person_id = NEW.id AND lifted_at IS NULL;
  RETURN NULL;
END
""",
)

# A person sees what they are paid and not the run it is in: this tells the day alone.
EXECUTION_DAYS = SqlFunction(
    name="payments_execution_days",
    arguments="orders uuid[]",
    returns="TABLE(order_id uuid, execute_on date)",
    definer=True,
    callers=("janua_portal",),
    body="""
BEGIN
  RETURN QUERY
  SELECT o.id, r.execute_on FROM payments_order o JOIN payments_run r ON r.id = o.run_id
  WHERE o.id = ANY (orders) AND (o.person_id = ANY (janua_actor_persons()) OR o.payee_id = ANY (janua_actor_persons()));
END
""",
)

FUNCTIONS = (FOLLOW_PERSON, EXECUTION_DAYS, UNDO_ACCOUNT, CHANGED_PERSONS, TAKE_OUT, APPROVE_RUN, CANCEL_RUN)
