"""What registers keep of a person, and how they let go of it."""

# Everything in these statements is ours.
# ruff: noqa: S608
from janua.base.retention.words import LastActs

_FEW_OTHERS = (
    "SELECT r.dwelling_id FROM registers_residence r WHERE r.person_id = who AND NOT EXISTS"
    " (SELECT FROM registers_residence other WHERE other.dwelling_id = r.dwelling_id AND other.person_id <> who)"
)

ACTS: tuple[LastActs, ...] = (
    LastActs("register_entry", "SELECT id, registered_at::date FROM registers_person"),
    LastActs(
        "register_entry",
        "SELECT subject_id, max(known_from)::date FROM registers_fact WHERE subject_kind = 1 GROUP BY subject_id",
    ),
    LastActs("register_entry", "SELECT person_id, max(known_from)::date FROM registers_residence GROUP BY person_id"),
    # Who acts for somebody, or lets somebody act, is not gone.
    *(
        LastActs(
            "register_entry",
            f"SELECT {side}, CASE WHEN known_to IS NULL AND coalesce(true_to >= janua_today(), true)"
            " THEN 'infinity'::date ELSE coalesce(known_to::date, true_to) END FROM registers_mandate",
        )
        for side in ("giver_id", "holder_id")
    ),
    # An officer's own entry stays as long as they are one.
    LastActs(
        "account",
        "SELECT person_id, 'infinity'::date FROM registers_accountlink"
        " WHERE account_kind = 'staff' AND known_to IS NULL",
    ),
    LastActs(
        "account",
        "SELECT l.person_id, max(s.opened_at)::date FROM registers_accountlink l"
        " JOIN accounts_session s ON s.account_id = l.account_id GROUP BY l.person_id",
    ),
)

KEYS: tuple[str, ...] = (
    "SELECT account_id FROM registers_accountlink WHERE person_id = who AND account_kind = 'citizen'",
)

CLEARS: tuple[str, ...] = (
    "DELETE FROM registers_ruling WHERE subject_id = who",
    f"DELETE FROM registers_ruling WHERE subject_kind = 2 AND subject_id IN ({_FEW_OTHERS})",
    "DELETE FROM registers_fact WHERE subject_kind = 1 AND subject_id = who",
    f"DELETE FROM registers_fact WHERE subject_kind = 2 AND subject_id IN ({_FEW_OTHERS})",
    "UPDATE registers_dwelling SET reference = NULL, street = '', locality = '', postcode = ''"
    f" WHERE id IN ({_FEW_OTHERS})",
    "DELETE FROM registers_residence WHERE person_id = who",
    "DELETE FROM registers_membership WHERE person_id = who",
    "DELETE FROM registers_relationship WHERE who IN (of_person_id, to_person_id)",
    "DELETE FROM registers_personname WHERE person_id = who",
    "DELETE FROM registers_personidentifier WHERE person_id = who",
    "DELETE FROM registers_personcontact WHERE person_id = who",
    "UPDATE registers_event SET details = '{}' WHERE who IN (person_id, about_id)",
    "UPDATE registers_person SET given_names = '', other_names = '', family_name = '', found_by = '', identifier = '',"
    " sort_by = '', born_on = NULL, died_on = NULL, language = '' WHERE id = who",
    # The account stays as what rows of the trail point at; nobody signs in with it again.
    "DELETE FROM accounts_keptform WHERE account_id IN"
    " (SELECT account_id FROM registers_accountlink WHERE person_id = who AND account_kind = 'citizen')",
    "UPDATE accounts_account SET subject = 'erased-' || id, issuer = 'erased', language = '',"
    " closed_at = coalesce(closed_at, greatest(now(), opened_at)) WHERE kind = 'citizen' AND id IN"
    " (SELECT account_id FROM registers_accountlink WHERE person_id = who)",
)
