"""Who may see and write the rows of casework: the person, the office's area, and machine steps by name.

Rows of a claim that bear no area themselves follow the claim: their policy asks for a claim that the actor may see.
"""

from dataclasses import replace

from janua.base.documents.row_security import not_hidden
from janua.base.row_security import Policy, SqlFunction, TableSecurity, with_policy
from janua.casework.rates_security import RATES, REDECISIONS_COUNTED

_AREA = "area_id = any((select janua_actor_areas())::int[])"
_SYSTEM = "(select janua_actor_system())"
# Machine steps that read every case: each runs only in the process that system.py lists for its name.
_READS_ALL = f"{_SYSTEM} in ('assessor', 'keeper', 'paymaster')"
_ASSESSES = f"{_SYSTEM} in ('assessor', 'keeper')"

_ACCOUNT = "(select janua_actor_account())"
# A case that goes to an office of another area takes its rows with it; one machine step moves them.
_MOVES = f"{_SYSTEM} = 'keeper'"
_MOVED = ("area_id",)

_ALL = ("janua_portal", "janua_workbench", "janua_work", "janua_payments")
_READ: dict[str, tuple[str, ...]] = dict.fromkeys(_ALL, ("SELECT",))
_FACES_AND_WORK: dict[str, tuple[str, ...]] = _READ | {
    "janua_portal": ("SELECT", "INSERT"),
    "janua_workbench": ("SELECT", "INSERT"),
    "janua_work": ("SELECT", "INSERT"),
}
_STAFF_AND_WORK: dict[str, tuple[str, ...]] = _READ | {
    "janua_workbench": ("SELECT", "INSERT"),
    "janua_work": ("SELECT", "INSERT"),
}


def _here(person: str, area: str = _AREA) -> str:
    """Of the actor's areas, and about nobody whom they may not know of."""
    return f"({area} and {not_hidden(person)})"


def _own(column: str) -> str:
    return f"{column} = any((select janua_actor_persons())::uuid[])"


def _urgent(column: str) -> str:
    """A file opened in urgency by an officer of another area: read for some hours, never written."""
    return f"{column} = any((select janua_actor_urgent_persons())::uuid[])"


_HERE = _here("person_id")
# A claim that the actor may see because it is theirs or their area's, not because its file is open in urgency.
_KEPT = f"(kept.{_AREA} or {_own('kept.claimant_id')})"
_CLAIM_KEPT = f"exists (select from casework_claim as kept where kept.id = mine.claim_id and {_KEPT})"


def _kept_claim() -> str:
    return f"{_READS_ALL} or exists (select from casework_claim as kept where kept.id = claim_id and {_KEPT})"


def _kept_decision() -> str:
    mine = f"exists (select from casework_decision as mine where mine.id = decision_id and {_CLAIM_KEPT})"
    return f"{_READS_ALL} or {mine}"


def _kept_letter() -> str:
    notice = f"exists (select from casework_intendeddecision as mine where mine.id = intended_id and {_CLAIM_KEPT})"
    return f"{_kept_decision()} or {notice}"


def _of_claim(claim: str = "claim_id") -> str:
    return f"{_READS_ALL} or exists (select from casework_claim as mine where mine.id = {claim})"


def _kept_application() -> str:
    kept = f"kept.{_AREA} or {_own('kept.applicant_id')}"
    return (
        f"{_READS_ALL} or exists (select from casework_application as kept where kept.id = application_id and ({kept}))"
    )


def _of_application() -> str:
    return f"{_READS_ALL} or exists (select from casework_application as mine where mine.id = application_id)"


def _of_decision() -> str:
    return f"{_READS_ALL} or exists (select from casework_decision as mine where mine.id = decision_id)"


def _of_letter() -> str:
    notice = "exists (select from casework_intendeddecision as mine where mine.id = intended_id)"
    return f"{_of_decision()} or {notice}"


def _with_area(
    table: str,
    person: str,
    grants: dict[str, tuple[str, ...]],
    update: tuple[str, ...],
    moved: tuple[str, ...] = _MOVED,
) -> TableSecurity:
    """A table that bears area and person: seen by the office's area, the person, the machine, and in urgency.

    update   what officers and the machine change
    moved    what the keeper changes when the case goes to another office
    """
    seen = f"{_READS_ALL} or {_here(person)} or {_own(person)} or {_urgent(person)}"
    written = f"{_ASSESSES} or {_here(person)} or {_own(person)}"
    columns = {"janua_work": {"UPDATE": (*update, *moved)}}
    if update:
        columns["janua_workbench"] = {"UPDATE": update}
    changes = f"{_ASSESSES} or {_here(person)}" if update else _MOVES
    policies = [
        Policy("seen", "SELECT", using=seen),
        Policy("made", "INSERT", check=written),
        Policy("changed", "UPDATE", using=changes, check=changes),
    ]
    return TableSecurity(table, grants=grants, columns=columns, policies=tuple(policies))


def _below(
    table: str,
    follows: str,
    kept: str,
    grants: dict[str, tuple[str, ...]],
    update: tuple[str, ...] = (),
    updaters: tuple[str, ...] = (),
    *,
    made: str = "",
) -> TableSecurity:
    """A table that follows a claim or decision; the updaters may change some columns of rows they keep.

    follows   a row may be read
    kept      a row may be written: what is seen in urgency alone may not
    made      a condition on new rows beside that
    """
    columns = {role: {"UPDATE": update} for role in updaters}
    check = f"({kept}) and {made}" if made else kept
    policies = [Policy("seen", "SELECT", using=follows), Policy("made", "INSERT", check=check)]
    if update:
        policies.append(Policy("changed", "UPDATE", using=kept, check=kept))
    return TableSecurity(table, grants=grants, columns=columns, policies=tuple(policies))


def _answerable_by_person(table: TableSecurity) -> TableSecurity:
    """A person withdraws their own claim as long as nothing is decided, and answers an offer."""
    policy = Policy(
        "answered_by_person",
        "UPDATE",
        using=f"{_own('claimant_id')} and state <> 'decided'",
        check=f"{_own('claimant_id')} and state in ('submitted', 'withdrawn', 'offered')",
        roles=("janua_portal",),
    )
    columns = {**table.columns, "janua_portal": {"UPDATE": ("state",)}}
    return replace(table, columns=columns, policies=(*table.policies, policy))


# Which registers a person's claims were asked of, and whether they answered; never about whom nor what was said.
CHECKS_ASKED = SqlFunction(
    name="casework_checks_asked",
    arguments="claims uuid[]",
    returns="TABLE(claim uuid, register text, state text, asked_at timestamptz, answered_at timestamptz, until date)",
    definer=True,
    callers=("janua_portal",),
    body="""
BEGIN
  RETURN QUERY
  SELECT k.claim_id, c.register::text, c.state::text, c.asked_at, c.answered_at, c.deadline_on
  FROM casework_claimcheck k JOIN casework_claim mine ON mine.id = k.claim_id JOIN checks_check c ON c.id = k.check_id
  WHERE k.claim_id = ANY (claims) AND mine.claimant_id = ANY (janua_actor_persons())
  ORDER BY c.id;
END
""",
)
FUNCTIONS = (CHECKS_ASKED, REDECISIONS_COUNTED)

_OWN_DRAFT = "account_id = (select janua_actor_account())"
_ONLY_WORK: dict[str, tuple[str, ...]] = {"janua_work": ("SELECT", "INSERT")}
_KEEPS = _ASSESSES
# Who signs is who acts, and officers sign at their pages: no worker decides in an officer's name.
_AUTHOR = (
    "case when decided_by_id is null then decided_by_system = (select janua_actor_system())"
    " else decided_by_id = (select janua_actor_account()) and current_user not in ('janua_work', 'janua_payments') end"
)
_HEARD = (
    "(outcome <> 'refuse' or exists (select from casework_intendeddecision as told"
    " where told.claim_id = casework_decision.claim_id"
    " and (told.answered_at is not null or told.answer_by < casework_decision.decided_on)))"
)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "casework_draft",
        grants={"janua_portal": ("SELECT", "INSERT", "UPDATE", "DELETE"), "janua_work": ("DELETE",)},
        columns={"janua_work": {"SELECT": ("id", "updated_at", "discarded_at")}},
        policies=(
            Policy("own", "ALL", using=_OWN_DRAFT, check=_OWN_DRAFT, roles=("janua_portal",)),
            # Unread: the worker holds no right to the column of the answers.
            Policy("old", "SELECT", using=f"{_SYSTEM} = 'keeper'", roles=("janua_work",)),
            Policy("cleared", "DELETE", using=f"{_SYSTEM} = 'keeper'", roles=("janua_work",)),
        ),
    ),
    _with_area("casework_case", "holder_id", _FACES_AND_WORK, (), ("office_id", "area_id")),
    _with_area("casework_application", "applicant_id", _FACES_AND_WORK, ()),
    _below("casework_applicationpaper", _of_application(), _kept_application(), _FACES_AND_WORK),
    _below("casework_remark", _of_application(), _kept_application(), _FACES_AND_WORK),
    _answerable_by_person(_with_area("casework_claim", "claimant_id", _FACES_AND_WORK, ("state",))),
    _below("casework_claimcheck", _of_claim(), _kept_claim(), _FACES_AND_WORK),
    TableSecurity(
        "casework_checktaken",
        grants=_ONLY_WORK,
        policies=(
            Policy("seen", "SELECT", using=_KEEPS),
            Policy("made", "INSERT", check=_KEEPS),
        ),
    ),
    TableSecurity(
        "casework_rulingtaken",
        grants=_ONLY_WORK,
        policies=(
            Policy("seen", "SELECT", using=_KEEPS),
            Policy("made", "INSERT", check=_KEEPS),
        ),
    ),
    TableSecurity(
        "casework_eventtaken",
        grants=_ONLY_WORK,
        policies=(
            Policy("seen", "SELECT", using=_KEEPS),
            Policy("made", "INSERT", check=_KEEPS),
        ),
    ),
    TableSecurity(
        "casework_lawtext",
        grants=_READ | {"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT", "INSERT")},
    ),
    _below(
        "casework_assessment", _of_claim(), _kept_claim(), _STAFF_AND_WORK | {"janua_payments": ("SELECT", "INSERT")}
    ),
    _below("casework_decision", _of_claim(), _kept_claim(), _STAFF_AND_WORK, made=f"{_AUTHOR} and {_HEARD}"),
    _below(
        "casework_intendeddecision",
        _of_claim(),
        _kept_claim(),
        _STAFF_AND_WORK,
        ("answered_at", "answer", "documents"),
        # The answer is the person's own.
        ("janua_portal", "janua_workbench"),
        made="given_by_id = (select janua_actor_account())",
    ),
    _below("casework_letter", _of_letter(), _kept_letter(), _STAFF_AND_WORK),
    _below(
        "casework_reconsideration",
        _of_decision(),
        _kept_decision(),
        _FACES_AND_WORK,
        ("state", "assessment_id", "differences"),
        ("janua_workbench", "janua_work"),
    ),
    _with_area("casework_entitlement", "person_id", _STAFF_AND_WORK, ("state", "ends_on")),
    _with_area("casework_entitlementline", "person_id", _STAFF_AND_WORK, ("state",)),
    TableSecurity(
        "casework_task",
        grants={
            "janua_workbench": ("SELECT", "INSERT"),
            "janua_work": ("SELECT", "INSERT"),
            "janua_payments": ("SELECT", "INSERT"),
        },
        columns={
            "janua_workbench": {"UPDATE": ("owner_id", "office_id", "state", "finished_at", "finished_by_id")},
            "janua_work": {
                "UPDATE": ("owner_id", "office_id", "area_id", "state", "finished_at", "finished_by_id"),
            },
        },
        policies=(
            # Of a question about looks whoever looked does not learn; the alert has a policy that says so.
            Policy(
                "seen",
                "SELECT",
                using=f"{_READS_ALL} or ({_HERE} and (object_type <> 'look_alert'"
                " or exists (select from registers_lookalert asked where asked.id = object_id)))",
                roles=("janua_workbench", "janua_work"),
            ),
            Policy("seen_paying", "SELECT", using=f"{_READS_ALL} or {_HERE}", roles=("janua_payments",)),
            Policy("made", "INSERT", check=f"{_READS_ALL} or {_HERE}"),
            Policy("changed", "UPDATE", using=f"{_ASSESSES} or {_HERE}", check=f"{_ASSESSES} or {_HERE}"),
        ),
    ),
    # Written for colleagues: no citizen's process reads a note, and nobody changes one.
    TableSecurity(
        "casework_note",
        # The worker moves a note with its case, and has no right to read what it says.
        grants={"janua_workbench": ("SELECT", "INSERT")},
        columns={"janua_work": {"SELECT": ("id", "case_id", "area_id"), "UPDATE": _MOVED}},
        policies=(
            Policy("moved_seen", "SELECT", using=_MOVES, roles=("janua_work",)),
            Policy("moved", "UPDATE", using=_MOVES, check=_MOVES, roles=("janua_work",)),
            Policy("seen", "SELECT", using=_HERE, roles=("janua_workbench",)),
            Policy("written", "INSERT", check=f"{_HERE} and written_by_id = {_ACCOUNT}"),
        ),
    ),
    TableSecurity(
        "casework_question",
        grants={
            "janua_portal": ("SELECT",),
            "janua_workbench": ("SELECT", "INSERT"),
            "janua_work": ("SELECT",),
        },
        columns={
            "janua_portal": {"UPDATE": ("answer", "documents", "answered_at")},
            "janua_workbench": {"UPDATE": ("answer", "documents", "answered_at")},
            "janua_work": {"UPDATE": ("taken_at",)},
        },
        policies=(
            Policy("seen", "SELECT", using=_of_claim()),
            Policy("asked", "INSERT", check=f"({_kept_claim()}) and asked_by_id = {_ACCOUNT} and answered_at is null"),
            # Answered once; afterwards only the machine notes that an officer was told.
            Policy(
                "answered",
                "UPDATE",
                using=f"({_kept_claim()}) and answered_at is null",
                check=_kept_claim(),
                roles=("janua_portal", "janua_workbench"),
            ),
            Policy("taken", "UPDATE", using=_ASSESSES, roles=("janua_work",)),
        ),
    ),
    TableSecurity(
        "casework_handover",
        grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
        columns={"janua_workbench": {"UPDATE": ("confirmed_by_id", "confirmed_at")}, "janua_work": {"UPDATE": _MOVED}},
        policies=(
            Policy("moved", "UPDATE", using=_MOVES, check=_MOVES, roles=("janua_work",)),
            Policy("seen", "SELECT", using=f"{_READS_ALL} or {_HERE}"),
            Policy("handed", "INSERT", check=f"{_HERE} and handed_by = {_ACCOUNT} and confirmed_by_id is null"),
            Policy(
                "confirmed",
                "UPDATE",
                using=f"{_HERE} and confirmed_by_id is null and handed_by <> {_ACCOUNT}",
                check=f"confirmed_by_id = {_ACCOUNT}",
            ),
        ),
    ),
    TableSecurity(
        "casework_transfer",
        grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
        columns={
            "janua_workbench": {"UPDATE": ("is_accepted", "answer", "answered_by_id", "answered_at", "told_at")},
            "janua_work": {"UPDATE": ("moved_at", "told_at")},
        },
        policies=(
            # Both offices see what was asked and answered, before and after.
            Policy("seen", "SELECT", using=f"{_MOVES} or {_here('person_id', f'(from_{_AREA} or to_{_AREA})')}"),
            Policy(
                "asked",
                "INSERT",
                check=f"from_{_AREA} and asked_by_id = {_ACCOUNT} and answered_by_id is null"
                f" and exists (select from casework_case as kept where kept.id = case_id and kept.{_AREA})",
                roles=("janua_workbench",),
            ),
            Policy(
                "answered",
                "UPDATE",
                using=f"{_here('person_id', f'to_{_AREA}')} and answered_by_id is null and asked_by_id <> {_ACCOUNT}",
                check=f"answered_by_id = {_ACCOUNT}",
                roles=("janua_workbench",),
            ),
            Policy("moved", "UPDATE", using=_MOVES, check=_MOVES, roles=("janua_work",)),
        ),
    ),
    *RATES,
)
# Who counts the population sees which claims are decided and in force, and nothing that they say.
_COUNTED = Policy("counted", "SELECT", using=f"{_SYSTEM} = 'analyst'", roles=("janua_work",))
TABLES = with_policy(TABLES, _COUNTED, "casework_claim", "casework_decision", "casework_entitlement")
EXEMPT: dict[str, str] = {
    "casework_lawtext": "The text of the law is public.",
}
