"""The "Education, health and care plans" publication: one zip file of twelve tables.

Every cell stays text as printed, so ``z`` (not applicable) and ``x`` (not available) stay apart.
Four columns are added that place a row: ``area`` (the three-digit number of an authority, the ONS
code of a region or of England), ``level``, ``period`` (as shown to people) and ``period_order``.
Authorities are known by the three-digit number because the printed ONS codes of some are retired
ones.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics import cells, text_tables
from sendap.exchange.statistics.readings import (
    LARGEST_FILE,
    Problem,
    Reading,
    SourceFile,
    decode,
    read_bytes,
)

LARGEST_RATIO = 200
"""A member of the zip file that swells by more than this is refused: it isn't a table."""


@dataclass(frozen=True)
class TableShape:
    """One table of the release: name, the breakdown that means "everyone", when it is counted."""

    name: str
    whole: str
    counts: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class EhcPublication:
    """The twelve tables by name, and the one zip file they came from."""

    source: SourceFile
    tables: Mapping[str, Reading]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of every table, in the order of the tables."""
        return tuple(problem for reading in self.tables.values() for problem in reading.problems)


@cache
def shapes() -> tuple[tuple[str, ...], tuple[TableShape, ...]]:
    """The columns that place a row, and the shape of each of the twelve tables."""
    text = files(__package__).joinpath("ehc_plans.toml").read_text(encoding="utf-8")
    described = tomllib.loads(text)
    tables = tuple(
        TableShape(row["name"], row["whole"], row["counts"], tuple(row["columns"]))
        for row in described["table"]
    )
    return tuple(described["placing"]), tables


def read_ehc_plans(path: Path) -> EhcPublication:
    """Read all twelve tables of the publication's zip file.

    Errors: ``UnreadableInput`` when it isn't such a zip file, a table is missing or a column
    changed.
    """
    content, source = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            tables = {shape.name: _table(archive, shape, source) for shape in shapes()[1]}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableInput(
            f"{path}: not a whole zip file ({error}); download the publication again."
        ) from error
    return EhcPublication(source, tables)


def _table(archive: zipfile.ZipFile, shape: TableShape, source: SourceFile) -> Reading:
    name = f"{source.name}: data/{shape.name}.csv"
    text = decode(_member(archive, f"data/{shape.name}.csv", source), name)
    placing = shapes()[0]
    printed = text_tables.rows(text, name, placing + shape.columns)
    table = printed.with_columns(_area(), _level(), *_period(shape.counts))
    return Reading(source, table, tuple(_problems(table, shape, name)))


def _member(archive: zipfile.ZipFile, name: str, source: SourceFile) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise UnreadableInput(
            f"{source.name}: {name} isn't in it; nothing was loaded. Download the whole release."
        ) from error
    swollen = entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1)
    if entry.file_size > LARGEST_FILE or swollen:
        raise UnreadableInput(f"{source.name}: {name} is too large; nothing was loaded.")
    return archive.read(entry)


def _area() -> pl.Expr:
    return (
        pl.when(pl.col("geographic_level") == "Local authority")
        .then(pl.col("old_la_code"))
        .when(pl.col("geographic_level") == "Regional")
        .then(pl.col("region_code"))
        .otherwise(pl.col("country_code"))
        .alias("area")
    )


def _level() -> pl.Expr:
    levels = {"Local authority": "authority", "Regional": "region", "National": "country"}
    return pl.col("geographic_level").replace_strict(levels, default=None).alias("level")


def _period(counts: str) -> tuple[pl.Expr, pl.Expr]:
    """The January of an academic year (202425 is January 2025), or the calendar year itself."""
    printed = pl.col("time_period")
    if counts != "january":
        return printed.alias("period"), printed.cast(pl.Int32, strict=False).alias("period_order")
    year = printed.str.slice(0, 4).cast(pl.Int32, strict=False) + 1
    return pl.format("January {}", year).alias("period"), year.alias("period_order")


def _problems(table: pl.DataFrame, shape: TableShape, name: str) -> list[Problem]:
    columns = text_tables.distinct(shape.columns)
    found = [
        Problem(name, column, "holds a sign other than z and x; shown as not available")
        for column in cells.unexplained(table, columns, cells.EXPLORE_EDUCATION)
    ]
    found += [_doubled(table, column, name) for column in columns if column.endswith("_again")]
    unplaced = table.filter(pl.col("level").is_null() | pl.col("period_order").is_null()).height
    if unplaced:
        found.append(Problem(name, f"{unplaced} rows", "have no known level or period; left out"))
    return found


def _doubled(table: pl.DataFrame, column: str, name: str) -> Problem:
    first = column.removesuffix("_again")
    differing = table.filter(pl.col(first) != pl.col(column)).height
    message = "is printed twice with the same figures; the first is used"
    if differing:
        message = f"is printed twice and differs in {differing} rows; the first is used"
    return Problem(name, first, message)
