"""Who may see and write how new rates are carried out: the machine, and of counts the officers of rates."""

from janua.base.row_security import Policy, SqlFunction, TableSecurity

_SYSTEM = "(select janua_actor_system())"
_WORKS = f"{_SYSTEM} = 'assessor'"
_OWN_RATES = (
    "change_id = any (select r.id from catalogue_ratechange as r"
    " where r.area_id = any((select janua_actor_areas())::int[]))"
)

# How far new rates are carried out in the whole country, as counts and sums: for officers of rates, who read no claim.
REDECISIONS_COUNTED = SqlFunction(
    name="casework_redecisions_counted",
    arguments="of_change uuid",
    returns="TABLE(programme text, outcome text, claims bigint, before numeric, after numeric)",
    definer=True,
    callers=("janua_workbench",),
    body="""
BEGIN
  IF NOT EXISTS (
    SELECT FROM catalogue_ratechange c WHERE c.id = of_change AND c.area_id = ANY (janua_actor_areas())
  ) THEN RETURN; END IF;
  RETURN QUERY
  SELECT r.programme::text, r.outcome::text, count(*), sum(r.before), sum(r.after)
  FROM casework_redecision r WHERE r.change_id = of_change GROUP BY 1, 2 ORDER BY 1, 2;
END
""",
)

RATES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "casework_redecision",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={
            "janua_work": {
                "UPDATE": ("outcome", "before", "after", "decision_id", "reconsideration_id", "fault", "done_at")
            },
            # What failed may be tried again by an officer of rates, who sees of it that it failed.
            "janua_workbench": {
                "SELECT": ("id", "change_id", "outcome"),
                "UPDATE": ("outcome", "fault", "done_at"),
            },
        },
        policies=(
            Policy("worked", "ALL", using=_WORKS, check=_WORKS, roles=("janua_work",)),
            # The nightly look for what must never be.
            Policy("looked_at", "SELECT", using=f"{_SYSTEM} = 'keeper'", roles=("janua_work",)),
            Policy("counted", "SELECT", using="true", roles=("janua_owner",)),
            Policy(
                "failed_seen",
                "SELECT",
                using=f"outcome in ('failed', 'waiting') and {_OWN_RATES}",
                roles=("janua_workbench",),
            ),
            Policy(
                "tried_again",
                "UPDATE",
                using=f"outcome = 'failed' and {_OWN_RATES}",
                check=f"outcome = 'waiting' and {_OWN_RATES}",
                roles=("janua_workbench",),
            ),
        ),
    ),
    TableSecurity(
        "casework_ratestaken",
        grants={"janua_work": ("SELECT", "INSERT")},
        policies=(Policy("worked", "ALL", using=_WORKS, check=_WORKS, roles=("janua_work",)),),
    ),
)
