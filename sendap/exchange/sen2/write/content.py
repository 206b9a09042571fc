"""What a return says, as text: the form in which it is written, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from sendap.exchange.sen2.description import RUNNING_NUMBERS, TABLES, Kind, block_of_table
from sendap.exchange.sen2.read import TEXT, Return


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A return to be written: the header's values by item name, and each table as text.

    ``tables`` holds a frame for each of ``TABLES`` with ``person_no``, ``request_no``, the running
    number where a block repeats, and each item as the text that is written; null is left out.
    """

    year: int
    header: Mapping[str, str]
    tables: Mapping[str, pl.DataFrame]


def content_of(return_: Return) -> Content:
    """What a return that was read says, item by item as its file had it."""
    tables = {table: as_text(table, frame) for table, frame in return_.tables.items()}
    for blank in return_.blanks:
        tables[blank.table][blank.row, blank.column] = ""
    return Content(year=return_.format_year, header=return_.header.values, tables=tables)


def as_text(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A typed table as text; a date or flag that the file had in other words keeps them."""
    return frame.select(_columns(table, tuple(frame.columns)))


@cache
def _columns(table: str, present: tuple[str, ...]) -> list[pl.Expr]:
    return list(_texts(table, present))


def _texts(table: str, present: tuple[str, ...]) -> Iterator[pl.Expr]:
    yield from (pl.col("person_no"), pl.col("request_no"))
    if table in RUNNING_NUMBERS:
        yield pl.col(RUNNING_NUMBERS[table])
    for item in block_of_table(table).items:
        column = pl.col(item.column)
        if item.column + TEXT in present:
            yield pl.col(item.column + TEXT).alias(item.column)
        elif item.kind is Kind.FLAG:
            flag = pl.when(column).then(pl.lit("1")).when(~column).then(pl.lit("0"))
            yield flag.alias(item.column)
        else:
            yield column.cast(pl.String)


def empty_tables() -> dict[str, pl.DataFrame]:
    """The tables of a return with nobody in it."""
    made = {}
    for table in TABLES:
        numbers = ["person_no", "request_no"]
        if table in RUNNING_NUMBERS:
            numbers.append(RUNNING_NUMBERS[table])
        items = [item.column for item in block_of_table(table).items]
        schema = dict.fromkeys(numbers, pl.Int32) | dict.fromkeys(items, pl.String)
        made[table] = pl.DataFrame(schema=schema)
    return made
