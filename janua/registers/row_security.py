"""Who may see and write the registers: machine steps by name, staff by area, citizens their own and their mandates'.

A table that hangs on a person is seen where the person is seen: `(select true from registers_person …)` asks that
table under its own policies. Not `exists`: the planner may answer that by reading all persons into a hash, where this
is one look by primary key a row (measured in docs/decisions/0025-facts.md).
"""

from janua.base.accounts.row_security import CALLER
from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity, with_policy
from janua.base.row_security.roles import OWNER, RUNTIME, SEARCH
from janua.registers.definers import FUNCTIONS as TOLD_OF_OTHERS
from janua.registers.family import FAMILY_FUNCTIONS
from janua.registers.keeping import KEEPING_FUNCTIONS
from janua.registers.look_alerts import LOOK_ALERT_FUNCTIONS, LOOK_ALERT_TABLES
from janua.registers.look_holds import LOOK_HOLD, LOOK_HOLD_FUNCTIONS
from janua.registers.looking_up import LOOKING_UP_FUNCTIONS
from janua.registers.restricted import RESTRICTED_FUNCTIONS
from janua.registers.urgent import URGENT_ACCESS, URGENT_FUNCTIONS

# A citizen's own word, as source of a fact or event; the only source a citizen may write.
DECLARED = "declared"
READERS = ("intake", "checker", "assessor", "paymaster", "keeper", "exchange", "loader")
WRITERS = ("intake", "checker", "assessor", "keeper", "exchange", "loader")
FACT_WRITERS = (*WRITERS, "paymaster")


def _system(*names: str) -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return f"(select janua_actor_system()) = any(array[{listed}])"


_AREAS = "any((select janua_actor_areas())::int[])"
_PERSONS = "any((select janua_actor_persons())::uuid[])"
_URGENT = "any((select janua_actor_urgent_persons())::uuid[])"
_STAFF = "(select janua_actor_kind()) = 'staff'"
_CARED_DWELLINGS = "any((select registers_actor_cared_dwellings())::uuid[])"

FUNCTIONS: tuple[SqlFunction, ...] = (
    *TOLD_OF_OTHERS,
    SqlFunction(
        name="janua_actor_persons",
        returns="uuid[]",
        definer=True,
        body=f"""
DECLARE
  account uuid := janua_actor_account();
  today date := janua_today();
  own uuid;
BEGIN
  IF account IS NULL OR {CALLER} = 'janua_workbench' THEN RETURN ARRAY[]::uuid[]; END IF;
  SELECT person_id INTO own FROM registers_accountlink link
  WHERE link.account_id = account AND link.known_to IS NULL AND link.account_kind = 'citizen';
  IF own IS NULL THEN RETURN ARRAY[]::uuid[]; END IF;
  RETURN own || coalesce((
    SELECT array_agg(DISTINCT giver_id) FROM registers_mandate
    WHERE holder_id = own AND known_to IS NULL AND true_from <= today AND (true_to IS NULL OR true_to >= today)),
    ARRAY[]::uuid[]);
END
""",
    ),
    SqlFunction(
        name="registers_actor_person",
        returns="uuid",
        definer=True,
        body="""
BEGIN
  RETURN (SELECT person_id FROM registers_accountlink
          WHERE account_id = janua_actor_account() AND known_to IS NULL AND account_kind = 'citizen');
END
""",
    ),
    # Who an officer is in the register: at the staff pages they have no file. They read their own as a citizen, like
    # everybody.
    SqlFunction(
        name="registers_actor_self",
        returns="uuid",
        definer=True,
        body=f"""
BEGIN
  IF {CALLER} <> 'janua_workbench' OR janua_actor() LIKE 'system:%' THEN RETURN NULL; END IF;
  RETURN (SELECT person_id FROM registers_accountlink
          WHERE account_id = janua_actor_account() AND known_to IS NULL AND account_kind = 'staff');
END
""",
    ),
    # Where a citizen's persons, or one whose file was opened in urgency, live or lived; computed once a query, like the
    # persons themselves.
    SqlFunction(
        name="registers_actor_dwellings",
        returns="uuid[]",
        definer=True,
        body="""
BEGIN
  RETURN coalesce((
    SELECT array_agg(DISTINCT dwelling_id) FROM registers_residence
    WHERE person_id = ANY (janua_actor_persons() || janua_actor_urgent_persons()) AND known_to IS NULL),
    ARRAY[]::uuid[]);
END
""",
    ),
    # Homes of people whose case an office of the actor's areas has, though they live in another area.
    SqlFunction(
        name="registers_actor_cared_dwellings",
        returns="uuid[]",
        definer=True,
        body="""
BEGIN
  RETURN coalesce((
    SELECT array_agg(DISTINCT r.dwelling_id)
    FROM registers_person p JOIN registers_residence r ON r.person_id = p.id
    WHERE p.cared_in_id = ANY (janua_actor_areas()) AND r.known_to IS NULL
      AND (NOT p.restricted OR registers_sees_restricted())),
    ARRAY[]::uuid[]);
END
""",
    ),
    SqlFunction(
        name="registers_sees_restricted",
        returns="boolean",
        definer=True,
        body="""
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM accounts_roleassignment held JOIN accounts_rolepermission allowed USING (role_id)
    WHERE held.account_id = janua_actor_account() AND allowed.permission = 'see_restricted'
      AND held.confirmed_at IS NOT NULL AND held.starts_on <= janua_today()
      AND (held.ends_on IS NULL OR held.ends_on >= janua_today())
      AND (held.revoked_on IS NULL OR held.revoked_on > janua_today()));
END
""",
    ),
    # Trigram operators are not leakproof, so under a policy they run after it: 19 ms become 3 s. This function
    # therefore applies scope and restriction itself; its ids are joined back under row security.
    SqlFunction(
        name="registers_find_persons",
        arguments="words text, highest int",
        returns="SETOF uuid",
        definer=True,
        owner=SEARCH,
        body=f"""
DECLARE
  sought text := lower(unaccent(words));
  number text := upper(btrim(words));
  system boolean := janua_actor_system() = any(array[{", ".join(f"'{name}'" for name in READERS)}]);
  areas int[] := janua_actor_areas();
  restricted_too boolean := system OR registers_sees_restricted();
BEGIN
  RETURN QUERY
    SELECT i.person_id FROM registers_personidentifier i JOIN registers_person p ON p.id = i.person_id
    WHERE i.value = number AND i.known_to IS NULL
      AND (system OR p.area_id = any(areas) OR p.cared_in_id = any(areas)) AND (restricted_too OR NOT p.restricted)
    LIMIT least(highest, 200);
  IF FOUND OR length(sought) < 3 THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id FROM registers_person p
    WHERE p.found_by %> sought
      AND (system OR p.area_id = any(areas) OR p.cared_in_id = any(areas)) AND (restricted_too OR NOT p.restricted)
    ORDER BY word_similarity(sought, p.found_by) DESC, p.sort_by, p.id
    LIMIT least(highest, 200);
END
""",
    ),
    *FAMILY_FUNCTIONS,
    *KEEPING_FUNCTIONS,
    *RESTRICTED_FUNCTIONS,
    *URGENT_FUNCTIONS,
    *LOOK_HOLD_FUNCTIONS,
    *LOOK_ALERT_FUNCTIONS,
    *LOOKING_UP_FUNCTIONS,
)

# The process that other systems reach keeps their messages for the worker and sees no person: whoever breaks in
# there finds partners' public keys.
_ALL_READ: dict[str, tuple[str, ...]] = {role: ("SELECT",) for role in RUNTIME if role != "janua_api"}
_STAFFED = ("janua_workbench", "janua_work")
_EVERYWHERE = (*_STAFFED, "janua_portal")


def _secured(
    table: str,
    *,
    seen: str,
    added: str,
    adders: tuple[str, ...],
    ended: str = "",
    owner_reads: bool = False,
    searched: bool = False,
) -> TableSecurity:
    """Rows seen, added and ended (known_to set) where the conditions hold."""
    grants = _ALL_READ | dict.fromkeys(adders, ("SELECT", "INSERT"))
    policies = [Policy("see", "SELECT", using=seen), Policy("add", "INSERT", check=added)]
    columns = {}
    if ended:
        columns = {role: {"UPDATE": ("known_to",)} for role in adders}
        policies.append(Policy("end", "UPDATE", using=ended))
    if owner_reads:
        policies.append(Policy("owner", "SELECT", using="true", roles=(OWNER,)))
    if searched:
        grants |= {SEARCH: ("SELECT",)}
        policies.append(Policy("search", "SELECT", using="true", roles=(SEARCH,)))
    return TableSecurity(table, grants=grants, columns=columns, policies=tuple(policies))


def _seen_with(column: str) -> str:
    return f"(select true from registers_person seen where seen.id = {column})"


def _kept_with(column: str) -> str:
    """Seen, and by who works in the person's area: a file opened in urgency is read and never written."""
    served = f"(seen.area_id = {_AREAS} or seen.cared_in_id = {_AREAS})"
    return f"(select true from registers_person seen where seen.id = {column} and {served})"


def _of_person(
    table: str,
    *columns: str,
    adders: tuple[str, ...] = _STAFFED,
    citizens: str = "",
    owner_reads: bool = False,
    searched: bool = False,
) -> TableSecurity:
    """A table that hangs on a person (or several: one seen is enough).

    citizens   condition under which a citizen may write a row
    """
    with_person = " or ".join(_seen_with(f"{table}.{column}") for column in columns)
    kept = " or ".join(_kept_with(f"{table}.{column}") for column in columns)
    written = f"{_system(*WRITERS)} or ({_STAFF} and ({kept}))" + (f" or ({citizens})" if citizens else "")
    return _secured(
        table,
        seen=f"{_system(*READERS)} or {with_person}",
        added=written,
        adders=adders,
        ended=written,
        owner_reads=owner_reads,
        searched=searched,
    )


_SUBJECT_SEEN = (
    f"(subject_kind = 1 and {_seen_with('subject_id')})"
    " or (subject_kind = 2 and (select true from registers_dwelling seen where seen.id = subject_id))"
)
# Children in one's custody, and adults who consented: what is known of them, and nothing else that hangs on them.
_WARD = "subject_id = any((select registers_actor_wards())::uuid[])"
_CONFIDED = "subject_id = any((select registers_actor_confided())::uuid[])"
_SUBJECT_KEPT = (
    f"(subject_kind = 1 and {_kept_with('subject_id')}) or (subject_kind = 2 and"
    " (select true from registers_dwelling seen where seen.id = subject_id"
    f" and (seen.area_id = {_AREAS} or seen.id = {_CARED_DWELLINGS})))"
)
_PERSON_KEPT = (
    f"{_system(*READERS)} or ((area_id = {_AREAS} or cared_in_id = {_AREAS})"
    " and (not restricted or (select registers_sees_restricted())) and id is distinct from"
    " (select registers_actor_self()))"
    f" or id = {_PERSONS}"
)
_PERSON_SEEN = f"{_PERSON_KEPT} or id = {_URGENT}"
_DWELLING_SEEN = (
    f"{_system(*READERS)} or area_id = {_AREAS} or id = any((select registers_actor_dwellings())::uuid[])"
    f" or id = {_CARED_DWELLINGS}"
)
_FACT_WRITTEN = (
    f"{_system(*FACT_WRITERS)} or ({_STAFF} and ({_SUBJECT_KEPT}))"
    f" or (source = '{DECLARED}' and assurance = 1 and subject_kind = 1 and (subject_id = {_PERSONS} or {_WARD}))"
)
_OWN = "(select registers_actor_person())"
# Between two citizens alone: no officer sees who asked whom.
_CITIZEN = "(select janua_actor_kind()) = 'citizen'"
_CONSENT_WRITTEN = (
    f"{_system(*WRITERS)} or ({_STAFF} and {_seen_with('registers_consent.person_id')}) or person_id = {_PERSONS}"
)
_OWNER_KEEPS = (
    Policy("owner_sees", "SELECT", using="true", roles=(OWNER,)),
    Policy("owner_keeps", "UPDATE", using="true", roles=(OWNER,)),
)
_CHANGEABLE = ("language", "restricted", "born_on", "died_on")
# Who may see an account's link: its holder, the door that signs it in, and whoever asks about kin.
_LINK_SEEN = f"account_id = (select janua_actor_account()) or {_system('door', *READERS)}"

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "registers_person",
        grants=_ALL_READ | dict.fromkeys(_STAFFED, ("SELECT", "INSERT")) | {SEARCH: ("SELECT",)},
        columns={
            "janua_workbench": {"UPDATE": _CHANGEABLE},
            # Set by the step that moves a case to another office.
            "janua_work": {"UPDATE": (*_CHANGEABLE, "cared_in_id")},
            "janua_portal": {"UPDATE": ("language",)},
        },
        policies=(
            Policy("see", "SELECT", using=_PERSON_SEEN),
            Policy("add", "INSERT", check=f"{_system(*WRITERS)} or ({_STAFF} and area_id = {_AREAS})"),
            Policy("change", "UPDATE", using=_PERSON_KEPT),
            Policy("search", "SELECT", using="true", roles=(SEARCH,)),
            *_OWNER_KEEPS,
        ),
    ),
    _of_person("registers_personname", "person_id", owner_reads=True),
    _of_person("registers_personidentifier", "person_id", owner_reads=True, searched=True),
    _of_person(
        "registers_personcontact",
        "person_id",
        adders=_EVERYWHERE,
        citizens=f"person_id = {_PERSONS}",
    ),
    _of_person("registers_relationship", "of_person_id", "to_person_id", owner_reads=True),
    TableSecurity(
        "registers_dwelling",
        grants=_ALL_READ | dict.fromkeys(_STAFFED, ("SELECT", "INSERT")),
        policies=(
            Policy("see", "SELECT", using=_DWELLING_SEEN),
            Policy("add", "INSERT", check=f"{_system(*WRITERS)} or ({_STAFF} and area_id = {_AREAS})"),
            *_OWNER_KEEPS,
        ),
    ),
    _of_person("registers_residence", "person_id", owner_reads=True),
    _secured(
        "registers_household",
        seen=f"{_system(*READERS)} or exists (select 1 from registers_membership belongs"
        " where belongs.household_id = registers_household.id)",
        added=f"{_system(*WRITERS)} or {_STAFF} or (kind = 'declared' and source = '{DECLARED}')",
        adders=_EVERYWHERE,
    ),
    _of_person("registers_membership", "person_id", adders=_EVERYWHERE, citizens=f"person_id = {_PERSONS}"),
    _secured(
        "registers_fact",
        seen=f"{_system(*READERS)} or {_SUBJECT_SEEN} or {_WARD} or {_CONFIDED}",
        added=_FACT_WRITTEN,
        adders=(*_EVERYWHERE, "janua_payments"),
        ended=_FACT_WRITTEN,
        owner_reads=True,
    ),
    _secured(
        "registers_ruling",
        seen=f"{_system(*READERS)} or {_SUBJECT_SEEN}",
        # No machine rules: a ruling is a named officer's.
        added=f"{_STAFF} and ({_SUBJECT_KEPT})",
        adders=("janua_workbench",),
        ended=f"{_STAFF} and ({_SUBJECT_KEPT})",
    ),
    _secured(
        "registers_event",
        seen=f"{_system(*READERS)} or {_seen_with('person_id')} or {_seen_with('about_id')}",
        added=f"{_system(*FACT_WRITERS)} or ({_STAFF} and {_kept_with('about_id')})"
        f" or (source = '{DECLARED}' and about_id = {_PERSONS})",
        adders=(*_EVERYWHERE, "janua_payments"),
    ),
    _of_person(
        "registers_mandate",
        "giver_id",
        "holder_id",
        adders=_EVERYWHERE,
        # For oneself alone: who holds a mandate neither widens it nor hands it on.
        citizens="giver_id = (select registers_actor_person())",
        owner_reads=True,
    ),
    _secured(
        "registers_consent",
        # Also by whom it is given to: what one may see rests on it.
        seen=f"{_system(*READERS)} or {_seen_with('person_id')} or recipient = {_OWN}::text",
        added=_CONSENT_WRITTEN,
        ended=_CONSENT_WRITTEN,
        adders=_EVERYWHERE,
        owner_reads=True,
    ),
    TableSecurity(
        "registers_consentrequest",
        grants={"janua_portal": ("SELECT", "INSERT")},
        columns={"janua_portal": {"UPDATE": ("answer", "answered_at")}},
        policies=(
            Policy("see", "SELECT", using=f"{_CITIZEN} and {_OWN} in (asker_id, asked_id)"),
            Policy(
                "ask",
                "INSERT",
                check=f"{_CITIZEN} and asker_id = {_OWN} and asked_id in"
                " (select near.id from registers_family(asker_id) near where near.role = 'partner')",
            ),
            Policy("answer", "UPDATE", using=f"{_CITIZEN} and asked_id = {_OWN}"),
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
        ),
    ),
    _secured(
        "registers_accountlink",
        seen=_LINK_SEEN,
        added=f"{_system('door', 'loader')} or ({_STAFF} and {_kept_with('person_id')})",
        adders=("janua_portal", "janua_workbench"),
        ended=f"{_system('door', 'loader')} or ({_STAFF} and {_kept_with('person_id')})",
        owner_reads=True,
    ),
    URGENT_ACCESS,
    LOOK_HOLD,
    *LOOK_ALERT_TABLES,
)
# Who counts the population reads what law reads: facts and ties, never a name, a number or an address.
_COUNTED = Policy("counted", "SELECT", using=_system("analyst"), roles=("janua_work",))
TABLES = with_policy(
    TABLES, _COUNTED, "registers_fact", "registers_ruling", "registers_relationship", "registers_residence"
)
