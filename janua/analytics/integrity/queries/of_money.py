"""Signals about where money goes."""

from janua.analytics.integrity.queries.kinds import SignalKind

SHARED_ACCOUNT = SignalKind(
    code="shared_account",
    thresholds={"payees": 2},
    statement="""
WITH used AS MATERIALIZED (
  SELECT a.id, a.payee_id, a.number_index, a.area_id, c.proposed_by_id, c.confirmed_by_id, c.confirmed_at
  FROM payments_payeeaccount a LEFT JOIN payments_accountchange c ON c.account_id = a.id
  WHERE a.state = 'confirmed' AND (a.ended_on IS NULL OR a.ended_on >= %(today)s)),
shared AS (SELECT number_index FROM used GROUP BY 1 HAVING count(DISTINCT payee_id) >= %(payees)s)
SELECT encode(sha256(u.number_index), 'hex'), 'payee_account', u.id::text, u.payee_id, u.confirmed_by_id,
  u.proposed_by_id, u.area_id, u.confirmed_at
FROM used u JOIN shared USING (number_index)
WHERE EXISTS (SELECT FROM used o WHERE o.number_index = u.number_index AND o.payee_id <> u.payee_id
              AND NOT integrity_near(u.payee_id, o.payee_id, %(today)s))
""",
)

# Telephones are compared by digests that the watcher has made of them before.
SHARED_TELEPHONE = SignalKind(
    code="shared_telephone",
    thresholds={"payees": 3},
    statement="""
WITH used AS MATERIALIZED (
  SELECT t.contact_id, t.person_id, t.digest, c.known_from, a.area_id
  FROM integrity_telephoneseen t JOIN registers_personcontact c ON c.id = t.contact_id
  JOIN payments_payeeaccount a ON a.payee_id = t.person_id AND a.state = 'confirmed'
    AND (a.ended_on IS NULL OR a.ended_on >= %(today)s)),
shared AS (SELECT digest FROM used GROUP BY 1 HAVING count(DISTINCT person_id) >= %(payees)s)
SELECT encode(sha256(u.digest), 'hex'), 'contact', u.contact_id::text, u.person_id, NULL::uuid, NULL::uuid, u.area_id,
  u.known_from
FROM used u JOIN shared USING (digest)
WHERE EXISTS (SELECT FROM used o WHERE o.digest = u.digest AND o.person_id <> u.person_id
              AND NOT integrity_near(u.person_id, o.person_id, %(today)s))
""",
)

SAME_CHAIN = SignalKind(
    code="same_chain",
    thresholds={"decisions": 3},
    days=366,
    statement="""
WITH paid AS MATERIALIZED (
  SELECT d.id, c.claimant_id, c.area_id, d.decided_by_id, d.decided_at, r.approved_by_id, a.number_index
  FROM payments_run r JOIN payments_order o ON o.run_id = r.id
  JOIN payments_payeeaccount a ON a.id = o.account_id
  JOIN payments_orderline ol ON ol.order_id = o.id
  JOIN casework_entitlementline el ON el.id = ol.line_id
  JOIN casework_entitlement e ON e.id = el.entitlement_id
  JOIN casework_decision d ON d.id = e.decision_id JOIN casework_claim c ON c.id = d.claim_id
  WHERE r.approved_at >= %(since)s AND d.decided_by_id IS NOT NULL),
chains AS (
  SELECT decided_by_id, approved_by_id, number_index FROM paid GROUP BY 1, 2, 3
  HAVING count(DISTINCT id) >= %(decisions)s)
SELECT DISTINCT encode(sha256(uuid_send(decided_by_id) || uuid_send(approved_by_id) || number_index), 'hex'),
  'decision', p.id::text, p.claimant_id, decided_by_id, approved_by_id, p.area_id, p.decided_at
FROM paid p JOIN chains USING (decided_by_id, approved_by_id, number_index)
""",
)

# Not a first account: somebody who was paid elsewhere before is paid into another account a few days on.
ACCOUNT_BEFORE_PAY_DAY = SignalKind(
    code="account_before_pay_day",
    thresholds={"changes": 3, "within_days": 3},
    statement="""
WITH changed AS MATERIALIZED (
  SELECT DISTINCT a.id, a.payee_id, a.area_id, c.proposed_by_id, c.confirmed_by_id, c.confirmed_at
  FROM payments_accountchange c JOIN payments_payeeaccount a ON a.id = c.account_id
  JOIN payments_order o ON o.account_id = a.id JOIN payments_run r ON r.id = o.run_id
  WHERE c.confirmed_at >= %(since)s
    AND r.execute_on - (c.confirmed_at AT TIME ZONE %(zone)s)::date BETWEEN 0 AND %(within_days)s
    AND EXISTS (SELECT FROM payments_payeeaccount b JOIN payments_accountchange bc ON bc.account_id = b.id
                WHERE b.payee_id = a.payee_id AND b.id <> a.id AND bc.confirmed_at < c.confirmed_at)),
often AS (SELECT confirmed_by_id FROM changed GROUP BY 1 HAVING count(*) >= %(changes)s)
SELECT c.confirmed_by_id || ' ' || %(month)s, 'payee_account', c.id::text, c.payee_id, c.confirmed_by_id,
  c.proposed_by_id, c.area_id, c.confirmed_at
FROM changed c JOIN often USING (confirmed_by_id)
""",
)

OF_MONEY = (SHARED_ACCOUNT, SHARED_TELEPHONE, SAME_CHAIN, ACCOUNT_BEFORE_PAY_DAY)
