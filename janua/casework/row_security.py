"""Who may see and write the rows of casework: the person, the office's area, and machine steps by name.

Rows of a claim that bear no area themselves follow the claim: their policy asks for a claim that the actor may see.
"""

from janua.base.row_security import Policy, TableSecurity

_AREA = "area_id = any((select janua_actor_areas())::int[])"
_SYSTEM = "(select janua_actor_system())"
# Machine steps that read every case: each runs only in the process that system.py lists for its name.
_READS_ALL = f"{_SYSTEM} in ('assessor', 'keeper', 'paymaster')"
_ASSESSES = f"{_SYSTEM} in ('assessor', 'keeper')"

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


def _own(column: str) -> str:
    return f"{column} = any((select janua_actor_persons())::uuid[])"


def _of_claim(claim: str = "claim_id") -> str:
    return f"{_READS_ALL} or exists (select from casework_claim as mine where mine.id = {claim})"


def _of_decision() -> str:
    return f"{_READS_ALL} or exists (select from casework_decision as mine where mine.id = decision_id)"


def _of_letter() -> str:
    notice = "exists (select from casework_intendeddecision as mine where mine.id = intended_id)"
    return f"{_of_decision()} or {notice}"


def _with_area(table: str, person: str, grants: dict[str, tuple[str, ...]], update: tuple[str, ...]) -> TableSecurity:
    """A table that bears area and person: seen by the office's area, the person and the machine."""
    seen = f"{_READS_ALL} or {_AREA} or {_own(person)}"
    written = f"{_ASSESSES} or {_AREA} or {_own(person)}"
    columns = {role: {"UPDATE": update} for role in ("janua_workbench", "janua_work")} if update else {}
    policies = [Policy("seen", "SELECT", using=seen), Policy("made", "INSERT", check=written)]
    if update:
        policies.append(Policy("changed", "UPDATE", using=f"{_ASSESSES} or {_AREA}", check=f"{_ASSESSES} or {_AREA}"))
    return TableSecurity(table, grants=grants, columns=columns, policies=tuple(policies))


def _below(
    table: str,
    follows: str,
    grants: dict[str, tuple[str, ...]],
    update: tuple[str, ...] = (),
    updaters: tuple[str, ...] = (),
    *,
    made: str = "",
) -> TableSecurity:
    """A table that follows a claim or decision; the updaters may change some columns of rows they see.

    made   a condition on new rows, beside being seen
    """
    columns = {role: {"UPDATE": update} for role in updaters}
    check = f"({follows}) and {made}" if made else follows
    policies = [Policy("seen", "SELECT", using=follows), Policy("made", "INSERT", check=check)]
    if update:
        policies.append(Policy("changed", "UPDATE", using=follows, check=follows))
    return TableSecurity(table, grants=grants, columns=columns, policies=tuple(policies))


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
        grants={"janua_portal": ("SELECT", "INSERT", "UPDATE", "DELETE")},
        policies=(Policy("own", "ALL", using=_OWN_DRAFT, check=_OWN_DRAFT),),
    ),
    _with_area("casework_case", "holder_id", _FACES_AND_WORK, ()),
    _with_area("casework_application", "applicant_id", _FACES_AND_WORK, ()),
    _with_area("casework_claim", "claimant_id", _FACES_AND_WORK, ("state",)),
    _below("casework_claimcheck", _of_claim(), _FACES_AND_WORK),
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
    _below("casework_assessment", _of_claim(), _STAFF_AND_WORK | {"janua_payments": ("SELECT", "INSERT")}),
    _below("casework_decision", _of_claim(), _STAFF_AND_WORK, made=f"{_AUTHOR} and {_HEARD}"),
    _below(
        "casework_intendeddecision",
        _of_claim(),
        _STAFF_AND_WORK,
        ("answered_at", "answer"),
        # The answer is the person's own.
        ("janua_portal", "janua_workbench"),
        made="given_by_id = (select janua_actor_account())",
    ),
    _below("casework_letter", _of_letter(), _STAFF_AND_WORK),
    _below(
        "casework_reconsideration",
        _of_decision(),
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
            role: {"UPDATE": ("owner_id", "state", "finished_at", "finished_by_id")}
            for role in ("janua_workbench", "janua_work")
        },
        policies=(
            Policy("seen", "SELECT", using=f"{_READS_ALL} or {_AREA}"),
            Policy("made", "INSERT", check=f"{_READS_ALL} or {_AREA}"),
            Policy("changed", "UPDATE", using=f"{_ASSESSES} or {_AREA}", check=f"{_ASSESSES} or {_AREA}"),
        ),
    ),
)
EXEMPT: dict[str, str] = {
    "casework_lawtext": "The text of the law is public.",
}
