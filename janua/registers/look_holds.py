"""Looks that are shown later, in the database: which are left out, who may ask for it, and how many holds there are."""

from janua.base.documents.row_security import NOT_HIDDEN
from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import OWNER

HOLD, CONFIRM = "hold_looks", "confirm_look_hold"

# Without confirmation only for some days, and only where nobody left an earlier one unconfirmed: whoever asks anew and
# anew would else hide looks alone, for ever. A no ends it at once.
_ALONE = """h.answered_at IS NULL AND h.provisional_until > clock_timestamp()
        AND NOT EXISTS (SELECT FROM registers_lookhold earlier
          WHERE earlier.person_id = h.person_id AND (earlier.asked_at, earlier.id) < (h.asked_at, h.id)
            AND NOT earlier.is_confirmed AND earlier.asked_at > h.asked_at - interval '90 days')"""
HOLDS = f"(h.is_confirmed OR ({_ALONE})) AND h.ended_at IS NULL AND h.ends_on >= janua_today()"

# Looks that a hold is about. The clock here is not the country's: rather hours too many than one look too few.
COVERED = """({at} + interval '14 hours')::date >= h.since AND (h.office_id IS NULL OR h.office_id = {office})"""
# The day on which one that is over stopped to hold anything back.
HELD_UNTIL = """coalesce(h.ended_at, CASE WHEN h.is_confirmed THEN h.ends_on::timestamptz
        ELSE least(h.answered_at, h.provisional_until, h.ends_on::timestamptz) END)"""

LOOK_HOLD_FUNCTIONS: tuple[SqlFunction, ...] = (
    # Whether a look is left out of what its person is shown today. A citizen's own looks never are.
    SqlFunction(
        name="registers_look_is_held",
        arguments="of_person uuid, by_account uuid, at_time timestamptz",
        returns="boolean",
        definer=True,
        callers=(OWNER,),
        body=f"""
BEGIN
  RETURN EXISTS (
    SELECT FROM registers_lookhold h JOIN accounts_staffprofile staff ON staff.account_id = by_account
    WHERE h.person_id = of_person AND {HOLDS} AND {COVERED.format(at="at_time", office="staff.office_id")});
END
""",
    ),
    # For everybody to know how often this is done; nothing about whom.
    SqlFunction(
        name="registers_look_holds_in_force",
        returns="bigint",
        definer=True,
        callers=("janua_portal", "janua_workbench"),
        body=f"""
BEGIN
  PERFORM janua_actor();
  RETURN (SELECT count(*) FROM registers_lookhold h WHERE {HOLDS});
END
""",  # noqa: S608
    ),
)

_ACCOUNT = "(select janua_actor_account())"
_OF_THE_AREA = (
    "(select true from registers_person seen where seen.id = person_id"
    " and coalesce(seen.cared_in_id, seen.area_id) = registers_lookhold.area_id)"
)


def _where(permission: str) -> str:
    return f"(area_id = any((select janua_actor_areas_with('{permission}'))::int[]) and {NOT_HIDDEN})"


LOOK_HOLD = TableSecurity(
    "registers_lookhold",
    grants={"janua_workbench": ("SELECT", "INSERT"), "janua_work": ("SELECT",)},
    columns={
        "janua_workbench": {"UPDATE": ("answered_by_id", "answered_at", "is_confirmed", "ended_by_id", "ended_at")}
    },
    policies=(
        # Hardly anybody: who asks for them, who confirms them, and the auditor of the whole country.
        Policy(
            "see",
            "SELECT",
            using=f"(select janua_actor_system()) = 'keeper' or {_where(HOLD)} or {_where(CONFIRM)}"
            " or (select audit_scope()) = 'all'",
        ),
        Policy(
            "ask",
            "INSERT",
            check=f"{_where(HOLD)} and asked_by_id = {_ACCOUNT} and answered_by_id is null and ended_by_id is null"
            " and provisional_until <= clock_timestamp() + interval '73 hours' and ends_on <= janua_today() + 366"
            f" and {_OF_THE_AREA}",
            roles=("janua_workbench",),
        ),
        # Answered once, by another than who asked for it.
        Policy(
            "answer",
            "UPDATE",
            using=f"{_where(CONFIRM)} and answered_by_id is null and asked_by_id <> {_ACCOUNT}",
            check=f"answered_by_id = {_ACCOUNT}",
            roles=("janua_workbench",),
        ),
        Policy(
            "end",
            "UPDATE",
            using=f"{_where(CONFIRM)} and is_confirmed and ended_by_id is null",
            check=f"ended_by_id = {_ACCOUNT}",
            roles=("janua_workbench",),
        ),
        Policy("owner", "SELECT", using="true", roles=(OWNER,)),
    ),
)
