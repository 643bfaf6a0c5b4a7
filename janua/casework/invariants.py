"""What must always hold of claims, decisions and entitlements (design, section 9): each SELECT gives what breaks it."""

from janua.base.invariants import Invariant

_DECISIONS = "SELECT count(*) FROM casework_decision"
_REFUSALS = "SELECT count(*) FROM casework_decision WHERE outcome = 'refuse'"
_LINES = "SELECT count(*) FROM casework_entitlementline"
# Whose time is over and who was erased: outcome and amount stay, what they rested on is cleared.
_NOT_ERASED = (
    " AND NOT EXISTS (SELECT FROM casework_assessment erased JOIN casework_claim c ON c.id = erased.claim_id"
    " WHERE erased.id = d.assessment_id AND EXISTS (SELECT FROM keys_datakey k"
    " WHERE k.subject = ANY (erased.unit || c.claimant_id) AND k.wrapped IS NULL))"
)

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "casework.entitlement_rests_on_a_grant",
        "SELECT count(*) FROM casework_entitlement",
        "SELECT e.id FROM casework_entitlement e LEFT JOIN casework_decision d ON d.id = e.decision_id"
        " LEFT JOIN casework_claim c ON c.id = d.claim_id"
        " WHERE d.id IS NULL OR d.outcome <> 'grant' OR c.claimant_id <> e.person_id OR c.programme <> e.programme",
    ),
    Invariant(
        "casework.line_rests_on_what_the_law_gives",
        _LINES,
        "SELECT l.id FROM casework_entitlementline l"
        " LEFT JOIN casework_entitlement e ON e.id = l.entitlement_id"
        " LEFT JOIN casework_assessment a ON a.id = l.assessment_id"
        " LEFT JOIN casework_decision d ON d.id = e.decision_id"
        " WHERE e.id IS NULL OR a.id IS NULL OR a.outcome <> 'eligible' OR a.amount_kind <> 'exact'"
        " OR l.currency <> a.currency OR a.claim_id <> d.claim_id"
        " OR l.starts_on < a.period_starts_on OR l.ends_on > a.period_ends_on"
        " OR a.amount < (SELECT sum(own.amount) FROM casework_entitlementline own WHERE own.assessment_id = a.id)"
        " OR l.person_id <> e.person_id OR l.programme <> e.programme",
    ),
    Invariant(
        "casework.nothing_stands_under_a_decision_that_took_it_away",
        "SELECT count(*) FROM casework_entitlement WHERE state = 'in_force'",
        "SELECT e.id FROM casework_entitlement e JOIN casework_decision d ON d.id = e.decision_id"
        " JOIN casework_decision later ON later.claim_id = d.claim_id AND later.decided_at > d.decided_at"
        " WHERE e.state = 'in_force' AND later.outcome = 'refuse'"
        " AND NOT EXISTS (SELECT FROM casework_decision newest WHERE newest.supersedes_id = later.id)",
    ),
    Invariant(
        "casework.decision_gives_its_reasons",
        _DECISIONS,
        # Each condition with key and article; a refusal says what failed or could not be found out.
        "SELECT d.id FROM casework_decision d CROSS JOIN LATERAL"  # noqa: S608  (ours)
        " (SELECT CASE WHEN jsonb_typeof(d.reasons) = 'array' THEN d.reasons ELSE '[]' END AS given) AS told"
        " WHERE (jsonb_array_length(told.given) = 0"
        " OR EXISTS (SELECT FROM jsonb_array_elements(told.given) r"
        "   WHERE coalesce(r ->> 'key', '') = '' OR coalesce(r ->> 'citation', '') = '' OR NOT r ? 'met')"
        " OR d.outcome = 'refuse' AND NOT EXISTS"
        "   (SELECT FROM jsonb_array_elements(told.given) r WHERE r ->> 'met' IS DISTINCT FROM 'true'))" + _NOT_ERASED,
    ),
    Invariant(
        "casework.decision_is_what_was_assessed",
        _DECISIONS,
        "SELECT d.id FROM casework_decision d JOIN casework_assessment a ON a.id = d.assessment_id"  # noqa: S608  (ours)
        " WHERE (a.claim_id <> d.claim_id OR (a.result -> 'conditions')::jsonb IS DISTINCT FROM d.reasons"
        " OR (d.outcome = 'grant') <> (a.outcome = 'eligible')"
        " OR d.outcome = 'grant' AND d.amount IS DISTINCT FROM a.amount"
        " OR d.outcome = 'refuse' AND d.amount IS NOT NULL)" + _NOT_ERASED,
    ),
    Invariant(
        "casework.officer_signed_what_stands",
        "SELECT count(*) FROM casework_decision WHERE decided_by_id IS NOT NULL",
        # What was decided before anybody signed here was signed by nobody.
        "SELECT d.id FROM casework_decision d JOIN casework_assessment a ON a.id = d.assessment_id"
        " LEFT JOIN seals_signature s ON s.act = 'decide' AND s.object_id = d.id"
        " WHERE d.decided_by_id IS NOT NULL AND d.decided_at >="
        " (SELECT min(signed_at) - interval '1 s' FROM seals_signature)"
        " AND (s.id IS NULL OR s.account_id <> d.decided_by_id"
        "   OR s.statement::jsonb ->> 'outcome' IS DISTINCT FROM d.outcome"
        "   OR (s.statement::jsonb ->> 'amount')::bigint IS DISTINCT FROM d.amount"
        "   OR s.statement::jsonb ->> 'by' IS DISTINCT FROM d.decided_by_id::text"
        "   OR s.statement::jsonb ->> 'decision' IS DISTINCT FROM d.id::text"
        "   OR s.statement::jsonb ->> 'claim' IS DISTINCT FROM d.claim_id::text"
        "   OR s.statement::jsonb ->> 'on' IS DISTINCT FROM d.decided_on::text"
        "   OR s.statement::jsonb ->> 'digest' IS DISTINCT FROM encode(a.digest, 'hex'))",
    ),
    Invariant(
        "casework.refusal_names_who_took_it",
        _REFUSALS,
        "SELECT d.id FROM casework_decision d LEFT JOIN accounts_staffprofile s ON s.account_id = d.decided_by_id"
        " WHERE d.outcome = 'refuse' AND (s.account_id IS NULL OR s.display_name = '')",
    ),
    Invariant(
        "casework.refusal_was_heard_first",
        _REFUSALS,
        # A refusal that confirms a refusal was heard by the request itself.
        "SELECT d.id FROM casework_decision d LEFT JOIN casework_decision old ON old.id = d.supersedes_id"
        " WHERE d.outcome = 'refuse' AND old.outcome IS DISTINCT FROM 'refuse' AND NOT EXISTS"
        " (SELECT FROM casework_intendeddecision n WHERE n.claim_id = d.claim_id AND n.given_on <= d.decided_on"
        "   AND (n.answered_at <= d.decided_at OR n.answer_by < d.decided_on))",
    ),
    Invariant(
        "casework.decision_can_be_challenged",
        _DECISIONS,
        "SELECT id FROM casework_decision WHERE challenge_until <= decided_on",
    ),
    Invariant(
        "casework.decision_was_replaced_by_another_officer",
        "SELECT count(*) FROM casework_decision WHERE supersedes_id IS NOT NULL",
        "SELECT d.id FROM casework_decision d LEFT JOIN casework_decision old ON old.id = d.supersedes_id"
        " WHERE d.supersedes_id IS NOT NULL"
        " AND (old.id IS NULL OR old.claim_id <> d.claim_id OR (d.decided_by_id IS NULL"
        # A machine replaces a decision only because numbers of the law changed.
        "   AND NOT EXISTS (SELECT FROM casework_redecision r WHERE r.decision_id = d.id AND r.claim_id = d.claim_id"
        "     AND r.outcome IN ('increased', 'decreased', 'granted'))) OR EXISTS"
        "   (SELECT FROM casework_decision earlier WHERE earlier.claim_id = d.claim_id"
        "     AND earlier.decided_at < d.decided_at AND earlier.decided_by_id = d.decided_by_id))",
    ),
    Invariant(
        "casework.claim_decided_has_a_decision",
        "SELECT count(*) FROM casework_claim WHERE state = 'decided'",
        "SELECT c.id FROM casework_claim c"
        " WHERE (c.state = 'decided') <> EXISTS (SELECT FROM casework_decision d WHERE d.claim_id = c.id)",
    ),
    Invariant(
        "casework.decision_was_written_to_the_person",
        "SELECT count(*) FROM casework_decision WHERE decided_at < now() - interval '1 day'",
        "SELECT d.id FROM casework_decision d WHERE d.decided_at < now() - interval '1 day'"
        " AND NOT EXISTS (SELECT FROM casework_letter l WHERE l.decision_id = d.id)",
    ),
    Invariant(
        "casework.accepted_application_has_its_claims",
        "SELECT count(*) FROM casework_application",
        "SELECT a.id FROM casework_application a JOIN catalogue_serviceversion v ON v.id = a.service_version_id"
        " WHERE NOT EXISTS (SELECT FROM casework_claim c WHERE c.application_id = a.id)",
    ),
)
