"""A Spark of this machine, as `tools/spark` put it in place; a test that needs one fails where there is none."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from janua.rules.batch.spark_run import connect

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PLACE = Path(__file__).parents[3] / ".tools" / "spark"


@contextmanager
def spark(folder: Path) -> Iterator["SparkSession"]:
    """A session for small data: one partition, so that nothing is sent about."""
    assert _PLACE.is_dir(), "Apache Spark is not in place: run tools/spark"
    sys.path.append(str(_PLACE))
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "1g",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.leafNodeDefaultParallelism": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        session.sparkContext.setLogLevel("OFF")
        connect(session)
        yield session
    finally:
        session.stop()
        sys.path.remove(str(_PLACE))
