"""One measure of one table as a long series: area, period, value and why there is none."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sendap.exchange.statistics import cells

COLUMNS = ("area", "period", "period_order", "value", "status", "numerator", "denominator")
"""The columns of a series; ``value`` is null unless ``status`` is ``known``."""


def series(
    table: pl.DataFrame,
    *,
    value: str,
    signs: Mapping[str, str],
    numerator: str | None = None,
    denominator: str | tuple[str, ...] | None = None,
) -> pl.DataFrame:
    """The measure in the column ``value`` for every area and period of the table.

    ``numerator`` and ``denominator`` name the published columns, several denominators being added
    up. A sign that the publication doesn't explain counts as not available.
    """
    status = cells.status(value, signs).fill_null(cells.NOT_AVAILABLE)
    return table.select(
        "area",
        "period",
        pl.col("period_order").cast(pl.Int32),
        cells.number(value).alias("value"),
        status.alias("status"),
        _total(numerator).alias("numerator"),
        _total(denominator).alias("denominator"),
    ).filter(pl.col("area").is_not_null() & pl.col("period_order").is_not_null())


def whole(table: pl.DataFrame, breakdown: str) -> pl.DataFrame:
    """The rows about everyone: those whose topic and breakdown bear the table's name for all."""
    return table.filter(
        (pl.col("breakdown_topic") == breakdown) & (pl.col("breakdown") == breakdown)
    )


def _total(columns: str | tuple[str, ...] | None) -> pl.Expr:
    if columns is None:
        return pl.lit(None, dtype=pl.Float64)
    names = (columns,) if isinstance(columns, str) else columns
    return pl.sum_horizontal([cells.number(name) for name in names], ignore_nulls=False)
