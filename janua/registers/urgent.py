"""Break-glass in the database: whose file an officer of another area has open, and who sees that it was opened."""

from janua.base.accounts.row_security import CALLER
from janua.base.documents.row_security import NOT_HIDDEN
from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import OWNER

URGENT_FUNCTIONS: tuple[SqlFunction, ...] = (
    # Persons whose file an officer of another area has opened in urgency, for as long as that holds. Computed once a
    # query; a restricted person is never among them, and a supervisor's no ends it at once.
    SqlFunction(
        name="janua_actor_urgent_persons",
        returns="uuid[]",
        definer=True,
        body=f"""
DECLARE
  account uuid := janua_actor_account();
BEGIN
  IF account IS NULL OR {CALLER} <> 'janua_workbench' THEN RETURN ARRAY[]::uuid[]; END IF;
  RETURN coalesce((
    SELECT array_agg(DISTINCT p.id)
    FROM registers_urgentaccess u JOIN registers_person p ON p.id = u.person_id
    JOIN accounts_staffprofile staff ON staff.account_id = u.account_id
    JOIN accounts_account owner ON owner.id = u.account_id
    WHERE u.account_id = account AND u.ends_at > clock_timestamp() AND u.verdict <> 'not_justified'
      AND NOT p.restricted AND owner.closed_at IS NULL AND (staff.left_on IS NULL OR staff.left_on > janua_today())),
    ARRAY[]::uuid[]);
END
""",  # noqa: S608  (everything in it is ours)
    ),
    # Whose file somebody may ask for in urgency: the area of a person who is neither the asker's nor restricted.
    # Everybody else is as if they were not there.
    SqlFunction(
        name="registers_area_elsewhere",
        arguments="of_person uuid",
        returns="int",
        definer=True,
        callers=("janua_workbench",),
        body="""
BEGIN
  IF janua_actor_kind() <> 'staff' OR cardinality(janua_actor_areas_with('open_urgent_access')) = 0 THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT area_id FROM registers_person
          WHERE id = of_person AND NOT restricted AND area_id <> ALL (janua_actor_areas())
            AND coalesce(cared_in_id <> ALL (janua_actor_areas()), true));
END
""",
    ),
    SqlFunction(
        name="registers_person_elsewhere",
        arguments="number text",
        returns="uuid",
        definer=True,
        callers=("janua_workbench",),
        body="""
BEGIN
  RETURN (SELECT i.person_id FROM registers_personidentifier i
          WHERE i.value = upper(btrim(number)) AND i.known_to IS NULL
            AND registers_area_elsewhere(i.person_id) IS NOT NULL
          ORDER BY i.person_id LIMIT 1);
END
""",
    ),
    # What of the audit trail is about persons of an auditor's areas; asked of an auditor of a part of the country.
    SqlFunction(
        name="audit_reads_persons",
        arguments="persons uuid[]",
        returns="boolean",
        definer=True,
        body="""
BEGIN
  RETURN EXISTS (
    SELECT FROM registers_person p
    WHERE p.id = ANY (persons) AND p.area_id = ANY (janua_actor_areas_with('read_audit'))
      AND (NOT p.restricted OR registers_sees_restricted()));
END
""",
    ),
)

URGENT_ACCESS = TableSecurity(
    "registers_urgentaccess",
    grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
    columns={"janua_workbench": {"UPDATE": ("reviewed_by_id", "reviewed_at", "verdict", "note")}},
    policies=(
        # Whoever works in the person's area sees that the file was opened, and by whom.
        Policy(
            "see",
            "SELECT",
            using="(select janua_actor_system()) = 'keeper'"
            f" or (area_id = any((select janua_actor_areas())::int[]) and {NOT_HIDDEN})"
            " or account_id = (select janua_actor_account())",
        ),
        Policy(
            "open",
            "INSERT",
            check="(select janua_actor_kind()) = 'staff' and account_id = (select janua_actor_account())"
            " and reviewed_by_id is null and area_id = registers_area_elsewhere(person_id)",
            roles=("janua_workbench",),
        ),
        # Reviewed once, by another than who opened it.
        Policy(
            "review",
            "UPDATE",
            using=f"area_id = any((select janua_actor_areas_with('review_urgent_access'))::int[]) and {NOT_HIDDEN}"
            " and reviewed_by_id is null and account_id <> (select janua_actor_account())",
            check="reviewed_by_id = (select janua_actor_account())",
            roles=("janua_workbench",),
        ),
        Policy("owner", "SELECT", using="true", roles=(OWNER,)),
    ),
)
