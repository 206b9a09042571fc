"""From one value a person to the return's tables as text: the way back of ``gathering``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from sendap.apps.plans.returned import ReturnedPerson, ReturnedRequest
from sendap.apps.returns.gathering import COLUMNS
from sendap.exchange.sen2.description import RUNNING_NUMBERS
from sendap.exchange.sen2.write.content import Content, empty_tables

GENDER_OF_SEX = {"M": "1", "F": "2", "": "0"}
"""The codes of item GenderCurrent, which the return had until 2023."""

LAST_WITH_GENDER = 2023
Lines = dict[str, list[tuple[Any, ...]]]


def content_from(
    people: Iterable[ReturnedPerson], *, header: Mapping[str, str], year: int
) -> Content:
    """The content of a return with these people, numbered from 1 in the order given."""
    lines: Lines = defaultdict(list)
    for number, each in enumerate(people, start=1):
        lines["person"].append((number, None, *each.person))
        for place, request in enumerate(each.requests, start=1):
            _add(lines, (number, place), request)
    tables = {name: _frame(name, empty, lines[name]) for name, empty in empty_tables().items()}
    if year <= LAST_WITH_GENDER:
        tables["person"] = tables["person"].with_columns(
            gender_current=pl.col("sex").fill_null("").replace_strict(GENDER_OF_SEX, default=None)
        )
    return Content(year=year, header=header, tables=tables)


def _add(lines: Lines, keys: tuple[int, int], each: ReturnedRequest) -> None:
    single: dict[str, tuple[Any, ...] | None] = {
        "request": each.request, "assessment": each.assessment, "named_plan": each.plan,
        "active_plan": each.active_plan,
    }  # fmt: skip
    for name, row in single.items():
        if row is not None:
            lines[name].append((*keys, *row))
    several: dict[str, Iterable[tuple[Any, ...]]] = {
        "plan_detail": each.plan_settings, "placement": each.placements, "need": each.needs,
    }  # fmt: skip
    for name, rows in several.items():
        for number, values in enumerate(rows, start=1):
            lines[name].append((*keys, number, *values))


def _frame(name: str, empty: pl.DataFrame, lines: list[tuple[Any, ...]]) -> pl.DataFrame:
    keys = ["person_no", "request_no"]
    if name in RUNNING_NUMBERS:
        keys.append(RUNNING_NUMBERS[name])
    columns = [*keys, *COLUMNS[name][1].split()]
    values = list(zip(*lines, strict=True)) or [()] * len(columns)
    series = [
        pl.Series(
            column, cells if column in keys else map(_text, cells), dtype=empty.schema[column]
        )
        for column, cells in zip(columns, values, strict=True)
    ]
    frame = pl.DataFrame(series)
    missing = [column for column in empty.columns if column not in columns]
    return frame.with_columns(pl.lit(None, pl.String).alias(each) for each in missing).select(
        empty.columns
    )


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if value is True or value is False:
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)
