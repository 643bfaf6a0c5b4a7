"""Who may see and change accounts: their owner and the door; colleagues see names and roles, never passwords."""

from janua.base.accounts.roles import ONLY_READ
from janua.base.accounts.sign_in_rules import SIGN_IN_FUNCTIONS
from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import OWNER, RUNTIME

_READ: dict[str, tuple[str, ...]] = dict.fromkeys(RUNTIME, ("SELECT",))
_DOOR = "(select janua_actor_system()) = 'door'"
_OWN_AREA = "area_id = any((select janua_actor_areas())::int[])"
_OFFICE_IN_OWN_AREA = (
    "office_id in (select id from areas_office where area_id = any((select janua_actor_areas())::int[]))"
)
_LOADER = "(select janua_actor_system()) = 'loader'"

_ONLY_READ = ", ".join(f"'{word}'" for word in ONLY_READ)

# Who asks, also inside a function that runs as its owner: the role signed in with, or the one that SET ROLE took.
CALLER = "coalesce(nullif(current_setting('role'), 'none'), session_user)"

FUNCTIONS: tuple[SqlFunction, ...] = (
    SqlFunction(
        name="janua_actor_kind",
        returns="text",
        definer=True,
        # Citizens' pages never act as staff, nor staff pages as a citizen: whoever breaks into one is nobody there.
        body=f"""
BEGIN
  IF janua_actor() LIKE 'system:%' THEN RETURN 'system'; END IF;
  RETURN coalesce((
    SELECT kind FROM accounts_account WHERE id = janua_actor_account() AND closed_at IS NULL
    AND ({CALLER}, kind) NOT IN (('janua_portal', 'staff'), ('janua_workbench', 'citizen'))), '');
END
""",
    ),
    SqlFunction(
        name="janua_actor_areas",
        returns="int[]",
        definer=True,
        body=f"""
DECLARE
  account uuid := janua_actor_account();
  today date := janua_today();
  areas int[];
BEGIN
  IF account IS NULL OR {CALLER} IN ('janua_portal', 'janua_api') THEN RETURN ARRAY[]::int[]; END IF;
  SELECT array_agg(area.id ORDER BY area.id) INTO areas FROM areas_area area WHERE area.path && (
    SELECT array_agg(held.area_id)
    FROM accounts_roleassignment held
    JOIN accounts_staffprofile staff ON staff.account_id = held.account_id
    JOIN accounts_account owner ON owner.id = held.account_id
    WHERE held.account_id = account AND held.confirmed_at IS NOT NULL AND held.starts_on <= today
      AND (held.ends_on IS NULL OR held.ends_on >= today) AND (held.revoked_on IS NULL OR held.revoked_on > today)
      AND (staff.left_on IS NULL OR staff.left_on > today) AND owner.closed_at IS NULL);
  RETURN coalesce(areas, ARRAY[]::int[]);
END
""",
    ),
    # Where, at or below, the actor holds one permission: janua_actor_areas narrowed to the roles that give it.
    SqlFunction(
        name="janua_actor_areas_with",
        arguments="wanted text",
        returns="int[]",
        definer=True,
        body=f"""
DECLARE
  account uuid := janua_actor_account();
  today date := janua_today();
  areas int[];
BEGIN
  IF account IS NULL OR {CALLER} IN ('janua_portal', 'janua_api') THEN RETURN ARRAY[]::int[]; END IF;
  SELECT array_agg(area.id ORDER BY area.id) INTO areas FROM areas_area area WHERE area.path && (
    SELECT array_agg(held.area_id)
    FROM accounts_roleassignment held
    JOIN accounts_rolepermission allowed ON allowed.role_id = held.role_id AND allowed.permission = wanted
    JOIN accounts_staffprofile staff ON staff.account_id = held.account_id
    JOIN accounts_account owner ON owner.id = held.account_id
    WHERE held.account_id = account AND held.confirmed_at IS NOT NULL AND held.starts_on <= today
      AND (held.ends_on IS NULL OR held.ends_on >= today) AND (held.revoked_on IS NULL OR held.revoked_on > today)
      AND (staff.left_on IS NULL OR staff.left_on > today) AND owner.closed_at IS NULL);
  RETURN coalesce(areas, ARRAY[]::int[]);
END
""",
    ),
    # Whether who acts is an auditor and nothing else: whatever else a policy allows, they write nothing.
    SqlFunction(
        name="janua_actor_only_reads",
        returns="boolean",
        definer=True,
        body=f"""
DECLARE
  actor text := nullif(current_setting('janua.actor', true), '');
BEGIN
  IF actor IS NULL OR actor LIKE 'system:%' OR {CALLER} <> 'janua_workbench' THEN RETURN false; END IF;
  RETURN coalesce((
    SELECT bool_or(allowed.permission = 'read_audit') AND bool_and(allowed.permission = ANY (ARRAY[{_ONLY_READ}]))
    FROM accounts_roleassignment held JOIN accounts_rolepermission allowed ON allowed.role_id = held.role_id
    WHERE held.account_id = actor::uuid AND held.confirmed_at IS NOT NULL AND held.starts_on <= janua_today()
      AND (held.ends_on IS NULL OR held.ends_on >= janua_today())
      AND (held.revoked_on IS NULL OR held.revoked_on > janua_today())), false);
END
""",
    ),
    # What the trail shows to who asks: all of it, what is about some persons, nothing.
    SqlFunction(
        name="audit_scope",
        returns="text",
        definer=True,
        body="""
DECLARE
  areas int[] := janua_actor_areas_with('read_audit');
BEGIN
  IF cardinality(areas) = 0 THEN RETURN ''; END IF;
  IF EXISTS (SELECT FROM areas_area WHERE parent_id IS NULL AND id <> ALL (areas)) THEN RETURN 'some'; END IF;
  RETURN 'all';
END
""",
    ),
    # Reads every assignment of the holder, whatever the proposer may see, and makes two proposals wait for each other.
    SqlFunction(
        name="accounts_assignment_rules",
        returns="trigger",
        volatility="VOLATILE",
        definer=True,
        body="""
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.confirmed_at IS NOT NULL
     AND (OLD.confirmed_at, OLD.confirmed_by_id) IS DISTINCT FROM (NEW.confirmed_at, NEW.confirmed_by_id) THEN
    RAISE EXCEPTION 'janua: a confirmed assignment is ended, never changed' USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NOT NULL
     AND (OLD.revoked_at, OLD.revoked_on, OLD.revoked_by_id)
         IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_on, NEW.revoked_by_id) THEN
    RAISE EXCEPTION 'janua: a revoked assignment stays revoked' USING ERRCODE = '23514';
  END IF;
  IF NEW.confirmed_at IS NULL OR NEW.revoked_at IS NOT NULL THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('accounts_roleassignment ' || NEW.account_id, 0));
  IF EXISTS (
    SELECT 1 FROM accounts_roleassignment held
    JOIN accounts_forbiddenrolepair pair
      ON (pair.first_id, pair.second_id) IN ((held.role_id, NEW.role_id), (NEW.role_id, held.role_id))
    WHERE held.account_id = NEW.account_id AND held.id <> NEW.id
      AND held.confirmed_at IS NOT NULL AND held.revoked_at IS NULL
      AND daterange(held.starts_on, held.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')
  ) THEN
    RAISE EXCEPTION 'janua: two roles that nobody may hold together'
      USING ERRCODE = '23514', CONSTRAINT = 'accounts_assignment_forbidden_pair';
  END IF;
  RETURN NEW;
END
""",
    ),
    *SIGN_IN_FUNCTIONS,
)

_KEEPER = "(select janua_actor_system()) = 'keeper'"


def _at_the_door(
    table: str, *, rights: tuple[str, ...], changed: tuple[str, ...] = (), more: tuple[Policy, ...] = ()
) -> TableSecurity:
    """A table of which each face's door sees the rows of its own kind, and the keeper clears away what is old."""
    faces = (("janua_portal", "citizen"), ("janua_workbench", "staff"))
    policies = []
    for role, kind in faces:
        own = f"{_DOOR} and kind = '{kind}'"
        for right in (*rights, *(("UPDATE",) if changed else ())):
            name = f"door_{right.lower()}_{kind}"
            if right == "INSERT":
                policies.append(Policy(name, "INSERT", check=own, roles=(role,)))
            elif right == "UPDATE":
                policies.append(Policy(name, "UPDATE", using=own, roles=(role,)))
            else:
                policies.append(Policy(name, "DELETE" if right == "DELETE" else "SELECT", using=own, roles=(role,)))
    policies += [
        Policy("keeper_sees", "SELECT", using=_KEEPER, roles=("janua_work",)),
        Policy("keeper_clears", "DELETE", using=_KEEPER, roles=("janua_work",)),
    ]
    return TableSecurity(
        table,
        grants={role: rights for role, _ in faces} | {"janua_work": ("SELECT", "DELETE")},
        columns={role: {"UPDATE": changed} for role, _ in faces} if changed else {},
        policies=(*policies, *more),
    )


_INVITED = (
    "account_id <> (select janua_actor_account()) and account_id in (select account_id from accounts_staffprofile"
    " where office_id in (select id from areas_office"
    " where area_id = any((select janua_actor_areas_with('open_staff_account'))::int[])))"
)
_OWN_FORM = "account_id = (select janua_actor_account()) and kind = (select janua_actor_kind())"

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "accounts_account",
        grants={
            "janua_portal": ("SELECT", "INSERT"),
            "janua_workbench": ("SELECT", "INSERT"),
            "janua_api": ("SELECT",),
            "janua_work": ("SELECT",),
            "janua_payments": ("SELECT",),
        },
        columns={
            role: {"UPDATE": ("last_login", "password", "password_set_at", "language", "closed_at")}
            for role in ("janua_portal", "janua_workbench")
        },
        policies=(
            Policy("own", "SELECT", using="id = (select janua_actor_account())", roles=RUNTIME),
            Policy("door_reads", "SELECT", using=f"{_DOOR} and kind = 'citizen'", roles=("janua_portal",)),
            Policy("door_reads_staff", "SELECT", using=f"{_DOOR} and kind = 'staff'", roles=("janua_workbench",)),
            Policy("door_opens", "INSERT", check=f"{_DOOR} and kind = 'citizen'", roles=("janua_portal",)),
            Policy("door_changes", "UPDATE", using=f"{_DOOR} and kind = 'citizen'", roles=("janua_portal",)),
            Policy("door_changes_staff", "UPDATE", using=f"{_DOOR} and kind = 'staff'", roles=("janua_workbench",)),
            Policy(
                "staff_opens",
                "INSERT",
                check="kind = 'staff' and password = '' and (select janua_actor_kind()) = 'staff'",
                roles=("janua_workbench",),
            ),
            # For the functions above, which run as the owner: without it FORCE hides every account from them.
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
            Policy("loader", "ALL", using=_LOADER, check=_LOADER, roles=(OWNER,)),
        ),
    ),
    TableSecurity(
        "accounts_staffprofile",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT")},
        columns={"janua_workbench": {"UPDATE": ("display_name", "office_id", "left_on")}},
        policies=(
            # An officer's name stands under decisions that any process may have to print.
            Policy("read", "SELECT", using="(select janua_actor()) <> ''", roles=RUNTIME),
            Policy("add", "INSERT", check=_OFFICE_IN_OWN_AREA, roles=("janua_workbench",)),
            Policy("change", "UPDATE", using=_OFFICE_IN_OWN_AREA, roles=("janua_workbench",)),
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
            Policy("loader", "ALL", using=_LOADER, check=_LOADER, roles=(OWNER,)),
        ),
    ),
    TableSecurity(
        "accounts_roleassignment",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT")},
        columns={
            "janua_workbench": {
                "UPDATE": (
                    *("confirmed_by_id", "confirmed_at", "refused_by_id", "refused_at"),
                    *("revoked_by_id", "revoked_at", "revoked_on"),
                )
            }
        },
        policies=(
            Policy("own", "SELECT", using="account_id = (select janua_actor_account())", roles=RUNTIME),
            Policy("area", "SELECT", using=_OWN_AREA, roles=("janua_workbench",)),
            # Work is dealt by lot among those who hold a role: the machine step that deals must see who does.
            Policy("deal", "SELECT", using="(select janua_actor_system()) = 'keeper'", roles=("janua_work",)),
            Policy(
                "propose",
                "INSERT",
                check=f"{_OWN_AREA} and proposed_by_id = (select janua_actor_account()) and confirmed_at is null",
                roles=("janua_workbench",),
            ),
            Policy("answer", "UPDATE", using=_OWN_AREA, roles=("janua_workbench",)),
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
            Policy("loader", "ALL", using=_LOADER, check=_LOADER, roles=(OWNER,)),
        ),
    ),
    _at_the_door(
        "accounts_session",
        rights=("SELECT", "INSERT"),
        changed=("seen_at", "ended_at", "ended_why"),
        # For accounts_end_sessions, which runs as the owner.
        more=(
            Policy("owner_sees", "SELECT", using="true", roles=(OWNER,)),
            Policy("owner_ends", "UPDATE", using="true", check="ended_why = 'office'", roles=(OWNER,)),
        ),
    ),
    _at_the_door("accounts_wrongattempt", rights=("SELECT", "INSERT", "DELETE")),
    _at_the_door(
        "accounts_keptform",
        rights=("SELECT", "INSERT", "DELETE"),
        # Kept over a step-up too, where its owner acts and not the door.
        more=(Policy("own", "ALL", using=_OWN_FORM, check=_OWN_FORM, roles=("janua_portal", "janua_workbench")),),
    ),
    TableSecurity(
        "accounts_secondfactor",
        # Whoever may sign in as any officer is the workbench's door alone; even an administrator reads no secret.
        grants={"janua_workbench": ("SELECT", "INSERT")},
        columns={"janua_workbench": {"UPDATE": ("secret", "last_step", "set_at")}},
        policies=(
            Policy("door_reads", "SELECT", using=_DOOR, roles=("janua_workbench",)),
            Policy("door_sets", "INSERT", check=_DOOR, roles=("janua_workbench",)),
            Policy("door_changes", "UPDATE", using=_DOOR, roles=("janua_workbench",)),
        ),
    ),
    TableSecurity(
        "accounts_invitation",
        grants={"janua_workbench": ("SELECT", "INSERT")},
        columns={
            "janua_workbench": {
                "UPDATE": (
                    *("used_at", "confirmed_by_id", "confirmed_at", "code_digest"),
                    *("withdrawn_by_id", "withdrawn_at"),
                )
            }
        },
        policies=(
            Policy("door_reads", "SELECT", using=_DOOR, roles=("janua_workbench",)),
            Policy("door_uses", "UPDATE", using=_DOOR, roles=("janua_workbench",)),
            # Of those links alone that one may answer for; one's own account's are nobody's business of one's own.
            Policy("administrators", "SELECT", using=_INVITED, roles=("janua_workbench",)),
            Policy(
                "invite",
                "INSERT",
                check=f"made_by_id = (select janua_actor_account()) and {_INVITED}",
                roles=("janua_workbench",),
            ),
            Policy(
                "answer",
                "UPDATE",
                using=f"{_INVITED} and used_at is null",
                check="used_at is null and (withdrawn_by_id = (select janua_actor_account())"
                " or confirmed_by_id = (select janua_actor_account()))",
                roles=("janua_workbench",),
            ),
            # For the trigger, which runs as the owner.
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
            Policy("loader", "ALL", using=_LOADER, check=_LOADER, roles=(OWNER,)),
        ),
    ),
    TableSecurity("accounts_role", grants=_READ),
    TableSecurity("accounts_rolepermission", grants=_READ),
    TableSecurity("accounts_forbiddenrolepair", grants=_READ),
)
EXEMPT = {
    "accounts_role": "which roles there are; it names no person",
    "accounts_rolepermission": "what each role allows; it names no person",
    "accounts_forbiddenrolepair": "which roles exclude each other; it names no person",
}
