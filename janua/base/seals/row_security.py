"""Who may sign, and who may ask: an officer signs what they do themselves; a paper is asked for by its code alone."""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import OWNER

_SYSTEM = "(select janua_actor_system())"
_AREA = "area_id = any((select janua_actor_areas())::int[])"

PAPER_OF_CODE = SqlFunction(
    name="seals_paper_of_code",
    arguments="of_digest bytea",
    returns="TABLE(kind text, reference text, programme text, outcome text, issued_on date, replaced_on date)",
    definer=True,
    callers=("janua_portal",),
    body="""
BEGIN
  RETURN QUERY
  SELECT p.kind::text, p.reference::text, p.programme::text, p.outcome::text, p.issued_on, p.replaced_on
  FROM seals_sealedpaper p WHERE p.code_digest = of_digest;
END
""",
)

FUNCTIONS = (PAPER_OF_CODE,)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "seals_signature",
        grants={
            "janua_workbench": ("SELECT", "INSERT"),
            **dict.fromkeys(("janua_work", "janua_payments"), ("SELECT",)),
        },
        policies=(
            Policy("seen", "SELECT", using=f"{_SYSTEM} in ('keeper', 'paymaster') or {_AREA}"),
            Policy("signed", "INSERT", check=f"account_id = (select janua_actor_account()) and ({_AREA})"),
        ),
    ),
    TableSecurity(
        "seals_sealedpaper",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("replaced_on",)}},
        policies=(
            Policy("seen", "SELECT", using=f"{_SYSTEM} in ('assessor', 'keeper')"),
            Policy("sealed", "INSERT", check=f"{_SYSTEM} = 'assessor'"),
            Policy("replaced", "UPDATE", using=f"{_SYSTEM} = 'assessor'"),
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
        ),
    ),
)
