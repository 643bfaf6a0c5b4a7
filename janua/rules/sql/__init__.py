"""The law of a programme as one SQL text, printed from the lowered form: Apache Spark's dialect, run by DuckDB as well.

Owns the printing and the few functions that an engine must be taught; refuses to run anything, and to read anything
but the columns of `janua.rules.columns`.
"""

from janua.rules.sql.dialects import BRIDGES, Dialect
from janua.rules.sql.filled import Filled
from janua.rules.sql.query import Query, query
from janua.rules.sql.text import NoSql

__all__ = ["BRIDGES", "Dialect", "Filled", "NoSql", "Query", "query"]
