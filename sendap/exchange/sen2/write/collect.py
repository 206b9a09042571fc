"""A return as COLLECT's nine CSV tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from sendap.basics.errors import CannotDo
from sendap.exchange.sen2.description import RUNNING_NUMBERS, Item, Kind, items_in
from sendap.exchange.sen2.description.collect import EXPORTS, Export
from sendap.exchange.sen2.write.content import Content

SOURCE = 1
"""The number that COLLECT gives the file that was sent."""

KEYS = ["person_no", "request_no"]
_ABOVE = {"requests": ["person_no"]}


def write_collect(content: Content, folder: Path, *, on: date) -> None:
    """Write the nine tables into a folder, named for the day on which they were taken.

    Errors: ``CannotDo`` where the folder can't be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in collect_tables(content).items():
            frame.write_csv(folder / f"Blade-Export_{on:%d-%m-%Y}_{name}.csv")
    except OSError as error:
        raise CannotDo(
            f"{folder}: can't be written ({error.strerror}); choose another folder for -o."
        ) from None


def collect_tables(content: Content) -> dict[str, pl.DataFrame]:
    """The nine tables with COLLECT's headings; every value is text."""
    made: dict[str, pl.DataFrame] = {"sen2": _first(content)}
    keyed: dict[str, pl.DataFrame] = {}
    for export in EXPORTS[1:]:
        (block,) = export.blocks
        frame = content.tables[block.table].with_row_index(export.key, offset=1)
        keyed[export.name] = frame.select(export.key, *KEYS)
        made[export.name] = _table(export, _with_parent(export, frame, keyed), content.year)
    return made


def _first(content: Content) -> pl.DataFrame:
    items = [item for block in EXPORTS[0].blocks for item in items_in(block, content.year)]
    values = {item.name.lower(): [content.header.get(item.name)] for item in items}
    frame = pl.DataFrame(values, schema=dict.fromkeys(values, pl.String))
    dates = [_written(item, item.name.lower()) for item in items if item.kind is Kind.DATE]
    return _numbered("sen2", frame.with_columns(dates)).select(*_leading(EXPORTS[0]), *values)


def _with_parent(
    export: Export, frame: pl.DataFrame, keyed: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    if export.parent == "sen2":
        return frame.with_columns(sen2tableid=pl.lit(1))
    keys = _ABOVE.get(export.name, KEYS)
    above = keyed[export.parent].unique(keys, keep="first", maintain_order=True)
    return frame.join(
        above.select(*keys, export.parent_key), on=keys, how="left", maintain_order="left"
    )


def _table(export: Export, frame: pl.DataFrame, year: int) -> pl.DataFrame:
    (block,) = export.blocks
    items = items_in(block, year)
    if block.table in RUNNING_NUMBERS:
        frame = frame.drop(RUNNING_NUMBERS[block.table])
    values = [_written(item, item.column).alias(item.name.lower()) for item in items]
    numbers = _numbered(export.name, frame.select(export.key, export.parent_key, *values))
    return numbers.select(*_leading(export), *(item.name.lower() for item in items))


def _leading(export: Export) -> list[str]:
    first = [export.key, "NativeId", f"{export.name}orderseqcolumn", "sourceid"]
    return [*first, export.parent_key] if export.parent else first


def _numbered(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1)
    return frame.with_columns(
        number.alias(f"{name}tableid"), number.alias("NativeId"),
        number.alias(f"{name}orderseqcolumn"), pl.lit(SOURCE).alias("sourceid"),
    )  # fmt: skip


def _written(item: Item, column: str) -> pl.Expr:
    """A date as COLLECT writes it (2022-Sep-28 00:00:00), a flag as true or false."""
    text = pl.col(column)
    if item.kind is Kind.DATE:
        day = text.str.strptime(pl.Date, "%Y-%m-%d", strict=False)
        return pl.coalesce(day.dt.strftime("%Y-%b-%d 00:00:00"), text)
    if item.kind is Kind.FLAG:
        return text.replace({"1": "true", "0": "false"})
    return text
