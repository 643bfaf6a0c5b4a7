"""The second wall: which database role and actor may see and write which rows, as data beside each app's tables.

Owns the words for policies, the migration operation that puts them in place, the database roles and the check that
the database still says what the data says. Refuses filtering for convenience: it stops a forgotten filter, and is no
protection from SQL injection.
"""

from janua.base.row_security.operation import RowSecurity
from janua.base.row_security.policy import Policy, SqlFunction, TableSecurity, with_policy

__all__ = ["Policy", "RowSecurity", "SqlFunction", "TableSecurity", "with_policy"]
