"""What casework keeps of a person, and how it lets go of it: decisions stay as numbers, what they rest on goes."""

# Everything in these statements is ours.
# ruff: noqa: S608
from janua.base.retention.words import LastActs

# A claim, with the last day of anything that came of it; every person whom its assessments counted has it.
_CLAIM = """
  CASE
    WHEN c.state NOT IN ('decided', 'withdrawn') THEN 'infinity'::date
    WHEN EXISTS (SELECT FROM casework_decision d JOIN casework_reconsideration r ON r.decision_id = d.id
                 WHERE d.claim_id = c.id AND r.state <> 'decided') THEN 'infinity'::date
    WHEN EXISTS (SELECT FROM casework_decision d JOIN casework_entitlement e ON e.decision_id = d.id
                 WHERE d.claim_id = c.id AND e.state <> 'ended' AND e.ends_on IS NULL) THEN 'infinity'::date
    ELSE greatest(c.opened_at::date,
      (SELECT max(greatest(d.decided_on, e.ends_on)) FROM casework_decision d
       LEFT JOIN casework_entitlement e ON e.decision_id = d.id WHERE d.claim_id = c.id))
  END
"""
_OF_THEM = (
    "SELECT a.id FROM casework_assessment a JOIN casework_claim c ON c.id = a.claim_id"
    " WHERE c.claimant_id = who OR who = ANY (a.unit)"
)

ACTS: tuple[LastActs, ...] = (
    LastActs("case", f"SELECT c.claimant_id, {_CLAIM} FROM casework_claim c"),
    LastActs(
        "case",
        f"SELECT member.id, {_CLAIM} FROM casework_claim c JOIN LATERAL"
        " (SELECT DISTINCT unnest(a.unit) AS id FROM casework_assessment a WHERE a.claim_id = c.id) member ON true",
    ),
    # Law also asks who somebody's parents are, and whether they live: the family of whoever has a matter open is kept,
    # though they themselves asked for nothing.
    LastActs(
        "case",
        f"""
SELECT near.id, going.day FROM (SELECT c.id, c.claimant_id, {_CLAIM} AS day FROM casework_claim c) going
JOIN LATERAL (
  SELECT going.claimant_id AS id UNION SELECT unnest(a.unit) FROM casework_assessment a WHERE a.claim_id = going.id
) member ON true
JOIN LATERAL (
  SELECT r.of_person_id AS id FROM registers_relationship r WHERE r.to_person_id = member.id AND r.known_to IS NULL
  UNION SELECT r.to_person_id FROM registers_relationship r WHERE r.of_person_id = member.id AND r.known_to IS NULL
) near ON true
WHERE going.day >= janua_today()""",
    ),
    # A hold keeps the file and not its holder alone: to erase whoever was counted with them would clear it.
    LastActs(
        "case",
        """
SELECT counted.id, 'infinity'::date FROM retention_hold h
JOIN LATERAL (
  SELECT c.id, c.claimant_id FROM casework_claim c WHERE c.claimant_id = h.person_id OR EXISTS (
    SELECT FROM casework_assessment a WHERE a.claim_id = c.id AND h.person_id = ANY (a.unit))
) file ON true
JOIN LATERAL (
  SELECT file.claimant_id AS id UNION SELECT unnest(a.unit) FROM casework_assessment a WHERE a.claim_id = file.id
) counted ON true
WHERE h.ends_on >= janua_today() AND (h.answered_at IS NULL OR h.is_confirmed)""",
    ),
    LastActs("case", "SELECT applicant_id, updated_at::date FROM casework_draft"),
    LastActs(
        "case", "SELECT person_id, 'infinity'::date FROM casework_task WHERE state = 'open' AND person_id IS NOT NULL"
    ),
)

CLEARS: tuple[str, ...] = (
    "DELETE FROM casework_rulingtaken WHERE discrepancy_id IN"
    " (SELECT id FROM checks_discrepancy WHERE subject_id = who)",
    "DELETE FROM casework_draft WHERE applicant_id = who",
    "UPDATE casework_claim SET declared = '{}' WHERE claimant_id = who",
    f"UPDATE casework_decision SET reasons = '[]' WHERE assessment_id IN ({_OF_THEM})",
    f"UPDATE casework_intendeddecision SET reasons = '[]' WHERE assessment_id IN ({_OF_THEM})",
    "UPDATE casework_reconsideration SET differences = '[]' WHERE decision_id IN"
    f" (SELECT d.id FROM casework_decision d WHERE d.assessment_id IN ({_OF_THEM}))",
    f"UPDATE casework_assessment SET situation = '{{}}', result = '{{}}', digest = '' WHERE id IN ({_OF_THEM})",
)
