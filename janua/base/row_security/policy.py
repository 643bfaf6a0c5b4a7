"""The words in which an app's `row_security.py` says who may do what to its tables.

TABLES: tuple[TableSecurity, …]   each table with its grants and policies
FUNCTIONS: tuple[SqlFunction, …]  SQL functions of the app, in place before the policies that call them
EXEMPT: dict[str, str]            tables without policies, each with its reason
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Command = Literal["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True)
class Policy:
    """One policy of a table: rows that satisfy `using` may be read or changed, rows that satisfy `check` written.

    Compare plain columns with an array computed once: `area_id = any((select janua_actor_areas())::int[])`. A
    function called for each row makes a list of a million rows take minutes.
    """

    name: str
    command: Command
    using: str | None = None
    check: str | None = None
    roles: tuple[str, ...] = ("public",)
    # Holds beside whichever other policy lets a row through.
    restrictive: bool = False

    def __post_init__(self) -> None:
        """Refuse what PostgreSQL would refuse, naming the policy."""
        if self.command == "INSERT" and (self.using is not None or self.check is None):
            raise ValueError(f"Policy {self.name}: INSERT takes a check and no using.")
        if self.command != "INSERT" and self.using is None:
            raise ValueError(f"Policy {self.name}: {self.command} needs using.")
        if self.command in {"SELECT", "DELETE"} and self.check is not None:
            raise ValueError(f"Policy {self.name}: {self.command} takes no check.")


@dataclass(frozen=True)
class TableSecurity:
    """Everything a database role may do to one table.

    grants    role → ("SELECT", "INSERT", …) on the whole table
    columns   role → {"UPDATE": ("known_to",)}, for a right to some columns only
    policies  none where the table stands in EXEMPT with a reason
    """

    table: str
    grants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    policies: tuple[Policy, ...] = ()


def with_policy(tables: tuple[TableSecurity, ...], policy: Policy, *names: str) -> tuple[TableSecurity, ...]:
    """The same tables, some of them with one more policy."""
    missing = set(names) - {table.table for table in tables}
    if missing:
        raise ValueError(f"Policy {policy.name} is for tables that are not there: {', '.join(sorted(missing))}.")
    return tuple(
        replace(table, policies=(*table.policies, policy)) if table.table in names else table for table in tables
    )


@dataclass(frozen=True)
class SqlFunction:
    """A function of ours in schema public, with a fixed search path.

    definer   runs as `owner`, for reading what the caller may not
    callers   roles that may call it; empty for everybody
    """

    name: str
    returns: str
    body: str
    arguments: str = ""
    language: Literal["sql", "plpgsql"] = "plpgsql"
    volatility: Literal["STABLE", "VOLATILE", "IMMUTABLE"] = "STABLE"
    definer: bool = False
    owner: str = "janua_owner"
    callers: tuple[str, ...] = ()
