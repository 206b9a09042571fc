"""Engines that run the indicators' SQL over tables of returns: embedded, or on a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import polars as pl


class EngineError(Exception):
    """An engine can't read a table or run a statement; its text is the engine's own."""


class Engine(Protocol):
    """Runs statements over tables in Parquet files; use it as a context.

    Errors: ``EngineError`` where a table can't be read.
    """

    dialect: str

    def __enter__(self) -> Engine:
        """Start."""

    def __exit__(self, *_: object) -> None:
        """Stop, and give everything back."""

    def open(self, files: Mapping[str, list[Path]], views: Mapping[str, str]) -> None:
        """Make each table of its files, and the views on them in their order."""

    def run(self, sql: str) -> pl.DataFrame:
        """The rows of a statement."""
