"""Who may see the audit trail: everybody adds under their own name, the sealer reads to seal, nobody changes.

An auditor reads at the staff pages: of the whole country, or what is about the persons of their areas.
"""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import BACKUP, OWNER, RUNTIME

_OWN_NAME = "actor = (select janua_actor())"
_SEALER = "(select janua_actor_system()) = 'sealer'"
_ADD: dict[str, tuple[str, ...]] = dict.fromkeys(RUNTIME, ("INSERT",))
_LOOKED_UP: dict[str, tuple[str, ...]] = {
    "janua_work": ("SELECT", "INSERT"),
    "janua_workbench": ("SELECT", "INSERT"),
}


def _audited(persons: str) -> str:
    """Rows that the acting auditor may read; the person is asked for only where the scope is not everything."""
    return (
        "(select janua_actor()) <> '' and ((select audit_scope()) = 'all'"
        f" or ((select audit_scope()) = 'some' and audit_reads_persons({persons})))"
    )


# Nobody audits until accounts and registers, further up, say whose role that is and where: they replace the first two.
FUNCTIONS: tuple[SqlFunction, ...] = (
    # Whoever copies everything writes nothing, but that a copy was made: of which digest and by whom, and nothing else.
    SqlFunction(
        name="audit_note_backup",
        arguments="digest text, bytes bigint, by_whom text",
        returns="void",
        volatility="VOLATILE",
        definer=True,
        callers=(BACKUP,),
        body="""
BEGIN
  IF digest !~ '^sha256:[0-9a-f]{64}$' OR by_whom !~ '^operator:[A-Za-z0-9_.-]{0,70}$' THEN
    RAISE EXCEPTION 'janua: a digest and the name of an operator are noted, and nothing else' USING ERRCODE = '22023';
  END IF;
  PERFORM set_config('janua.actor', 'system:keeper', true);
  INSERT INTO audit_entry (at, actor, purpose, action, object_type, details)
  VALUES (clock_timestamp(), 'system:keeper', 'backup', 'backup.made', 'backup',
    jsonb_build_object('digest', digest, 'bytes', bytes, 'by', by_whom));
  PERFORM set_config('janua.actor', '', true);
END
""",
    ),
    SqlFunction(name="audit_scope", returns="text", body="BEGIN PERFORM janua_actor(); RETURN ''; END"),
    SqlFunction(
        name="audit_reads_persons",
        arguments="persons uuid[]",
        returns="boolean",
        body="BEGIN PERFORM janua_actor(); RETURN false; END",
    ),
    # Array operators are not leakproof, so under a policy they run after it and would read the whole log. This
    # function therefore applies the scope itself; its numbers are joined back under row security.
    SqlFunction(
        name="audit_looks_at",
        arguments="of_person uuid, before bigint, highest int",
        returns="SETOF bigint",
        definer=True,
        callers=("janua_workbench",),
        body="""
BEGIN
  IF audit_scope() = 'all' OR (audit_scope() = 'some' AND audit_reads_persons(ARRAY[of_person])) THEN
    RETURN QUERY SELECT seq FROM audit_access WHERE persons @> ARRAY[of_person] AND seq < before
    ORDER BY seq DESC LIMIT least(highest, 10000);
  END IF;
END
""",
    ),
)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "audit_entry",
        grants=_ADD | _LOOKED_UP,
        policies=(
            Policy("add", "INSERT", check=_OWN_NAME),
            Policy("seal", "SELECT", using=_SEALER, roles=("janua_work",)),
            Policy("audited", "SELECT", using=_audited("array[subject]"), roles=("janua_workbench",)),
        ),
    ),
    TableSecurity(
        "audit_access",
        grants=_ADD | _LOOKED_UP,
        policies=(
            Policy("add", "INSERT", check=_OWN_NAME),
            Policy("seal", "SELECT", using=_SEALER, roles=("janua_work",)),
            Policy("audited", "SELECT", using=_audited("persons"), roles=("janua_workbench",)),
            # For the functions that tell a citizen who looked, without names and without whom else they saw.
            Policy("owner", "SELECT", using="true", roles=(OWNER,)),
        ),
    ),
    TableSecurity(
        "audit_batch",
        # Seals hold hashes only; whoever may start a process may check them.
        grants={"janua_work": ("SELECT", "INSERT"), "janua_workbench": ("SELECT",)},
        policies=(
            Policy("read", "SELECT", using="(select janua_actor()) is not null"),
            Policy("seal", "INSERT", check=_SEALER),
        ),
    ),
)
