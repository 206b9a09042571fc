"""Whether each authority has a designated medical, clinical or social care officer for SEND."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sendap.exchange.statistics import text_tables
from sendap.exchange.statistics.readings import Problem, Reading, decode, read_bytes

COLUMNS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "new_la_code",
    "old_la_code",
    "la_name",
    "des_med_off",
    "des_clin_off",
    "des_so_care_off",
)
OFFICERS = COLUMNS[-3:]
ANSWERS = {
    "yes": "1",
    "no": "0",
    "recruiting": "0",
    "n/a": "z",
    "z": "z",
    "not returned": "x",
    "x": "x",
    "": "x",
}
"""What is printed and what it becomes: 1 in post, 0 not, z not asked that year, x not available."""


def read_officers(path: Path) -> Reading:
    """Read the answers by authority and year: area, period, period_order and the three officers.

    Errors: ``UnreadableInput`` when it can't be read or its columns have changed.
    """
    content, source = read_bytes(path)
    printed = text_tables.rows(decode(content, source.name), source.name, COLUMNS)
    answers = [
        pl.col(name)
        .str.strip_chars()
        .str.to_lowercase()
        .replace_strict(ANSWERS, default=None)
        .alias(name)
        for name in OFFICERS
    ]
    table = printed.select(
        pl.col("old_la_code").alias("area"),
        pl.col("time_period").alias("period"),
        pl.col("time_period").cast(pl.Int32).alias("period_order"),
        *answers,
    )
    problems = tuple(
        Problem(source.name, name, "holds an answer that isn't Yes, No or n/a; not available")
        for name in OFFICERS
        if table[name].null_count()
    )
    return Reading(source, table.with_columns(pl.col(OFFICERS).fill_null("x")), problems)
