"""DuckDB, inside this process: for one machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from sendap.insight.engines import EngineError


class Duck:
    """The tables as views over their Parquet files, in a database in memory."""

    dialect = "duckdb"

    def __enter__(self) -> Duck:
        """Start."""
        self._base = duckdb.connect(config={"autoinstall_known_extensions": False})
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._base.close()

    def open(self, files: Mapping[str, list[Path]], views: Mapping[str, str]) -> None:
        """Make each table of its files, and the views on them in their order."""
        for table, paths in files.items():
            named = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
            self._view(table, f"FROM read_parquet([{named}], union_by_name = true)")
        for name, sql in views.items():
            self._view(name, sql)

    def run(self, sql: str) -> pl.DataFrame:
        """The rows of a statement."""
        try:
            return pl.DataFrame(pl.from_arrow(self._base.sql(sql).to_arrow_table()))
        except duckdb.Error as error:
            raise EngineError(str(error)) from error

    def _view(self, name: str, sql: str) -> None:
        try:
            self._base.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")
        except duckdb.Error as error:
            raise EngineError(str(error)) from error
