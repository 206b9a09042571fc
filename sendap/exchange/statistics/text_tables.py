"""Comma-separated text to a table of text, with columns that may be named twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import polars as pl

from sendap.basics.errors import UnreadableInput
from sendap.exchange.statistics.readings import check_columns


def header(text: str) -> list[str]:
    """The names in the first line, exactly as printed, doubled ones twice."""
    return next(csv.reader(io.StringIO(text)), [])


def rows(text: str, name: str, expected: Sequence[str]) -> pl.DataFrame:
    """The data rows as text columns; the second of two equal names is called ``<name>_again``.

    Errors: ``UnreadableInput`` when the columns differ from ``expected`` or a row is ragged.
    """
    check_columns(header(text), expected, name)
    columns = distinct(expected)
    try:
        table = pl.read_csv(io.BytesIO(text.encode()), infer_schema=False, new_columns=columns)
    except pl.exceptions.PolarsError as error:
        first = str(error).splitlines()[0]
        raise UnreadableInput(f"{name}: {first}; download the file again as published.") from error
    return table.fill_null("")


def distinct(names: Sequence[str]) -> list[str]:
    """The names with each repeat marked, so that no column is lost."""
    seen: set[str] = set()
    marked = []
    for name in names:
        marked.append(f"{name}_again" if name in seen else name)
        seen.add(name)
    return marked
