"""The same SQL text on Apache Spark, ANSI on, beyond one machine. Needs the extra `spark` and a Java."""

import re
from datetime import date
from typing import TYPE_CHECKING

from janua.rules.batch.duckdb_run import arrow_tables, in_force, queries, results_of
from janua.rules.batch.results import Results
from janua.rules.columns import Tables
from janua.rules.law import Law
from janua.rules.sql import BRIDGES, Dialect, Query
from janua.values import Period

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MOST_INLINED = 6  # Spark copies a view's plan into each that reads it; beyond this it is worked out and kept


def connect(session: "SparkSession") -> None:
    """Teach a session what the text says; refuses one that would wrap silently.

    Raises   ValueError where ANSI cannot be switched on
    """
    for bridge in BRIDGES[Dialect.SPARK]:
        session.sql(bridge)
    if session.conf.get("spark.sql.ansi.enabled") != "true":
        raise ValueError("this Spark is not ANSI: a sum that is too large would become another number")


def run_spark(session: "SparkSession", law: Law, tables: Tables, on: date, period: Period) -> Results:
    """What `assess` says of every unit of the tables, worked out by Apache Spark.

    session      one that `connect` has taught
    on, period   as for `assess`
    """
    for name, table in arrow_tables(tables).items():
        session.createDataFrame(table).createOrReplaceTempView(name)
    rows = []
    for text, days in queries(law, tables, on, period):
        session.sql(in_force(days))
        rows += [tuple(row) for row in _result(session, text).collect()]
    return results_of(rows)


def _result(session: "SparkSession", text: Query) -> "DataFrame":
    """Step by step, so that what several steps read is worked out once."""
    weights: dict[str, int] = {}
    frame = None
    for step in text.steps:
        frame = session.sql(step.text)
        weight = 1 + sum(weights[name] for name in re.findall(r"\w+_at_\d+", step.text))
        if weight > _MOST_INLINED:
            frame, weight = frame.localCheckpoint(), 1
        weights[step.name] = weight
        frame.createOrReplaceTempView(step.name)
    assert frame is not None  # the result is a step
    return frame
