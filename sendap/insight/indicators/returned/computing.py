"""Counting the indicators over tables of returns, and writing them as one long table."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import polars as pl

from sendap.basics.errors import CannotDo
from sendap.insight.engines import Engine, EngineError
from sendap.insight.indicators.returned.definitions import Indicator
from sendap.insight.indicators.returned.registered import read_register
from sendap.insight.indicators.returned.statements import (
    NO_REGISTER,
    TOTAL,
    Statement,
    Year,
    in_dialect,
    statements,
    views,
)

TABLES = (
    "person", "request", "assessment", "named_plan", "plan_detail", "active_plan", "placement",
    "need",
)  # fmt: skip

COLUMNS = {
    "authority": pl.String, "year": pl.Int32, "indicator": pl.String, "breakdown": pl.String,
    "category": pl.String, "numerator": pl.Int64, "denominator": pl.Int64, "value": pl.Float64,
    "unit": pl.String,
}  # fmt: skip
"""The columns of the long table."""

REGISTER = "register"

KEYS = ["authority", "year"]

RETURNS = (
    "SELECT DISTINCT authority, year FROM person WHERE authority IS NOT NULL AND year IS NOT NULL"
)


def compute(
    folder: Path, engine: Engine, *, days_of: Callable[[int], Year], settings: Path | None = None
) -> pl.DataFrame:
    """Every indicator of every authority and year in a folder of tables, as a long table.

    The folder holds the eight tables, or folders of them. ``days_of`` gives the days of a year's
    return. ``settings`` is a register that tells what kind of setting each URN and UKPRN is; with
    it people are grouped by that too. Rows are in order of authority, year, indicator, breakdown
    and category.

    Errors: ``CannotDo`` where the tables aren't there or can't be read.
    """
    files = _files(folder)
    register = read_register(settings)
    with tempfile.TemporaryDirectory() as scratch:
        if settings is not None:
            files[REGISTER] = [Path(scratch) / "register.parquet"]
            register.write_parquet(files[REGISTER][0])
        return _compute(folder, files, engine, days_of=days_of)


def _compute(
    folder: Path, files: dict[str, list[Path]], engine: Engine, *, days_of: Callable[[int], Year]
) -> pl.DataFrame:
    registered = REGISTER in files
    try:
        engine.open(
            files, {} if registered else {REGISTER: in_dialect(NO_REGISTER, engine.dialect)}
        )
        returns = engine.run(RETURNS).sort(KEYS)
        if returns.is_empty():
            return pl.DataFrame(schema=COLUMNS)
        years = tuple(days_of(year) for year in returns["year"].unique().sort())
        engine.open({}, views(years, engine.dialect))
        counted = statements(engine.dialect, registered=registered)
        made = [_long(each, _with_all(returns, engine.run(each.sql))) for each in counted]
    except EngineError as error:
        said = str(error).strip().splitlines()[0]
        raise CannotDo(
            f"{folder}: the tables can't be read ({said}); make them again with sendap sen2 tables."
        ) from error
    return pl.concat(made).sort([*KEYS, "indicator", "breakdown", "category"])


def _files(folder: Path) -> dict[str, list[Path]]:
    if not folder.is_dir():
        raise CannotDo(f"{folder}: isn't a folder; give the one that sendap sen2 tables wrote.")
    found = {table: sorted(folder.rglob(f"{table}.parquet")) for table in TABLES}
    missing = [table for table, paths in found.items() if not paths]
    if missing:
        raise CannotDo(
            f"{folder}: has no {missing[0]}.parquet, in it or in folders below it; write the "
            "tables there with sendap sen2 tables."
        )
    uneven = {path.parent for path in found["person"]} ^ {path.parent for path in found["need"]}
    if uneven:
        raise CannotDo(
            f"{sorted(uneven)[0]}: has only some of the eight tables; write them again with "
            "sendap sen2 tables."
        )
    return found


def _with_all(returns: pl.DataFrame, wide: pl.DataFrame) -> pl.DataFrame:
    """The counts with a row of noughts for each return that has nothing to count."""
    absent = returns.join(wide, on=KEYS, how="anti")
    noughts = [pl.lit(0).alias(name) for name in wide.columns if name[:2] in ("n_", "d_")]
    return pl.concat([wide, absent.with_columns(noughts)], how="diagonal_relaxed")


def _long(statement: Statement, wide: pl.DataFrame) -> pl.DataFrame:
    """One row for each indicator of each group, from one row a group."""
    names = [each.name for each in statement.breakdowns]
    grouped = wide.with_columns(
        breakdown=pl.coalesce(
            *(pl.when(pl.col(f"by_{name}").is_not_null()).then(pl.lit(name)) for name in names),
            pl.lit(TOTAL),
        ),
        category=pl.coalesce(*(pl.col(f"by_{name}") for name in names), pl.lit(TOTAL)),
    )
    return pl.concat([grouped.select(list(_values(each))) for each in statement.indicators])


def _values(each: Indicator) -> Iterator[pl.Expr]:
    number = pl.col(f"n_{each.id}").cast(pl.Int64)
    yield pl.col("authority").cast(pl.String)
    yield pl.col("year").cast(pl.Int32)
    yield pl.lit(each.id).alias("indicator")
    yield from (pl.col("breakdown"), pl.col("category"))
    yield number.alias("numerator")
    if not each.of:
        yield pl.lit(None, dtype=pl.Int64).alias("denominator")
        yield number.cast(pl.Float64).alias("value")
    else:
        whole = pl.col(f"d_{each.id}").cast(pl.Int64)
        yield whole.alias("denominator")
        yield pl.when(whole > 0).then(100 * number / whole).alias("value")
    yield pl.lit(each.unit).alias("unit")


def write(found: pl.DataFrame, out: Path) -> None:
    """Write the long table as Parquet; the file appears complete, or not at all.

    Errors: ``CannotDo`` for a place that can't be written.
    """
    try:
        number, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    except OSError as error:
        raise CannotDo(f"{out}: can't be written there ({error.strerror}).") from None
    try:
        with os.fdopen(number, "wb") as file:
            found.write_parquet(file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, out)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
