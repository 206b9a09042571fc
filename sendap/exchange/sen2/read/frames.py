"""Rows of text into typed tables: dates as dates, 1 and 0 as booleans, the rest as text.

Beside each date and flag stands the text that the file had (``..._text``), so that what can't be
typed can still be told; the columns are the same for every year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import polars as pl
import pyarrow as pa

from sendap.exchange.sen2.description import TABLES, Kind, block_of_table
from sendap.exchange.sen2.description.blocks import RUNNING_NUMBERS
from sendap.exchange.sen2.read.layouts import KEYS, Layout
from sendap.exchange.sen2.read.walk import Walk

TEXT = "_text"
"""What the name of a date's or flag's column as text ends in."""

_FLAGS = {"1": True, "0": False, "true": True, "false": False}
_TYPED = (Kind.DATE, Kind.FLAG)


def take_batch(walk: Walk) -> dict[str, pa.RecordBatch]:
    """The rows that a walk has gathered, as text by table, leaving it ready for more."""
    taken = {}
    for layout in walk.layouts.values():
        if layout.block.table in TABLES:
            taken[layout.block.table] = _batch(layout)
            layout.values.clear()
    return taken


def _batch(layout: Layout) -> pa.RecordBatch:
    columns = [layout.values[at :: layout.width] for at in range(layout.width)]
    places = layout.columns()
    arrays = [pa.array(columns[at], pa.int32()) for at in range(len(KEYS))]
    names = list(KEYS)
    for item in layout.block.items:
        arrays.append(pa.array(columns[places[item.column]], pa.string()))
        names.append(item.column)
    return pa.RecordBatch.from_arrays(arrays, names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """An item that is there and holds nothing: its table, its column, and the row's position."""

    table: str
    column: str
    row: int


def typed(table: str, batches: Iterable[pa.RecordBatch]) -> tuple[pl.DataFrame, list[Blank]]:
    """One table of the return from its batches of text, and its empty items (null in the table)."""
    return typed_rows(table, pl.DataFrame(pl.from_arrow(pa.Table.from_batches(batches))))


def typed_rows(table: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Blank]]:
    """The same from rows of text that are together already."""
    frame = frame.with_columns(pl.col(pl.String).str.strip_chars())
    blanks = list(_blanks(table, frame))
    if blanks:
        emptied = pl.col(sorted({blank.column for blank in blanks}))
        frame = frame.with_columns(pl.when(emptied != "").then(emptied).name.keep())
    return frame.select(_columns(table)), blanks


def _blanks(table: str, frame: pl.DataFrame) -> Iterator[Blank]:
    has = frame.select((pl.col(pl.String) == "").any())
    for column in (each.name for each in has.iter_columns() if each.item()):
        for row in (frame[column] == "").arg_true().to_list():
            yield Blank(table=table, column=column, row=row)


@cache
def _columns(table: str) -> list[pl.Expr]:
    return list(_typed_columns(table))


def _typed_columns(table: str) -> Iterator[pl.Expr]:
    yield from (pl.col("person_no"), pl.col("request_no"))
    if table in RUNNING_NUMBERS:
        yield pl.col("running_no").alias(RUNNING_NUMBERS[table])
    yield pl.col("line")
    for item in block_of_table(table).items:
        column = pl.col(item.column)
        if item.kind is Kind.DATE:
            yield _date(column).alias(item.column)
        elif item.kind is Kind.FLAG:
            yield column.replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)
        yield column.alias(item.column + TEXT) if item.kind in _TYPED else column


def _date(column: pl.Expr) -> pl.Expr:
    """A day written as the standard's year-month-day, with or without a time zone."""
    plain = pl.when(column.str.len_bytes() == 10).then(column)
    zoned = plain.when(column.str.contains(r"^\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)$")).then(
        column.str.head(10)
    )
    return zoned.str.strptime(pl.Date, "%Y-%m-%d", strict=False)
