"""What an engine is taught when it is connected, so that one text means the same on each."""

from enum import StrEnum


class Dialect(StrEnum):
    """An engine that runs the text."""

    DUCKDB = "duckdb"
    SPARK = "spark"


# `div` divides whole numbers toward zero; `div_wide` the same of 38 digits. The rest are Spark's own names for days.
BRIDGES: dict[Dialect, tuple[str, ...]] = {
    Dialect.DUCKDB: (
        "CREATE OR REPLACE TEMPORARY MACRO div(a, b) AS a // b",
        "CREATE OR REPLACE TEMPORARY MACRO div_wide(a, b) AS "
        "CAST(CAST(a AS HUGEINT) // CAST(b AS HUGEINT) AS DECIMAL(38, 0))",
        "CREATE OR REPLACE TEMPORARY MACRO date_add(a, n) AS a + n",
        "CREATE OR REPLACE TEMPORARY MACRO unix_date(a) AS CAST(a - DATE '1970-01-01' AS INTEGER)",
        "CREATE OR REPLACE TEMPORARY MACRO add_months(a, n) AS CAST(a + to_months(n) AS DATE)",
        "CREATE OR REPLACE TEMPORARY MACRO sequence(a, b) AS generate_series(a, b)",
        "CREATE OR REPLACE TEMPORARY MACRO explode(a) AS unnest(a)",
    ),
    Dialect.SPARK: (
        "SET spark.sql.ansi.enabled=true",
        "CREATE OR REPLACE TEMPORARY FUNCTION div_wide(a DECIMAL(38, 0), b DECIMAL(38, 0)) "
        "RETURNS DECIMAL(38, 0) RETURN CAST((a - a % b) / b AS DECIMAL(38, 0))",
    ),
}
