"""Who may find, hold and erase; the two functions of the database that look through every app, and clear it.

What each app keeps of a person, and how it lets go of it, stands in its own `retention.py`.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from janua.base.retention.words import LastActs
from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import ERASER

PUT_FORWARD, APPROVE = "put_erasure_forward", "approve_erasure"
ASK_HOLD, CONFIRM_HOLD = "ask_hold", "confirm_hold"
_KEEPER = "(select janua_actor_system()) = 'keeper'"
_ACCOUNT = "(select janua_actor_account())"


def _said() -> tuple[tuple[LastActs, ...], tuple[str, ...], tuple[str, ...]]:
    """What every installed app says, from above downwards."""
    acts: list[LastActs] = []
    clears: list[str] = []
    keys: list[str] = ["SELECT who"]
    for config in apps.get_app_configs():
        if config.name.startswith("janua.") and find_spec(f"{config.name}.retention") is not None:
            module = import_module(f"{config.name}.retention")
            acts += getattr(module, "ACTS", ())
            clears += getattr(module, "CLEARS", ())
            keys += getattr(module, "KEYS", ())
    return tuple(acts), tuple(clears), tuple(keys)


_ACTS, _CLEARS, _KEYS = _said()
_UNION = "\n    UNION ALL ".join(f"SELECT s.*, '{one.kind}' FROM ({one.select}) s" for one in _ACTS)
_HELD = (
    "EXISTS (SELECT FROM retention_hold h WHERE h.person_id = {0} AND h.ends_on >= janua_today()"
    " AND (h.answered_at IS NULL OR h.is_confirmed))"
)

# Whom nothing keeps any more: each kind of record that a person has is past its time, and nothing of theirs is open.
# `months` is kind → months; a kind without a rule keeps a person for ever.
FOUND = SqlFunction(
    name="retention_found",
    arguments="months jsonb, only_person uuid, at_most int",
    returns="TABLE(person uuid, last_on date, kinds text[])",
    definer=True,
    owner=ERASER,
    callers=("janua_work",),
    body=f"""
BEGIN
  IF janua_actor_system() <> 'keeper' THEN
    RAISE EXCEPTION 'janua: only the keeper looks for these' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
  WITH acts (person, day, kind) AS (
    {_UNION}
  ), latest AS (
    SELECT a.person, a.kind, max(a.day) AS day FROM acts a
    WHERE a.person IS NOT NULL AND (only_person IS NULL OR a.person = only_person) GROUP BY a.person, a.kind
  )
  SELECT l.person, max(l.day), array_agg(l.kind ORDER BY l.kind) FROM latest l
  WHERE NOT EXISTS (SELECT FROM keys_datakey k WHERE k.subject = l.person AND k.wrapped IS NULL)
  GROUP BY l.person
  HAVING bool_and(months ? l.kind AND l.day < 'infinity'
    AND l.day + make_interval(months => (months ->> l.kind)::int) < janua_today())
    AND NOT {_HELD.format("l.person")}
  ORDER BY 2, 1 LIMIT at_most;
END
""",
)

# Whose data keys go when a person is erased: their own, and those of their accounts.
KEYS_OF = SqlFunction(
    name="retention_keys_of",
    arguments="who uuid",
    returns="SETOF uuid",
    definer=True,
    owner=ERASER,
    callers=("janua_work", "janua_owner", ERASER),
    body=f"""
BEGIN
  IF janua_actor_system() NOT IN ('keeper', 'loader') THEN
    RAISE EXCEPTION 'janua: only the keeper asks for these' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY {" UNION ".join(_KEYS)};
END
""",
)

# Clears one person everywhere. The database asks for itself whether two people approved and nobody holds; the owner's
# loader alone, who applies the journal to a restored copy, is not asked.
ERASE = SqlFunction(
    name="retention_erase",
    arguments="who uuid",
    returns="void",
    volatility="VOLATILE",
    definer=True,
    owner=ERASER,
    callers=("janua_work", "janua_owner"),
    body=f"""
BEGIN
  IF janua_actor_system() <> 'loader' THEN
    IF janua_actor_system() <> 'keeper' OR NOT EXISTS (
      SELECT FROM retention_item i JOIN retention_list l ON l.id = i.list_id
      WHERE i.person_id = who AND i.state = 'found' AND l.approved_by_id <> l.put_forward_by_id) THEN
      RAISE EXCEPTION 'janua: nobody is erased whom two people did not approve' USING ERRCODE = '42501';
    END IF;
    IF {_HELD.format("who")} THEN
      RAISE EXCEPTION 'janua: this person is held' USING ERRCODE = '42501';
    END IF;
  END IF;
  INSERT INTO keys_datakey AS k (subject, version, wrapped, destroyed_at)
  SELECT one, 0, NULL, now() FROM retention_keys_of(who) one
  ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, previous = NULL, previous_version = NULL, destroyed_at = now()
    WHERE k.wrapped IS NOT NULL;
  {"".join(f"{statement};{chr(10)}  " for statement in _CLEARS)}
END
""",
)


def _with(*permissions: str) -> str:
    return " or ".join(f"area_id = any((select janua_actor_areas_with('{one}'))::int[])" for one in permissions)


_OF_LIST = "(select janua_actor()) is not null and exists (select 1 from retention_list l where l.id = list_id)"
_SEES_LISTS = f"{_KEEPER} or {_with(PUT_FORWARD, APPROVE)} or (select audit_scope()) = 'all'"

FUNCTIONS: tuple[SqlFunction, ...] = (FOUND, KEYS_OF, ERASE)
TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "retention_hold",
        grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
        columns={"janua_workbench": {"UPDATE": ("answered_by_id", "answered_at", "is_confirmed")}},
        policies=(
            Policy(
                "see",
                "SELECT",
                using=f"{_KEEPER} or {_with(ASK_HOLD, CONFIRM_HOLD, PUT_FORWARD, APPROVE)}"
                " or (select audit_scope()) = 'all'",
            ),
            Policy(
                "ask", "INSERT", check=f"({_with(ASK_HOLD)}) and asked_by_id = {_ACCOUNT} and answered_by_id is null"
            ),
            Policy(
                "answer",
                "UPDATE",
                using=f"({_with(CONFIRM_HOLD)}) and answered_by_id is null",
                check=f"answered_by_id = {_ACCOUNT}",
            ),
        ),
    ),
    TableSecurity(
        "retention_list",
        grants={"janua_workbench": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={
            "janua_workbench": {"UPDATE": ("put_forward_by_id", "put_forward_at", "approved_by_id", "approved_at")}
        },
        policies=(
            Policy("see", "SELECT", using=_SEES_LISTS),
            Policy("find", "INSERT", check=f"{_KEEPER} and put_forward_by_id is null"),
            Policy(
                "put_forward",
                "UPDATE",
                using=f"({_with(PUT_FORWARD)}) and put_forward_by_id is null",
                check=f"put_forward_by_id = {_ACCOUNT} and approved_by_id is null",
            ),
            Policy(
                "approve",
                "UPDATE",
                using=f"({_with(APPROVE)}) and put_forward_by_id is not null and approved_by_id is null",
                check=f"approved_by_id = {_ACCOUNT}",
            ),
        ),
    ),
    TableSecurity(
        "retention_item",
        grants={"janua_workbench": ("SELECT",), "janua_work": ("SELECT", "INSERT")},
        columns={"janua_workbench": {"UPDATE": ("state", "ended_at")}, "janua_work": {"UPDATE": ("state", "ended_at")}},
        policies=(
            Policy("see", "SELECT", using=_OF_LIST),
            Policy("find", "INSERT", check=_KEEPER),
            Policy("go_on", "UPDATE", using=_KEEPER, check=_KEEPER, roles=("janua_work",)),
            # An officer takes somebody off a list that is not approved yet; nothing else.
            Policy(
                "keep",
                "UPDATE",
                using="(select janua_actor()) is not null and state = 'found'"
                " and exists (select 1 from retention_list l where l.id = list_id"
                " and l.approved_by_id is null)",
                check="state = 'kept'",
                roles=("janua_workbench",),
            ),
        ),
    ),
)
