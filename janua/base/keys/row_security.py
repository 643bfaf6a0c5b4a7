"""Who may use wrapped data keys: every process reads and makes them, the keeper alone re-wraps and destroys."""

from janua.base.row_security import Policy, SqlFunction, TableSecurity
from janua.base.row_security.roles import RESEALER

_ANYBODY = "(select janua_actor()) is not null"
_KEEPER = "(select janua_actor_system()) = 'keeper'"
_KEEPER_ALONE = """
  IF janua_actor_system() <> 'keeper' THEN
    RAISE EXCEPTION 'janua: only the keeper seals anew' USING ERRCODE = '42501';
  END IF;"""

# Names of tables and columns come from our own list (janua.base.row_security.everywhere); were another one given, the
# functions' owner has no right to it.
FUNCTIONS: tuple[SqlFunction, ...] = (
    SqlFunction(
        name="keys_sealed_count",
        arguments="tbl text, col text",
        returns="bigint",
        definer=True,
        owner=RESEALER,
        callers=("janua_work",),
        body=f"""
DECLARE
  found bigint;
BEGIN{_KEEPER_ALONE}
  EXECUTE format('SELECT count(*) FROM %I WHERE %I IS NOT NULL', tbl, col) INTO found;
  RETURN found;
END
""",
    ),
    SqlFunction(
        name="keys_sealed_rows",
        arguments="tbl text, key text, whose text, col text, after uuid, at_most int",
        returns="TABLE(held uuid, subject uuid, sealed bytea)",
        definer=True,
        owner=RESEALER,
        callers=("janua_work",),
        body=f"""
BEGIN{_KEEPER_ALONE}
  RETURN QUERY EXECUTE format(
    'SELECT %1$I, %2$I, %3$I FROM %4$I WHERE %3$I IS NOT NULL AND %1$I > $1 ORDER BY %1$I LIMIT $2',
    key, whose, col, tbl) USING after, at_most;
END
""",
    ),
    # Nothing that was changed since it was read is written over.
    SqlFunction(
        name="keys_seal_anew",
        arguments="tbl text, key text, col text, held uuid[], was bytea[], sealed bytea[]",
        returns="bigint",
        volatility="VOLATILE",
        definer=True,
        owner=RESEALER,
        callers=("janua_work",),
        body=f"""
DECLARE
  done bigint;
BEGIN{_KEEPER_ALONE}
  EXECUTE format(
    'UPDATE %4$I t SET %3$I = n.sealed FROM unnest($1, $2, $3) AS n(held, was, sealed)'
    ' WHERE t.%1$I = n.held AND t.%3$I = n.was', key, NULL, col, tbl) USING held, was, sealed;
  GET DIAGNOSTICS done = ROW_COUNT;
  RETURN done;
END
""",
    ),
    # A form that was kept over a sign-in opens with its browser's help alone.
    SqlFunction(
        name="keys_waited_for",
        arguments="before timestamptz",
        returns="SETOF uuid",
        definer=True,
        owner=RESEALER,
        callers=("janua_work",),
        body=f"""
BEGIN{_KEEPER_ALONE}
  RETURN QUERY SELECT account_id FROM accounts_keptform WHERE kept_at < before AND ends_at > now();
END
""",
    ),
)

TABLES: tuple[TableSecurity, ...] = (
    TableSecurity(
        "keys_datakey",
        # A wrapped key opens nothing without the key-encryption key, which lies outside the database. Who may
        # read what was sealed is decided by the policies of the table it lies in.
        grants={
            "janua_portal": ("SELECT", "INSERT"),
            "janua_workbench": ("SELECT", "INSERT"),
            "janua_api": ("SELECT", "INSERT"),
            "janua_work": ("SELECT", "INSERT"),
            "janua_payments": ("SELECT", "INSERT"),
        },
        columns={
            "janua_work": {
                "UPDATE": ("version", "wrapped", "destroyed_at", "previous_version", "previous", "renewed_at")
            }
        },
        policies=(
            Policy("read", "SELECT", using=_ANYBODY),
            Policy("make", "INSERT", check=f"{_ANYBODY} and destroyed_at is null"),
            # The keeper may not bring back what was destroyed.
            Policy("keep", "UPDATE", using=f"{_KEEPER} and destroyed_at is null", check=_KEEPER),
        ),
    ),
    TableSecurity(
        "keys_rotation",
        grants={"janua_work": ("SELECT", "INSERT")},
        columns={"janua_work": {"UPDATE": ("done", "ended_at")}},
        policies=(
            Policy("read", "SELECT", using=_KEEPER),
            Policy("begin", "INSERT", check=f"{_KEEPER} and ended_at is null"),
            Policy("go_on", "UPDATE", using=f"{_KEEPER} and ended_at is null", check=_KEEPER),
        ),
    ),
)
