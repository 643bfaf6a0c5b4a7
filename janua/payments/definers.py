"""The set-based steps of a run, as functions of the database that see more than the officer who starts them.

Restricted persons are paid in every run, and the officer sees none of their facts: these functions compare and copy
ids and amounts, run as the owner, and give nothing else back. Casework's own policies still bind them to the
officer's areas. Each checks again what its action has checked.
"""

from janua.base.row_security import SqlFunction

# A mandate of this scope has the holder receive what the giver is entitled to.
RECEIVES = "receive_payment"
# External codes with which a bank says that the account is at fault: what went there is not sent there again.
ACCOUNT_AT_FAULT = ("AC01", "AC03", "AC04", "AC06", "AC13", "AC14", "AG01", "BE01", "MD07")
# Keys carry the time they were made: rows made before this are older than whatever is asked about.
_EARLIER = "interval '10 minutes'"
# A row may be committed a little after the instant it bears.
_LATE = "interval '2 minutes'"

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


def _outdates(known_at: str, inputs: str) -> str:
    """Whether a changed row `c` could change what an assessment says that had read these rows by then."""
    return (
        f"(c.ended_at > {known_at} OR (c.kind = 'event' AND c.began_at > {known_at})"
        f" OR (c.kind <> 'event' AND c.ended_at IS NULL AND c.began_at > {known_at} - {_LATE}"
        f" AND c.changed <> ALL ({inputs})))"
    )


# Lines that are due and whose assessment may no longer hold: what it read has changed since, or the law has.
CHANGED_LINES = SqlFunction(
    name="payments_changed_lines",
    arguments="of_run uuid, of_law text",
    returns="TABLE(line uuid, claim uuid, period_on date, due_amount bigint, persons uuid[])",
    definer=True,
    callers=("janua_workbench",),
    body=f"""
DECLARE
  run payments_run;
  oldest uuid;
  since timestamptz;
  other_law boolean := EXISTS (SELECT FROM casework_lawtext WHERE hash <> of_law);
BEGIN
  SELECT * INTO STRICT run FROM payments_run WHERE id = of_run;
  SELECT min(l.assessment_id::text)::uuid INTO oldest FROM casework_entitlementline l
  WHERE l.state = 'due' AND l.due_on <= run.execute_on;
  IF oldest IS NULL THEN RETURN; END IF;
  since := to_timestamp(('x' || left(replace(oldest::text, '-', ''), 12))::bit(48)::bigint / 1000.0) - {_EARLIER};
  RETURN QUERY
  WITH changed AS MATERIALIZED (
    SELECT c.* FROM payments_changed_persons(since) c
    WHERE c.kind <> 'mandate' AND (c.began_at > since OR c.ended_at > since)),
  due AS (
    SELECT l.id, l.assessment_id FROM casework_entitlementline l
    WHERE l.state = 'due' AND l.due_on <= run.execute_on AND l.amount > 0
      AND l.area_id IN (SELECT a.id FROM areas_area a WHERE a.path @> ARRAY[run.area_id])
      AND NOT EXISTS (SELECT FROM payments_orderline o WHERE o.line_id = l.id AND o.holds))
  SELECT hit.id, hit.claim_id, hit.period_starts_on, hit.amount, hit.unit
  FROM (
    SELECT DISTINCT read.id, read.assessment_id, read.claim_id, read.period_starts_on, read.amount, read.unit
    FROM (SELECT d.*, a.claim_id, a.period_starts_on, a.amount, a.known_at, a.inputs, a.unit,
            unnest(a.unit) AS concerned
          FROM due d JOIN casework_assessment a ON a.id = d.assessment_id) AS read
    JOIN changed c ON c.person = read.concerned
    WHERE {_outdates("read.known_at", "read.inputs")}) AS hit
  JOIN LATERAL (
    SELECT x.id, x.outcome, x.amount_kind, x.amount, x.known_at, x.inputs FROM casework_assessment x
    WHERE x.claim_id = hit.claim_id AND x.period_starts_on = hit.period_starts_on
    ORDER BY x.known_at DESC LIMIT 1) AS newest ON true
  -- Asked again since, to the same end or a better one, and nothing has changed after that: the line stands.
  WHERE newest.id = hit.assessment_id OR newest.outcome <> 'eligible' OR newest.amount_kind <> 'exact'
     OR coalesce(newest.amount, 0) < hit.amount
     OR EXISTS (SELECT FROM changed c WHERE c.person = ANY (hit.unit)
                AND {_outdates("newest.known_at", "newest.inputs")})
  UNION
  SELECT d.id, a.claim_id, a.period_starts_on, a.amount, a.unit
  FROM due d JOIN casework_assessment a ON a.id = d.assessment_id WHERE other_law AND a.law_id <> of_law;
END
""",  # noqa: S608  (everything in it is ours)
)

# Orders for everything that is due, one for each person, payee and account; what is not paid is named with its reason.
# The keys of the orders begin with the run's and count up: made here, so that a hundred thousand need not leave the
# database, and in the order in which they are written.
FILL_RUN = SqlFunction(
    name="payments_fill_run",
    arguments="of_run uuid, of_on date, of_lines uuid[], of_reasons text[]",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_workbench",),
    body=f"""
DECLARE
  run payments_run;
  digest text := encode(sha256(uuid_send(of_run)), 'hex');
  beginning text := left(replace(of_run::text, '-', ''), 12) || '7' || substr(digest, 1, 3)
                    || '8' || substr(digest, 4, 7);
  orders int;
  total bigint;
BEGIN
  SELECT * INTO run FROM payments_run
  WHERE id = of_run AND state = 'prepared' AND order_count = 0 AND prepared_by_id = janua_actor_account();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'janua: a run is filled once, by who prepares it' USING ERRCODE = '42501';
  END IF;
  WITH recipients AS MATERIALIZED (
    SELECT DISTINCT ON (giver_id) giver_id, holder_id FROM registers_mandate
    WHERE known_to IS NULL AND scope @> ARRAY['{RECEIVES}']::varchar[]
      AND true_from <= of_on AND (true_to IS NULL OR true_to >= of_on)
    ORDER BY giver_id, true_from DESC, id),
  replaced AS MATERIALIZED (SELECT supersedes_id FROM casework_decision WHERE supersedes_id IS NOT NULL),
  bounced AS MATERIALIZED (
    SELECT DISTINCT o.account_id FROM payments_disbursement d JOIN payments_order o ON o.id = d.order_id
    WHERE d.outcome <> 'paid' AND d.reason = ANY ('{{{",".join(ACCOUNT_AT_FAULT)}}}')
      AND o.state IN ('rejected', 'returned')),
  told AS MATERIALIZED (SELECT * FROM unnest(of_lines, of_reasons) AS one(line, reason)),
  payable AS MATERIALIZED (
    SELECT l.id AS line, l.person_id, l.programme, l.amount, coalesce(m.holder_id, l.person_id) AS payee_id,
      a.id AS account_id,
      CASE
        WHEN told.reason IS NOT NULL THEN told.reason
        WHEN e.state <> 'in_force' THEN 'entitlement_' || e.state
        WHEN e.decision_id IN (SELECT supersedes_id FROM replaced) THEN 'decision_superseded'
        WHEN l.starts_on > e.ends_on THEN 'period_over'
        WHEN p.died_on < l.starts_on THEN 'person_died'
        WHEN l.currency <> run.currency THEN 'other_currency'
        WHEN l.person_id IN (SELECT person_id FROM payments_hold WHERE lifted_at IS NULL)
          AND EXISTS (SELECT FROM payments_hold h WHERE h.person_id = l.person_id AND h.lifted_at IS NULL
                      AND h.programme IN ('', l.programme)) THEN 'held'
        WHEN a.id IS NULL AND EXISTS (SELECT FROM payments_payeeaccount w
          WHERE w.payee_id = coalesce(m.holder_id, l.person_id) AND coalesce(w.state, '') = 'confirmed'
            AND w.usable_from_on > of_on) THEN 'account_waits'
        WHEN a.id IS NULL THEN 'no_account'
        WHEN a.id IN (SELECT account_id FROM bounced) THEN 'account_returned'
      END AS reason
    FROM casework_entitlementline l
    JOIN casework_entitlement e ON e.id = l.entitlement_id
    JOIN registers_person p ON p.id = l.person_id
    LEFT JOIN recipients m ON m.giver_id = l.person_id
    -- coalesce keeps it from the index of the exclusion constraint, which costs thirty times as much a look.
    LEFT JOIN payments_payeeaccount a
      ON a.payee_id = coalesce(m.holder_id, l.person_id) AND coalesce(a.state, '') = 'confirmed'
      AND a.usable_from_on <= of_on AND (a.ended_on IS NULL OR a.ended_on >= of_on)
    LEFT JOIN told ON told.line = l.id
    WHERE l.state = 'due' AND l.due_on <= run.execute_on AND l.amount > 0
      AND l.area_id IN (SELECT area.id FROM areas_area area WHERE area.path @> ARRAY[run.area_id])
      AND NOT EXISTS (SELECT FROM payments_orderline o WHERE o.line_id = l.id AND o.holds)),
  numbered AS MATERIALIZED (
    SELECT line, programme, amount, person_id, payee_id, account_id,
      (beginning || lpad(to_hex(dense_rank() OVER (ORDER BY person_id, account_id)), 8, '0'))::uuid AS order_id
    FROM payable WHERE reason IS NULL),
  ordered AS (
    INSERT INTO payments_order (id, run_id, person_id, payee_id, account_id, amount, currency, state, taken_out_for)
    SELECT order_id, of_run, person_id, payee_id, account_id, sum(amount), run.currency, 'prepared', ''
    FROM numbered GROUP BY order_id, person_id, payee_id, account_id ORDER BY order_id
    RETURNING amount),
  lined AS (
    INSERT INTO payments_orderline (order_id, line_id, programme, amount, holds)
    SELECT order_id, line, programme, amount, true FROM numbered ORDER BY order_id),
  left_out AS (
    INSERT INTO payments_leftout (run_id, line_id, person_id, reason)
    SELECT of_run, line, person_id, reason FROM payable WHERE reason IS NOT NULL)
  SELECT count(*), coalesce(sum(amount), 0) INTO orders, total FROM ordered;
  UPDATE payments_run SET order_count = orders, control_sum = total WHERE id = of_run;
END
""",  # noqa: S608  (everything in it is ours)
)

# Orders whose ground has moved since the run was frozen, taken out and named; nothing else of the run changes.
TAKE_OUT = SqlFunction(
    name="payments_take_out",
    arguments="of_run uuid, of_on date",
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
    SELECT c.* FROM payments_changed_persons(run.frozen_at - {_EARLIER}) c
    WHERE c.began_at > run.frozen_at - {_EARLIER} OR c.ended_at > run.frozen_at),
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
           OR (c.began_at > run.frozen_at - {_LATE} AND c.ended_at IS NULL AND NOT EXISTS (
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
    WHERE a.state <> 'confirmed' OR a.ended_on < of_on),
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
  UPDATE payments_run SET (order_count, control_sum) = (
    SELECT count(*), coalesce(sum(o.amount), 0) FROM payments_order o WHERE o.run_id = of_run AND o.state = 'prepared')
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
  WHERE id = of_run AND state = 'prepared';
  IF NOT FOUND OR janua_actor_account() IS NULL THEN
    RAISE EXCEPTION 'janua: only a prepared run is cancelled, by a person' USING ERRCODE = '42501';
  END IF;
  UPDATE payments_orderline SET holds = false
  WHERE holds AND order_id IN (SELECT id FROM payments_order WHERE run_id = of_run);
  UPDATE payments_order SET state = 'taken_out', taken_out_for = 'run_cancelled'
  WHERE run_id = of_run AND state = 'prepared';
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

FUNCTIONS = (EXECUTION_DAYS, CHANGED_PERSONS, CHANGED_LINES, FILL_RUN, TAKE_OUT, APPROVE_RUN, CANCEL_RUN)
