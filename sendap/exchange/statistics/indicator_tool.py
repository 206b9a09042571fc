"""The Local Authority Interactive Tool: one long table of measures, and its dictionary.

In this file ``-`` means not available. Areas have the tool's own numbers, turned here into the
codes used everywhere else. Years are kept as printed (``2025 (Prov)``, ``2023-24``);
``period_order`` is the year in which the period ends or, where only one is printed, that year.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics import cells, text_tables
from sendap.exchange.statistics.authorities import TOOL_AREAS
from sendap.exchange.statistics.readings import (
    Problem,
    Reading,
    check_columns,
    decode,
    read_bytes,
)

VALUE_COLUMNS = (
    "Short Desc",
    "Data item",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
    "Region",
)
DICTIONARY_COLUMNS = (
    "Measure_code",
    "Topic",
    "Measure",
    "Chart_title",
    "Measure_short",
    "Polarity",
    "y_axis_name",
    "state_funded_flag",
    "Table_status",
    "Description",
    "Last Update",
    "Next Update",
    "Data Owner (DO) /Supplier and Contact Details",
    "Methodology",
    "Hyperlink(s)",
    "dps",
    "Year_Type",
    "No_Quartile",
)
_SPREADSHEET_DAY_NOUGHT = date(1899, 12, 30)


@dataclass(frozen=True)
class Measure:
    """One entry of the dictionary: what a measure is, who owns it and when it was last updated.

    ``polarity`` is ``high`` or ``low`` where one end is better and ``none`` otherwise;
    ``decimals`` is None where the dictionary is silent; ``updated_on`` is None where it gives no
    day.
    """

    short_name: str
    topic: str
    title: str
    polarity: str
    unit: str
    decimals: int | None
    description: str
    methodology: str
    owner: str
    link: str
    year_type: str
    updated_on: date | None


def read_indicator_tool(path: Path) -> Reading:
    """Read every value: measure, area, period, period_order and the value as printed.

    Errors: ``UnreadableInput`` when it isn't the Parquet file or its columns have changed.
    """
    content, source = read_bytes(path)
    try:
        printed = pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise UnreadableInput(f"{path}: not a Parquet file; download it again.") from error
    check_columns(printed.columns, VALUE_COLUMNS, source.name)
    number = pl.col("LA Number").cast(pl.Int32).cast(pl.String)
    table = printed.select(
        pl.col("Short Desc").alias("measure"),
        number.replace(TOOL_AREAS).alias("area"),
        pl.col("Years").alias("period"),
        _order().alias("period_order"),
        pl.col("Values").alias("value"),
    )
    problems = _undated(table, source.name) + _unexplained(table, source.name)
    return Reading(source, table.filter(pl.col("period_order") > 0), problems)


def read_dictionary(path: Path) -> tuple[Reading, dict[str, Measure]]:
    """Read the dictionary as printed, and its measures by short name.

    A measure listed under two topics keeps the first. Errors: ``UnreadableInput`` as above.
    """
    content, source = read_bytes(path)
    table = text_tables.rows(decode(content, source.name), source.name, DICTIONARY_COLUMNS)
    measures: dict[str, Measure] = {}
    for row in table.iter_rows(named=True):
        measures.setdefault(row["Measure_short"], _measure(row))
    return Reading(source, table), measures


def _measure(row: dict[str, str]) -> Measure:
    polarity = row["Polarity"].strip().lower()
    decimals = row["dps"].strip()
    return Measure(
        short_name=row["Measure_short"],
        topic=row["Topic"],
        title=row["Measure"].strip(),
        polarity=polarity if polarity in {"high", "low"} else "none",
        unit=row["y_axis_name"].strip(),
        decimals=int(float(decimals)) if decimals else None,
        description=_plain(row["Description"]),
        methodology=_plain(row["Methodology"]),
        owner=row["Data Owner (DO) /Supplier and Contact Details"].strip(),
        link=_first_link(row["Hyperlink(s)"]),
        year_type=row["Year_Type"].strip(),
        updated_on=_spreadsheet_day(row["Last Update"]),
    )


def _order() -> pl.Expr:
    """The last year of a period: 2023-24 ends in 2024, 2021/22-23/24 in 2024, 2016 in 2016."""
    years = pl.col("Years").str.replace(r"\s*\(.*\)$", "")
    first = years.str.extract(r"^(\d{4})").cast(pl.Int32, strict=False)
    last = years.str.extract(r"[-/](\d{2})$").cast(pl.Int32, strict=False)
    return pl.when(last.is_not_null()).then(last + 2000).otherwise(first).fill_null(0)


def _undated(table: pl.DataFrame, name: str) -> tuple[Problem, ...]:
    odd = table.filter(pl.col("period_order") == 0)
    return tuple(
        Problem(name, f"{measure}, year {period!r}", f"{count} rows have no year; left out")
        for measure, period, count in odd.group_by("measure", "period").len().sort("measure").rows()
    )


def _unexplained(table: pl.DataFrame, name: str) -> tuple[Problem, ...]:
    columns = cells.unexplained(table, ["value"], cells.INDICATOR_TOOL)
    message = "holds a sign that is neither a number nor -; shown as not available"
    return tuple(Problem(name, column, message) for column in columns)


def _spreadsheet_day(text: str) -> date | None:
    """A day written as a spreadsheet stores it: the number of days since 30 December 1899."""
    if not re.fullmatch(r"\d{5}(\.0)?", text.strip()):
        return None
    return _SPREADSHEET_DAY_NOUGHT + timedelta(days=int(float(text)))


def _plain(text: str) -> str:
    """The text with its doubled line ends made single and doubly encoded signs put right."""
    readable = re.sub("[\u00c2-\u00f4][\u0080-\u00bf]+", _decoded_once, text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[\r\n]*\r\r?\n", "\n", readable)).strip()


def _decoded_once(found: re.Match[str]) -> str:
    try:
        return found.group().encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found.group()


def _first_link(text: str) -> str:
    found = re.search(r"https?://\S+", text)
    return found.group().rstrip(".,;)") if found else ""
