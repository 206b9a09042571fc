"""Apache Spark, on this machine or on a cluster: for when one machine isn't enough.

Optional: it is installed with ``sendap[spark]`` and needs Java 17. The cluster is the one that
Spark's own settings name; without any it is this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import polars as pl
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from sendap.insight.engines import EngineError

T = TypeVar("T")
R = TypeVar("R")

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.log.level": "ERROR",
}


class Spark:
    """The tables as temporary views of a session over their Parquet files."""

    dialect = "spark"

    def __enter__(self) -> Spark:
        """Start, or join the session that this process has."""
        builder = SparkSession.builder.appName("sendap")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._session.stop()

    def open(self, files: Mapping[str, list[Path]], views: Mapping[str, str]) -> None:
        """Make each table of its files, and the views on them in their order."""
        try:
            for table, paths in files.items():
                frame = self._session.read.option("mergeSchema", "true").parquet(*map(str, paths))
                frame.createOrReplaceTempView(table)
            for name, sql in views.items():
                self._session.sql(sql).createOrReplaceTempView(name)
        except (PySparkException, Py4JError) as error:
            raise EngineError(str(error)) from error

    def run(self, sql: str) -> pl.DataFrame:
        """The rows of a statement."""
        try:
            return pl.DataFrame(pl.from_arrow(self._session.sql(sql).toArrow()))
        except (PySparkException, Py4JError) as error:
            raise EngineError(str(error)) from error

    def each(self, items: Sequence[T], work: Callable[[T], R]) -> list[R]:
        """What a function makes of each item, one task an item."""
        try:
            spread = self._session.sparkContext.parallelize(list(items), len(items))
            return list(spread.map(work).collect())
        except (PySparkException, Py4JError) as error:
            raise EngineError(str(error)) from error


def each_on_spark(items: Sequence[T], work: Callable[[T], R]) -> list[R]:
    """What ``work`` makes of each item, spread over Spark's workers, in the items' order."""
    with Spark() as engine:
        return engine.each(items, work)
