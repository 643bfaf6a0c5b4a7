"""How the paymaster prepares a run, as functions of the database: what is due, in batches, each a transaction.

They run as the owner, for the paymaster alone, and compare and copy ids and amounts. A batch takes the persons behind
the last one that is through, and notes how far it came in the same transaction: killed anywhere, the next goes on
from there, and nothing is taken twice.
"""

from janua.base.row_security import SqlFunction
from janua.payments.definers import ACCOUNT_AT_FAULT, EARLIER, LATE

# A mandate of this scope has the holder receive what the giver is entitled to.
RECEIVES = "receive_payment"
# More is owed than was decided: the line is paid as it was decided, and an officer is asked about the rest.
MORE = "amount_rose"
# Lines of a run `run` that are in no order that may still pay them.
_DUE = """l.state = 'due' AND l.due_on <= run.execute_on AND l.amount > 0
      AND (run.programmes = '{}' OR l.programme = ANY (run.programmes))
      AND l.area_id IN (SELECT area.id FROM areas_area area WHERE area.path @> ARRAY[run.area_id])
      AND NOT EXISTS (SELECT FROM payments_orderline o WHERE o.line_id = l.id AND o.holds)"""
_IS_PREPARING = """
  SELECT * INTO run FROM payments_run WHERE id = of_run AND state = 'preparing' FOR UPDATE;
  IF NOT FOUND OR janua_actor_system() IS DISTINCT FROM 'paymaster' THEN
    RAISE EXCEPTION 'janua: the paymaster fills a run that is being prepared' USING ERRCODE = '42501';
  END IF;"""


def _outdates(known_at: str, inputs: str) -> str:
    """Whether a changed row `c` could change what an assessment says that had read these rows by then."""
    return (
        f"(c.ended_at > {known_at} OR (c.kind = 'event' AND c.began_at > {known_at})"
        f" OR (c.kind <> 'event' AND c.ended_at IS NULL AND c.began_at > {known_at} - {LATE}"
        f" AND c.changed <> ALL ({inputs})))"
    )


# The freeze: counts the persons of a run, and notes the lines whose assessment may no longer hold, because what it
# read has changed since, or the law has.
BEGIN_RUN = SqlFunction(
    name="payments_begin_run",
    arguments="of_run uuid, of_law text, of_at timestamptz",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_payments",),
    body=f"""
DECLARE
  run payments_run;
  oldest uuid;
  since timestamptz;
  other_law boolean := EXISTS (SELECT FROM casework_lawtext WHERE hash <> of_law);
BEGIN{_IS_PREPARING}
  UPDATE payments_run SET begun_at = of_at, frozen_at = of_at,
    persons_due = (SELECT count(DISTINCT l.person_id) FROM casework_entitlementline l WHERE {_DUE})
  WHERE id = of_run;
  SELECT min(l.assessment_id::text)::uuid INTO oldest FROM casework_entitlementline l
  WHERE l.state = 'due' AND l.due_on <= run.execute_on;
  IF oldest IS NULL THEN RETURN; END IF;
  since := to_timestamp(('x' || left(replace(oldest::text, '-', ''), 12))::bit(48)::bigint / 1000.0) - {EARLIER};
  INSERT INTO payments_recheck (run_id, line_id, claim_id, period_on, amount, persons)
  WITH changed AS MATERIALIZED (
    SELECT c.* FROM payments_changed_persons(since) c
    WHERE c.kind <> 'mandate' AND (c.began_at > since OR c.ended_at > since)),
  due AS (SELECT l.id, l.assessment_id FROM casework_entitlementline l WHERE {_DUE})
  SELECT of_run, hit.id, hit.claim_id, hit.period_starts_on, hit.amount, hit.unit
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
  SELECT of_run, d.id, a.claim_id, a.period_starts_on, a.amount, a.unit
  FROM due d JOIN casework_assessment a ON a.id = d.assessment_id WHERE other_law AND a.law_id <> of_law;
END
""",  # noqa: S608  (everything in it is ours)
)

# What a run pays by programme, line of the budget and area: added up once, by who sees every line. A page that adds
# up a hundred thousand orders under row security holds the database for seconds.
SUM_RUN = SqlFunction(
    name="payments_sum_run",
    arguments="of_run uuid",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_owner",),
    body="""
BEGIN
  WITH paid AS MATERIALIZED (
    SELECT o.id, ol.programme, coalesce(p.budget_line, '') AS budget_line, l.area_id::text AS area, ol.amount
    FROM payments_order o JOIN payments_orderline ol ON ol.order_id = o.id
    LEFT JOIN catalogue_programme p ON p.code = ol.programme
    LEFT JOIN casework_entitlementline l ON l.id = ol.line_id
    WHERE o.run_id = of_run AND o.state <> 'taken_out'),
  grouped(kind, key, orders, amount) AS (
    SELECT 'programmes', programme, count(DISTINCT id), sum(amount) FROM paid GROUP BY programme
    UNION ALL
    SELECT 'budget_lines', budget_line, count(DISTINCT id), sum(amount) FROM paid GROUP BY budget_line
    UNION ALL
    SELECT 'areas', area, count(DISTINCT id), sum(amount) FROM paid WHERE area IS NOT NULL GROUP BY area),
  told(kind, sums) AS (
    SELECT kind, jsonb_object_agg(key, jsonb_build_array(orders, amount)) FROM grouped GROUP BY kind)
  UPDATE payments_run SET sums =
    '{"programmes": {}, "budget_lines": {}, "areas": {}}'::jsonb
    || coalesce((SELECT jsonb_object_agg(kind, sums) FROM told), '{}')
  WHERE id = of_run;
END
""",
)

# Orders for what is due to the next persons, one for each person, payee and account, to the account in force on the
# payment day; what is not paid is named with its reason. Without a next person the run is prepared, or empty.
# The keys of the orders begin with the run's and count up: made here, so that a hundred thousand need not leave the
# database, and in the order in which they are written.
FILL_RUN = SqlFunction(
    name="payments_fill_run",
    arguments="of_run uuid, of_persons int, of_at timestamptz",
    returns="boolean",
    volatility="VOLATILE",
    definer=True,
    callers=("janua_payments",),
    body=f"""
DECLARE
  run payments_run;
  digest text := encode(sha256(uuid_send(of_run)), 'hex');
  beginning text := left(replace(of_run::text, '-', ''), 12) || '7' || substr(digest, 1, 3)
                    || '8' || substr(digest, 4, 7);
  behind uuid;
  upto uuid;
  found_persons int;
  orders int;
  total bigint;
BEGIN{_IS_PREPARING}
  IF run.begun_at IS NULL OR EXISTS (SELECT FROM payments_recheck WHERE run_id = of_run AND reason IS NULL) THEN
    RAISE EXCEPTION 'janua: a run is filled once the law was asked again' USING ERRCODE = '42501';
  END IF;
  behind := coalesce(run.filled_to, '00000000-0000-0000-0000-000000000000');
  SELECT count(*), max(next.person_id::text)::uuid INTO found_persons, upto FROM (
    SELECT DISTINCT l.person_id FROM casework_entitlementline l
    WHERE l.person_id > behind AND {_DUE} ORDER BY l.person_id LIMIT of_persons) AS next;
  IF found_persons = 0 THEN
    UPDATE payments_run SET state = CASE WHEN order_count = 0 THEN 'empty' ELSE 'prepared' END, prepared_at = of_at
    WHERE id = of_run;
    PERFORM payments_sum_run(of_run);
    RETURN false;
  END IF;
  WITH recipients AS MATERIALIZED (
    -- A mandate ends with the life of who holds it, though nobody has ended the row.
    SELECT DISTINCT ON (giver_id) giver_id, holder_id FROM registers_mandate m
    JOIN registers_person h ON h.id = m.holder_id AND coalesce(h.died_on > run.execute_on, true)
    WHERE giver_id > behind AND giver_id <= upto
      AND known_to IS NULL AND scope @> ARRAY['{RECEIVES}']::varchar[]
      AND true_from <= run.execute_on AND (true_to IS NULL OR true_to >= run.execute_on)
    ORDER BY giver_id, true_from DESC, m.id),
  replaced AS MATERIALIZED (SELECT supersedes_id FROM casework_decision WHERE supersedes_id IS NOT NULL),
  bounced AS MATERIALIZED (
    SELECT DISTINCT o.account_id FROM payments_disbursement d JOIN payments_order o ON o.id = d.order_id
    WHERE d.outcome <> 'paid' AND d.reason = ANY ('{{{",".join(ACCOUNT_AT_FAULT)}}}')
      AND o.state IN ('rejected', 'returned')),
  told AS MATERIALIZED (
    SELECT line_id, reason FROM payments_recheck WHERE run_id = of_run AND reason NOT IN ('', '{MORE}')),
  held AS MATERIALIZED (
    SELECT person_id, programme FROM payments_hold
    WHERE lifted_at IS NULL AND person_id > behind AND person_id <= upto),
  payable AS MATERIALIZED (
    SELECT l.id AS line, l.person_id, l.programme, l.amount, coalesce(m.holder_id, l.person_id) AS payee_id,
      a.id AS account_id, waits.until_on,
      CASE
        WHEN told.reason IS NOT NULL THEN told.reason
        WHEN e.state <> 'in_force' THEN 'entitlement_' || e.state
        WHEN e.decision_id IN (SELECT supersedes_id FROM replaced) THEN 'decision_superseded'
        WHEN l.starts_on > e.ends_on THEN 'period_over'
        WHEN p.died_on < l.starts_on THEN 'person_died'
        WHEN l.currency <> run.currency THEN 'other_currency'
        WHEN l.person_id IN (SELECT person_id FROM held)
          AND EXISTS (SELECT FROM held h WHERE h.person_id = l.person_id AND h.programme IN ('', l.programme))
          THEN 'held'
        WHEN a.id IS NULL THEN coalesce(waits.reason, 'no_account')
        WHEN a.id IN (SELECT account_id FROM bounced) THEN 'account_returned'
      END AS reason
    FROM casework_entitlementline l
    JOIN casework_entitlement e ON e.id = l.entitlement_id
    JOIN registers_person p ON p.id = l.person_id
    LEFT JOIN recipients m ON m.giver_id = l.person_id
    -- coalesce keeps it from the index of the exclusion constraint, which costs thirty times as much a look.
    LEFT JOIN payments_payeeaccount a
      ON a.payee_id = coalesce(m.holder_id, l.person_id) AND coalesce(a.state, '') = 'confirmed'
      AND a.usable_from_on <= run.execute_on AND (a.ended_on IS NULL OR a.ended_on >= run.execute_on)
      -- A change asked for in the portal may be stopped until its first day: no file leaves with it before.
      AND (a.usable_from_on <= janua_today() OR NOT EXISTS (
        SELECT FROM payments_accountchange c WHERE c.account_id = a.id AND c.reason = 'asked_by_payee'))
    LEFT JOIN LATERAL (
      SELECT w.usable_from_on AS until_on,
        CASE w.state WHEN 'proposed' THEN 'account_proposed' ELSE 'account_waits' END AS reason
      FROM payments_payeeaccount w
      WHERE a.id IS NULL AND w.payee_id = coalesce(m.holder_id, l.person_id)
        AND (coalesce(w.state, '') = 'proposed'
             OR (coalesce(w.state, '') = 'confirmed' AND w.usable_from_on > least(run.execute_on, janua_today())))
      ORDER BY w.usable_from_on NULLS LAST LIMIT 1) waits ON true
    LEFT JOIN told ON told.line_id = l.id
    WHERE l.person_id > behind AND l.person_id <= upto AND {_DUE}),
  numbered AS MATERIALIZED (
    SELECT line, programme, amount, person_id, payee_id, account_id,
      (beginning || lpad(to_hex(run.order_count + dense_rank() OVER (ORDER BY person_id, account_id)), 8, '0'))::uuid
        AS order_id
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
    INSERT INTO payments_leftout (run_id, line_id, person_id, reason, until_on)
    SELECT of_run, line, person_id, reason, CASE WHEN reason = 'account_waits' THEN until_on END
    FROM payable WHERE reason IS NOT NULL)
  SELECT count(*), coalesce(sum(amount), 0) INTO orders, total FROM ordered;
  UPDATE payments_run SET order_count = order_count + orders, control_sum = control_sum + total, filled_to = upto,
    persons_done = persons_done + found_persons
  WHERE id = of_run;
  RETURN true;
END
""",  # noqa: S608  (everything in it is ours)
)

FUNCTIONS = (SUM_RUN, BEGIN_RUN, FILL_RUN)
